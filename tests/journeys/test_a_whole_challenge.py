"""One challenge from an empty installation until it is closed, by keyboard and without JavaScript.

The other walks begin in the middle, with JavaScript, and look at every page more thoroughly.
"""

import pytest

from . import agreeing_dates as dates
from . import asking_how_it_went as survey
from . import building_the_team as team
from . import coming_in, keeping_on, last_day, letting_in, on_site, publishing, reporting, telling
from . import following_up as follow_up
from . import looking_at_practice as practice
from . import planning_the_visit as visit
from . import reading_the_pack as pack
from .browser import chromium
from .days import the_first_day_on_site_comes
from .server import Embedded
from .troupe import DIRECTOR, LEAD, Troupe

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1500)]
PREPARED = (
    letting_in.they_find_dudley,
    letting_in.people_of_other_councils_come_in,
    team.the_preparation_starts,
    team.people_are_asked,
    team.they_say_yes_and_one_says_no,
    team.interests_are_declared,
    team.the_expert_says_what_helps_her,
    team.a_line_of_the_rule_is_waived,
    telling.the_host_gets_its_people,
    telling.the_officer_is_named,
    telling.the_host_asks_its_question,
    telling.the_self_assessment_is_written,
    telling.the_risks_are_rated,
    telling.the_documents_are_given,
    telling.the_baseline_is_chosen,
    practice.the_host_proposes_case_files,
    practice.one_is_read_by_two_who_do_not_see_each_other,
    practice.they_say_what_they_found,
    visit.the_visit_is_planned,
    visit.a_group_is_briefed,
    pack.the_pack_cannot_go_yet,
    practice.they_agree,
    practice.the_review_is_handed_over,
    telling.both_forms_are_signed_off,
    pack.the_lead_releases_it,
    pack.the_team_reads,
    pack.the_team_speaks,
    visit.the_timetable_is_final,
)
VISITED = (
    the_first_day_on_site_comes,
    on_site.the_visit_starts,
    on_site.notes_are_written,
    on_site.somebody_may_be_in_danger,
    on_site.findings_are_written,
    on_site.findings_are_weighed,
    on_site.the_day_ends,
    last_day.the_feedback_is_made,
    last_day.it_is_presented,
    last_day.the_visit_ends,
    survey.a_group_answers,
    survey.nobody_reads_totals_yet,
)
REPORTED = (
    reporting.the_draft_is_written,
    reporting.it_goes_to_the_council,
    reporting.the_council_checks_it,
    reporting.the_points_are_answered,
    reporting.the_report_is_agreed,
    survey.the_totals_are_read,
    publishing.the_measure_is_named,
    publishing.the_text_is_approved,
    publishing.its_time_is_planned,
    publishing.it_becomes_public,
    publishing.it_is_put_right,
    publishing.the_council_tells_it,
)
FOLLOWED_UP = (
    follow_up.the_plan_is_made,
    follow_up.it_is_agreed,
    follow_up.somebody_reports,
    follow_up.six_months_pass,
    follow_up.the_review_is_recorded,
    follow_up.progress_is_published,
    follow_up.a_year_has_passed,
    follow_up.it_is_closed,
    follow_up.everybody_can_read_it,
)


def test_a_challenge_goes_from_an_empty_installation_until_it_is_closed(tmp_path):
    service = Embedded(tmp_path)
    service.prepare()
    with service.running(), chromium() as browser:
        troupe = Troupe(service, browser, scripts=False, shots="")
        it_is_planned(troupe)
        for chapter in (*PREPARED, *VISITED, *REPORTED, *FOLLOWED_UP):
            chapter(troupe)
        keeping_on.the_director_is_taken_out(troupe[LEAD], troupe[DIRECTOR])
    assert not troupe.faults, "\n".join(troupe.faults)


def it_is_planned(troupe: Troupe) -> None:
    """All of the first walk, with what goes wrong between people on the way."""
    lead = coming_in.the_first_lead_comes_in(troupe)
    coming_in.three_steps_to_the_first_director(lead)
    dates.dates_are_offered(lead)
    director = dates.the_director_agrees_dates(troupe)
    dates.the_visit_moves(lead)
    dates.two_leads_move_at_once(lead, coming_in.another_lead_comes_in(troupe, lead))
    coordinator = coming_in.a_coordinator_comes_in(troupe, director)
    keeping_on.two_people_write_at_once(director, coordinator)
    keeping_on.text_outlives_the_session(coordinator)
    keeping_on.the_morning_mail_is_right(troupe)
    keeping_on.a_pause_stops_everything(lead, director)
    keeping_on.nobody_sees_what_is_not_theirs(lead, director, coordinator)
