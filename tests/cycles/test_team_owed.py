"""What members of a team, people who are asked, and the regional lead owe: on the home page and in the morning mail."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cycles.actions.interests import declare, say_needs
from cycles.models import PeerChallenge, Stage, TeamMember, TeamRole
from cycles.owed import owed
from peerchallenge.jobs import queue
from peerchallenge.notifications.reminders import remind
from peerchallenge.workdays import add_working_days
from tests import builders as a

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _morning(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Europe/London")), tick=False)


@pytest.fixture
def challenge():
    return a.a_challenge(a.an_authority("Dunmere"), stage=Stage.PREPARING, first_day=TODAY + timedelta(weeks=14))


def texts(person):
    return {thing.text: thing.due_on for thing in owed([person.pk])}


def place(person):
    return TeamMember.objects.get(person=person)


def test_a_new_member_says_two_things_by_the_day_the_team_is_confirmed(challenge):
    confirmed = a.a_milestone(challenge, TODAY + timedelta(weeks=2), "regional_lead", code="team-confirmed")
    person = a.a_team_member(challenge, declared=False)
    assert texts(person) == {
        "Say whether you have an interest in this council": confirmed.due_on,
        "Tell us what helps you take part": confirmed.due_on,
    }
    declare(place(person), by=person)
    say_needs(place(person), text="", share_with_lead=False, share_with_host=False, by=person)
    assert texts(person) == {}


def test_who_joins_when_the_team_should_be_confirmed_has_a_week(challenge):
    a.a_milestone(challenge, TODAY - timedelta(days=3), "regional_lead", code="team-confirmed")
    person = a.a_team_member(challenge, declared=False)
    assert set(texts(person).values()) == {add_working_days(TODAY, 5)}


def test_without_a_milestone_there_is_no_day(challenge):
    assert set(texts(a.a_team_member(challenge, declared=False)).values()) == {None}


def test_the_lead_decides_about_an_interest(challenge):
    lead = a.a_regional_lead(challenge.cycle.region)
    person = a.a_team_member(challenge, person=a.a_person("Wanda Waits"), declared=False)
    declare(place(person), kinds=["family"], text="A cousin", by=person)
    assert "Decide about the interest that Wanda Waits declared" in texts(lead)
    assert texts(person).keys() == {"Tell us what helps you take part"}
    (thing,) = [one for one in owed([lead.pk]) if "interest" in one.text]
    assert thing.path == f"/challenges/{challenge.slug}/team/{person.slug}/interest/"


def test_whoever_is_asked_answers_by_the_day_they_were_given(challenge):
    asked = a.an_invitation_to_the_team(challenge, reply_by=TODAY + timedelta(days=3))
    assert texts(asked.person) == {"Answer whether you join the review team": asked.reply_by}


@pytest.mark.parametrize("over", [{"stage": Stage.DRAFTING}, {"paused_at": TODAY}])
def test_nothing_is_owed_after_the_visit_or_in_a_pause(challenge, over):
    asked = a.an_invitation_to_the_team(challenge)
    member = a.a_team_member(challenge, declared=False)
    if "paused_at" in over:
        noon = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/London"))
        over = {"paused_at": noon, "paused_by": challenge.cycle.opened_by, "paused_as": "postponed"}
    PeerChallenge.objects.update(**over)
    assert texts(asked.person) == texts(member) == {}


def test_the_morning_mail_reminds_somebody_who_is_only_asked(challenge):
    asked = a.an_invitation_to_the_team(challenge, reply_by=TODAY + timedelta(days=2))
    remind(TODAY.isoformat())
    for number in queue.sweep():
        queue.run(number)
    (sent,) = mail.outbox
    assert sent.to == [asked.person.email]
    assert "Dunmere: answer whether you join the review team. Due by Thursday 26 November 2026." in sent.body


def test_asking_for_everybody_costs_the_same_with_many_teams(challenge):
    def questions():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(owed(None))
        return len(asked)

    def grow():
        another = a.a_challenge(cycle=challenge.cycle, stage=Stage.PREPARING)
        person = a.a_team_member(another, TeamRole.TEAM_LEAD, declared=False)
        declare(place(person), kinds=["family"], text="A cousin", by=person)
        a.a_team_member(another, declared=False)
        a.an_invitation_to_the_team(another)

    grow()
    few = questions()
    for _ in range(10):
        grow()
    assert questions() == few
