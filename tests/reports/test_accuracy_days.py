"""The days of the accuracy check: working days that are left, its end, and what comes late. What people owe it."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from cycles.models import PeerChallenge, Stage, TeamRole
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import add_working_days, working_days_left
from reports.accuracy import current_check
from reports.models import AccuracyCheck, Point
from tests import builders as a
from tests.pages import body

from .accuracy_builders import a_check, a_point, a_return, agreed, an_answer, seen, url

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 29)  # Christmas falls into the check: 25 and 28 December are bank holidays


def at(day, clock="10:00"):
    return time_machine.travel(datetime.fromisoformat(f"2026-{day}T{clock}:00").replace(tzinfo=UTC), tick=False)


@pytest.fixture
def check():
    check = a_check()
    AccuracyCheck.objects.update(due_on=LAST)
    check.refresh_from_db()
    return current_check(check.challenge)


@pytest.fixture
def challenge(check):
    return check.challenge


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


def texts(person):
    return [thing.text for thing in owed([person.pk])]


@pytest.mark.parametrize(
    ("today", "count"),
    [("12-15", 8), ("12-24", 1), ("12-26", 1), ("12-28", 1), ("12-29", 0), ("12-30", 0)],
)
def test_working_days_are_counted_over_weekends_and_bank_holidays(today, count):
    assert working_days_left(date.fromisoformat(f"2026-{today}"), LAST) == count


def test_ten_working_days_after_a_day_ten_are_left():
    first = date(2026, 12, 18)
    assert working_days_left(first, add_working_days(first, 10)) == 10


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("12-15", "8 working days left"),
        ("12-28", "1 working day left"),
        ("12-29", "Today is the last day"),
        ("12-30", "The check ended on Tuesday 29 December 2026"),
    ],
)
def test_the_page_says_how_long_there_is(day, words, challenge, director, sign_in):
    with at(day):
        assert words in body(sign_in(director), url(challenge))


def test_the_last_day_counts_until_midnight_in_london(check, challenge, director, sign_in):
    for day, clock, is_late in (("12-29", "23:59", False), ("12-30", "00:01", True)):
        with at(day, clock):
            point = a_point(check, sent=False)
            page = sign_in(director).post(url(challenge, "accuracy-send"), seen(check), follow=True).content.decode()
            point.refresh_from_db()
            assert point.sent_late is is_late
            assert ("Sent after the deadline" in page) is is_late
            assert ("came after it" in page) is is_late


def test_the_team_sees_that_a_point_came_late_and_answers_it_all_the_same(check, challenge, lead, sign_in):
    a_point(check, sent_late=True)
    client = sign_in(lead)
    assert "Sent after the deadline" in body(client, url(challenge))
    assert "1 point is not answered: A1" in body(client, url(challenge, "report-agree"))


def test_once_the_last_day_is_over_the_team_may_agree_without_a_word_of_the_host(check, challenge, lead, sign_in):
    with at("12-29", "23:59"):
        assert "It has until the end of Tuesday 29 December 2026" in body(sign_in(lead), url(challenge, "report-agree"))
    with at("12-30", "00:01"):
        client = sign_in(lead)
        assert "has not sent anything, and the time is over" in body(client, url(challenge, "report-agree"))
        client.post(url(challenge, "report-agree"), agreed(check))
    challenge.refresh_from_db()
    assert challenge.stage == Stage.AGREED


def test_the_director_owes_the_check_until_something_is_sent(check, director):
    assert texts(director) == ["Check the facts in the draft report, or confirm that there is nothing to put right"]
    assert owed([director.pk])[0].due_on == LAST
    a_return(check)
    assert texts(director) == []
    a_point(check, sent=False)
    a_point(check, sent=False, taken_out_at=datetime.now(UTC))
    assert texts(director) == ["Send 1 more point on the draft report"]


def test_the_lead_owes_answers_and_then_the_agreement(check, challenge, lead):
    milestone = a.a_milestone(challenge, code="final-agreed", owner="team_lead")
    with at("12-15"):
        assert texts(lead) == []
        point, other = a_point(check), a_point(check)
        assert texts(lead) == ["Answer 2 points of the council"]
        assert owed([lead.pk])[0].due_on == milestone.due_on
        an_answer(point)
        an_answer(other)
        assert texts(lead) == ["Agree the final report"]
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.AGREED)
    assert texts(lead) == []


def test_when_the_time_is_over_the_lead_is_asked_to_agree(check, lead):
    with at("12-30"):
        assert texts(lead) == ["Agree the final report"]


def test_members_who_are_not_the_lead_owe_nothing_and_points_are_counted_once(check, challenge):
    a_point(check)
    assert texts(a.a_team_member(challenge)) == []
    assert Point.objects.count() == 1
