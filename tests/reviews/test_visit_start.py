"""The visit starts when its first day has come, its timetable is final and every group is briefed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Baseline, Indicator, IndicatorValue
from cycles.models import HostRole, Stage, StageChange, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reviews.actions import timetable
from reviews.readiness import unmet_for_visit
from reviews.standing_in import STANDS_IN
from tests import builders as a

from .visit_builders import a_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    """Everything is ready: today is the first day, the timetable is final, its group is briefed."""
    challenge = a.a_challenge(stage=Stage.READING, first_day=today_in_london())
    a.a_milestone(challenge, code="timetable-final", done_at=timezone.now(), done_by=challenge.cycle.opened_by)
    a_session(challenge, briefed_at=timezone.now(), briefed_by=challenge.cycle.opened_by)
    return challenge


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


def url(challenge, page="visit-start"):
    return reverse(page, args=[challenge.slug])


def stage_of(challenge):
    challenge.refresh_from_db()
    return challenge.stage


def test_the_team_lead_starts_the_visit_and_everybody_hears_of_it(challenge, lead, sign_in):
    manager, director = a.a_team_member(challenge), a.a_host_dass(challenge)
    client = sign_in(lead)
    page = client.get(url(challenge)).content.decode()
    assert "Before the visit can start" not in page
    assert "You can stand in" not in page
    page = client.post(url(challenge), follow=True).content.decode()
    assert "The visit has started" in page
    assert stage_of(challenge) == Stage.ON_SITE
    assert StageChange.objects.get().reason == ""
    told = Notice.objects.filter(text__contains="the visit has started").values_list("person_id", flat=True)
    assert set(told) == {manager.pk, director.pk}


def test_the_regional_lead_stands_in_and_it_is_recorded_as_such(challenge, lead, sign_in):
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    assert "You can stand in" in client.get(url(challenge)).content.decode()
    client.post(url(challenge))
    assert stage_of(challenge) == Stage.ON_SITE
    assert StageChange.objects.get().reason == STANDS_IN
    assert Entry.objects.get(verb="challenge.moved").detail["reason"] == STANDS_IN


def test_who_stands_in_to_go_back_is_recorded_beside_the_reason(challenge, lead, sign_in):
    path = url(challenge, "pack-reopen")
    sign_in(a.a_regional_lead(challenge.cycle.region)).post(path, {"reason": "A document is missing."})
    assert stage_of(challenge) == Stage.PREPARING
    assert StageChange.objects.get().reason == f"A document is missing. {STANDS_IN}"


def _too_early(challenge):
    challenge.first_day, challenge.last_day = a.a_monday(), a.a_monday() + timedelta(days=2)
    challenge.save()


def _without_dates(challenge):
    challenge.first_day = challenge.last_day = challenge.dates_agreed_at = challenge.dates_agreed_by = None
    challenge.save()


MISSING = {
    "The first day on site is": _too_early,
    "The dates of the visit are not agreed": _without_dates,
    "Nobody has said that the timetable is final": lambda it: it.milestones.update(done_at=None, done_by=None),
    "There are no sessions in the timetable": lambda it: it.sessions.all().delete(),
    "Not briefed, and nobody has said why: S02 and S03": lambda it: [a_session(it), a_session(it)],
    "On a day that the visit does not have: S02": lambda it: a_session(it, day=4, not_briefed_because="Not yet."),
}


@pytest.mark.parametrize("sentence", MISSING)
def test_what_is_missing_is_said_in_words_and_nothing_starts(sentence, challenge, lead, sign_in):
    MISSING[sentence](challenge)
    client = sign_in(lead)
    page = client.get(url(challenge)).content.decode()
    assert sentence in page
    assert "Start the visit</button>" not in page
    answer = client.post(url(challenge))
    assert sentence in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert stage_of(challenge) == Stage.READING


def test_a_group_of_which_somebody_said_why_it_is_not_briefed_holds_nothing_up(challenge):
    a_session(challenge, not_briefed_because="The interpreter tells them at the start.")
    assert unmet_for_visit(challenge) == []


def test_who_had_the_page_open_while_the_visit_started_is_told_so(challenge, lead, sign_in):
    client = sign_in(lead)
    client.post(url(challenge))
    answer = client.post(url(challenge))
    assert answer.status_code == 403
    assert "Step 5 of 8: On site" in answer.content.decode()


@pytest.mark.parametrize("role", ["RC", "HD", "HC", "HP", "HX", "SO", "TM", "EE", "PR", "OA", "SA"])
def test_nobody_else_starts_it(role, challenge, sign_in):
    client = sign_in(a.someone_in_role(role, challenge))
    assert client.post(url(challenge)).status_code == 404
    assert stage_of(challenge) == Stage.READING


def test_the_baseline_is_taken_down_anew(challenge, lead, sign_in):
    indicator = Indicator.objects.filter(framework__code="oflog-2015-23").first()
    old = {"year": "2021-22", "value": Decimal(50), "fixed_on": today_in_london(), "chosen_by": lead}
    row = Baseline.objects.create(challenge=challenge, indicator=indicator, **old)
    value = {"authority": challenge.host, "year": "2022-23", "value": Decimal(61)}
    IndicatorValue.objects.create(indicator=indicator, **value)
    sign_in(lead).post(url(challenge))
    row.refresh_from_db()
    assert (row.year, row.value, row.fixed_on) == ("2022-23", Decimal(61), today_in_london())


def test_the_team_lead_is_asked_to_start_it_from_the_first_day_on(challenge, lead):
    text = "Start the visit"
    assert [thing.due_on for thing in owed([lead.pk]) if thing.text == text] == [today_in_london()]
    _too_early(challenge)
    assert not [thing for thing in owed([lead.pk]) if thing.text == text]


# --- A final timetable -----------------------------------------------------------------------------------------------


def is_final(challenge):
    return challenge.milestones.get(code="timetable-final").done_at is not None


@pytest.mark.parametrize("what", ["takes a session out", "adds a session", "moves a session", "changes who asks"])
def test_who_changes_a_final_timetable_makes_it_not_final_and_people_are_told(what, challenge, lead):
    coordinator, session = a.a_host_member(challenge, HostRole.COORDINATOR), challenge.sessions.get()
    facts = {name: getattr(session, name) for name in CHANGED}
    member = challenge.team.get(person=a.a_team_member(challenge))
    acts = {
        "takes a session out": lambda: timetable.take_out_session(session, by=coordinator),
        "adds a session": lambda: timetable.add_session(challenge, facts=facts, parts={}, by=coordinator),
        "moves a session": lambda: _change(session, coordinator, facts | {"day": 2}),
        "changes who asks": lambda: _change(session, coordinator, facts, parts={member: "asks"}),
    }
    acts[what]()
    assert not is_final(challenge)
    told = Notice.objects.filter(text__contains="not final any more").values_list("person_id", flat=True)
    assert lead.pk in told
    assert coordinator.pk not in told


CHANGED = ("kind", "title", "day", "starts_at", "ends_at", "kind_of_people", "detail", "head_count", "place", "link")


def _change(session, by, facts, parts=()):
    timetable.change_session(session, facts=facts, parts=dict(parts), seen=session.version, by=by)


def test_one_chair_more_leaves_it_final(challenge, lead):
    session = challenge.sessions.get()
    _change(session, lead, {name: getattr(session, name) for name in CHANGED} | {"head_count": 8})
    assert is_final(challenge)
    assert not Notice.objects.exists()


def test_on_site_the_timetable_changes_by_the_hour_and_stays_final(challenge, lead):
    challenge.stage = Stage.ON_SITE
    challenge.save()
    a_session(challenge)
    timetable.take_out_session(challenge.sessions.first(), by=lead)
    assert is_final(challenge)
