"""What is wrong in a timetable, and who sees what of it."""

from datetime import time

import pytest
from django.urls import reverse
from icalendar import Calendar

from cycles.models import HostRole, Stage, TeamRole
from peerchallenge.audit.models import Entry
from reviews import timetable as read
from reviews.actions import timetable as actions
from reviews.models import SessionPart
from tests import builders as a

from .visit_builders import a_session, problems, takes_part

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.PREPARING, first_day=a.a_tuesday())


@pytest.fixture
def coordinator(challenge):
    return a.a_host_member(challenge, HostRole.COORDINATOR)


@pytest.fixture
def client_of(sign_in):
    return sign_in


def url(challenge, page="timetable", *more):
    return reverse(page, args=[challenge.slug, *more])


# --- What is wrong ---------------------------------------------------------------------------------------------------


def test_one_person_is_not_in_two_places(challenge):
    first, second = a_session(challenge, members=1), a_session(challenge, starts_at=time(10, 30), ends_at=time(12))
    person = first.parts.get().member.person
    takes_part(second, person)
    assert problems(challenge) == {
        "S01": [f"{person} would be in S02 at the same time"],
        "S02": [f"{person} would be in S01 at the same time"],
    }


def test_one_room_holds_one_session(challenge):
    a_session(challenge, place="Room 4")
    a_session(challenge, place=" room 4 ")
    a_session(challenge, place="Room 4", starts_at=time(11), ends_at=time(12))
    assert problems(challenge) == {
        "S01": ["S02 is in the same room at the same time"],
        "S02": ["S01 is in the same room at the same time"],
    }


def test_eleven_people_are_too_many_to_speak(challenge, coordinator, client_of):
    a_session(challenge, head_count=11)
    words = "11 people are too many to speak. Split them into groups of 6 to 8"
    assert problems(challenge) == {"S01": [words]}
    page = client_of(coordinator).get(url(challenge)).content.decode()
    assert words in page
    assert "There is a problem" in page


def test_an_expert_by_experience_is_not_alone(challenge):
    session = a_session(challenge)
    takes_part(session, a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE))
    assert problems(challenge) == {"S01": ["An expert by experience is not alone in a session"]}


def test_a_day_that_the_visit_does_not_have_is_a_problem(challenge):
    a_session(challenge, day=4)
    assert problems(challenge) == {"S01": ["The visit has 3 days, so there is no day 4"]}


def test_who_has_left_the_team_is_in_no_session(challenge):
    session = a_session(challenge, members=1)
    challenge.team.update(ended_at=a.timezone.now())
    (planned,) = read.sessions_of(challenge)
    assert planned.members == []
    assert SessionPart.objects.filter(session=session).exists()


def test_lines_of_enquiry_without_a_session_are_listed(challenge, coordinator, client_of):
    covered, open_one = (
        challenge.lines.create(number=number, source="host", text=f"Question {number}", added_by=coordinator)
        for number in (1, 2)
    )
    a_session(challenge, lines=[covered])
    assert read.without_session(challenge, read.sessions_of(challenge)) == [open_one]
    assert "Question 2" in client_of(coordinator).get(url(challenge)).content.decode()


# --- Who sees what ---------------------------------------------------------------------------------------------------


def test_a_small_group_is_only_staff_or_people_outside_of_the_team(challenge, coordinator, client_of):
    a_session(challenge, title="Approved mental health staff", detail="of the night team", head_count=3)
    for person in (a.a_regional_lead(challenge.cycle.region), a.a_host_dass(challenge)):
        client = client_of(person)
        for page in (url(challenge), url(challenge, "session", "S01")):
            words = client.get(page).content.decode()
            assert "Approved mental health" not in words
            assert "night team" not in words
            assert "Staff, fewer than 5" in " ".join(words.split())
        calendar = client.get(url(challenge, "timetable-calendar")).content.decode()
        assert "Approved" not in calendar
    for person in (coordinator, a.a_team_member(challenge, TeamRole.TEAM_LEAD)):
        assert "of the night team" in client_of(person).get(url(challenge)).content.decode()


def test_my_sessions_are_those_in_which_i_ask_or_write(client_of):
    challenge = a.a_challenge(stage=Stage.READING, first_day=a.a_tuesday())
    mine = a_session(challenge, members=1, title="Mine")
    a_session(challenge, members=1, title="Of another", starts_at=time(14), ends_at=time(15))
    client = client_of(mine.parts.get().member.person)
    page = client.get(url(challenge) + "?show=mine").content.decode()
    assert "Mine" in page
    assert "Of another" not in page
    events = Calendar.from_ical(client.get(url(challenge, "timetable-calendar") + "?show=mine").content).walk("VEVENT")
    assert [str(event["SUMMARY"]) for event in events] == [f"{challenge.host}: S01 Talk with a group"]
    assert events[0]["DTSTART"].dt == mine.begins


def test_a_stranger_finds_no_timetable(challenge, client_of):
    a_session(challenge)
    assert client_of(a.a_person()).get(url(challenge)).status_code == 404


def test_every_change_leaves_a_line(challenge, coordinator):
    actions.lay_out_timetable(challenge, by=coordinator)
    actions.make_new_link(challenge.sessions.first(), by=coordinator)
    assert set(Entry.objects.values_list("verb", flat=True)) == {"timetable.laid_out", "session.new_link"}


@pytest.mark.parametrize("reference", ["S99", "S", "X1", "1000000000000000000000", "S٣"])
def test_a_session_that_there_is_not(reference, challenge, coordinator, client_of):
    assert client_of(coordinator).get(f"{url(challenge)}{reference}/").status_code == 404
