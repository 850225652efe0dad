"""Who is asked to do what until the draft is with the council."""

from datetime import timedelta

import pytest

from cycles.models import PeerChallenge, Stage, TeamRole
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reports.models import Part, ReportSection
from tests import builders as a

from .builders import a_copy, a_second_look, a_section, a_visited_challenge, a_written_report

pytestmark = pytest.mark.django_db
DUE = today_in_london() + timedelta(days=5)
SEND, LOOK = "Send the draft report to the council", "Read the draft report as its second reader"


def things(person):
    return [(thing.text, thing.due_on) for thing in owed([person.pk])]


@pytest.fixture
def challenge():
    challenge = a_visited_challenge()
    a.a_milestone(challenge, DUE, "team_lead", code="draft-report", name="Send the draft")
    return challenge


@pytest.fixture
def manager(challenge):
    return a.a_team_member(challenge)


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


def test_who_writes_a_section_is_asked_for_it_until_it_is_done(challenge, manager):
    other = a.a_team_member(challenge)
    a_section(challenge, owner=manager)
    assert things(manager) == [("Write “Summary” for the report", DUE)]
    assert things(other) == []
    ReportSection.objects.update(is_done=True)
    assert things(manager) == []


def test_the_team_lead_is_asked_to_send_it_once_and_not_twice(challenge, lead):
    assert things(lead) == [(SEND, DUE)]
    PeerChallenge.objects.update(stage=Stage.ACCURACY_CHECK)
    assert things(lead) == []


def test_once_all_is_done_the_others_are_asked_to_read_it_until_one_has(challenge, lead, manager):
    report = a_written_report(challenge)
    assert things(manager) == [(LOOK, DUE)]
    assert things(lead) == [(SEND, DUE)]
    ReportSection.objects.filter(part=Part.SUMMARY).update(is_done=False)
    assert things(manager) == []
    ReportSection.objects.update(is_done=True)
    a_second_look(report, a.a_team_member(challenge))
    assert things(manager) == []


def test_the_next_draft_is_read_again(challenge, lead, manager):
    report = a_written_report(challenge)
    a_second_look(report, manager)
    a_copy(report, lead)
    assert things(manager) == [(LOOK, DUE)]


def test_reminders_ask_for_everybody_at_once(challenge, lead, manager):
    a_section(challenge, owner=manager)
    found = {(thing.person_id, thing.text) for thing in owed() if "report" in thing.text}
    assert found == {(manager.pk, "Write “Summary” for the report"), (lead.pk, SEND)}
