"""The visit ends when the feedback is frozen as it was presented. From then on the host reads it."""

from datetime import timedelta

import pytest

from cycles.models import HostRole, Stage, StageChange, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reviews.readiness import unmet_for_the_end
from reviews.standing_in import STANDS_IN
from tests import builders as a
from tests.pages import body

from .feedback_builders import a_correction, a_feedback, present, url
from .visit_builders import a_finding

pytestmark = pytest.mark.django_db
MISSING = "The feedback is not frozen as it was presented"


@pytest.fixture
def challenge():
    """Today is the last day on site."""
    today = today_in_london()
    return a.a_challenge(stage=Stage.ON_SITE, first_day=today - timedelta(days=2), last_day=today)


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


@pytest.fixture
def feedback(challenge, lead):
    return a_feedback(challenge, a_finding(challenge, lead))


@pytest.fixture
def copy(feedback, lead):
    return present(feedback, lead)


def end(challenge):
    return url(challenge, "visit-end")


def stage_of(challenge):
    challenge.refresh_from_db()
    return challenge.stage


def test_without_a_frozen_copy_the_visit_does_not_end(challenge, lead, feedback, sign_in):
    client = sign_in(lead)
    page = body(client, end(challenge))
    assert MISSING in page
    assert "End the visit</button>" not in page
    answer = client.post(end(challenge)).content.decode()
    assert MISSING in answer
    assert 'role="alert"' in answer
    assert stage_of(challenge) == Stage.ON_SITE


def test_the_team_lead_ends_it_and_everybody_hears_of_it(challenge, lead, copy, sign_in):
    milestone = a.a_milestone(challenge, code="on-site")
    manager, director = a.a_team_member(challenge), a.a_host_dass(challenge)
    client = sign_in(lead)
    page = body(client, end(challenge))
    assert MISSING not in page
    assert "You can stand in" not in page
    assert "The visit has ended" in client.post(end(challenge), follow=True).content.decode()
    assert stage_of(challenge) == Stage.DRAFTING
    assert StageChange.objects.get().reason == ""
    milestone.refresh_from_db()
    assert milestone.done_by == lead
    told = Notice.objects.filter(text__contains="the visit has ended").values_list("person_id", flat=True)
    assert set(told) == {manager.pk, director.pk}


def test_the_regional_lead_stands_in_and_it_is_recorded_as_such(challenge, lead, copy, sign_in):
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    assert "You can stand in" in body(client, end(challenge))
    client.post(end(challenge))
    assert stage_of(challenge) == Stage.DRAFTING
    assert Entry.objects.get(verb="challenge.moved").detail["reason"] == STANDS_IN


def test_who_changed_the_feedback_since_is_told_so_first(challenge, lead, feedback, copy, sign_in):
    client = sign_in(lead)
    assert "was changed after that" not in body(client, end(challenge))
    type(feedback).objects.update(closing="We changed our mind.")
    assert "was changed after that" in body(client, end(challenge))
    assert unmet_for_the_end(challenge) == []


def test_who_had_the_page_open_while_it_ended_is_told_so(challenge, lead, copy, sign_in):
    client = sign_in(lead)
    client.post(end(challenge))
    answer = client.post(end(challenge))
    assert answer.status_code == 403
    assert "Step 6 of 8: Report" in answer.content.decode()


@pytest.mark.parametrize("role", ["RC", "HD", "HC", "HP", "HX", "SO", "TM", "EE", "PR", "OA", "SA"])
def test_nobody_else_ends_it(role, challenge, copy, sign_in):
    assert sign_in(a.someone_in_role(role, challenge)).post(end(challenge)).status_code == 404
    assert stage_of(challenge) == Stage.ON_SITE


def texts(person):
    return {thing.text: thing.due_on for thing in owed([person.pk])}


FREEZE, END = "Freeze the feedback when you have presented it", "End the visit"


def test_from_the_last_day_on_the_lead_owes_the_feedback_and_then_the_end(challenge, lead, feedback):
    assert texts(lead)[FREEZE] == challenge.last_day
    assert END not in texts(lead)
    present(feedback, lead)
    assert texts(lead)[END] == challenge.last_day
    assert FREEZE not in texts(lead)


def test_before_the_last_day_neither_is_owed(challenge, lead, copy):
    challenge.last_day = today_in_london() + timedelta(days=1)
    challenge.save()
    assert not {FREEZE, END} & texts(lead).keys()


def test_corrections_are_owed_with_the_draft_report_until_they_are_dealt_with(challenge, lead):
    challenge.stage = Stage.DRAFTING
    challenge.save()
    draft = a.a_milestone(challenge, code="draft-report")
    first, _, taken_out = (a_correction(challenge) for _ in range(3))
    type(taken_out).objects.filter(pk=taken_out.pk).update(taken_out_at=challenge.dates_agreed_at)
    assert texts(lead)["Deal with 2 corrections of the feedback"] == draft.due_on
    type(first).objects.update(dealt_with_at=challenge.dates_agreed_at)
    assert not [text for text in texts(lead) if "correction" in text]


def test_others_are_not_asked_for_it(challenge, lead):
    a_correction(challenge)
    for person in (a.a_team_member(challenge), a.a_host_member(challenge, HostRole.COORDINATOR)):
        assert not {FREEZE, END} & texts(person).keys()
