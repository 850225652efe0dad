"""From an empty installation to a planned visit, as three people walk it with their keyboards."""

import pytest

from .agreeing_dates import dates_are_offered, the_director_agrees_dates, the_visit_moves, two_leads_move_at_once
from .browser import chromium
from .cast import Way
from .coming_in import (
    a_coordinator_comes_in,
    another_lead_comes_in,
    the_first_lead_comes_in,
    three_steps_to_the_first_director,
)
from .keeping_on import (
    a_pause_stops_everything,
    nobody_sees_what_is_not_theirs,
    text_outlives_the_session,
    the_director_is_taken_out,
    the_morning_mail_is_right,
    two_people_write_at_once,
)
from .server import Embedded

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


def test_a_cycle_is_planned_from_an_empty_installation(tmp_path):
    service = Embedded(tmp_path)
    service.prepare()
    with service.running(), chromium() as browser:
        way = Way(service, browser, scripts=True, shots="plan-a-cycle")
        lead = the_first_lead_comes_in(way)
        three_steps_to_the_first_director(lead)
        dates_are_offered(lead)
        director = the_director_agrees_dates(way)
        the_visit_moves(lead)
        second_lead = another_lead_comes_in(way, lead)
        two_leads_move_at_once(lead, second_lead)
        coordinator = a_coordinator_comes_in(way, director)
        two_people_write_at_once(director, coordinator)
        text_outlives_the_session(coordinator)
        the_morning_mail_is_right(way)
        a_pause_stops_everything(lead, director)
        nobody_sees_what_is_not_theirs(lead, director, coordinator)
        the_director_is_taken_out(lead, director)
    assert not way.faults, "\n".join(way.faults)
