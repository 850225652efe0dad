"""The timetable of the visit: laid out, changed, checked, briefed and called final."""

from datetime import time

import pytest
from django.urls import reverse

from cycles.models import HostRole, Stage, TeamRole
from cycles.refusals import Refused
from reviews import timetable as read
from reviews.actions import timetable as actions
from reviews.models import KindOfPeople, Session, SessionKind
from tests import builders as a

from .visit_builders import a_session, problems

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


def filled(**fields):
    """What the form of a session sends."""
    return {
        "kind": "talk",
        "title": "Social workers of the north team",
        "day": "2",
        "starts_at": "9:30am",
        "ends_at": "10.30",
        "kind_of_people": "practitioners",
        "head_count": "7",
        "version": "1",
    } | fields


# --- Laying out ------------------------------------------------------------------------------------------------------


def test_the_usual_sessions_are_laid_over_the_days_of_this_visit(challenge, coordinator, client_of):
    client = client_of(coordinator)
    page = client.post(url(challenge), follow=True).content.decode()
    assert "The usual sessions are laid out" in page
    sessions = list(challenge.sessions.all())
    assert {session.day for session in sessions} == {1, 2, 3}
    assert [session.number for session in sorted(sessions, key=lambda one: one.pk)] == list(range(1, len(sessions) + 1))
    assert sessions[0].kind == SessionKind.TEAM
    assert [session.kind for session in sessions if session.kind == SessionKind.FEEDBACK] == [SessionKind.FEEDBACK]
    assert problems(challenge) == {}, "what everybody begins with has nothing wrong in it"


@pytest.mark.parametrize(("days", "last"), [(1, {1}), (2, {1, 2}), (5, {1, 2, 3, 4, 5})])
def test_a_visit_of_another_length_ends_with_the_feedback(days, last):
    challenge = a.a_challenge(stage=Stage.PREPARING, first_day=a.a_monday())
    challenge.last_day = actions.days_of(challenge)[0]
    while len(read.days_of(challenge)) < days:
        challenge.last_day = read.add_working_days(challenge.last_day, 1)
    challenge.save()
    actions.lay_out_timetable(challenge, by=challenge.cycle.opened_by)
    assert {session.day for session in challenge.sessions.all()} == last
    assert challenge.sessions.get(kind=SessionKind.FEEDBACK).day == days


def test_it_is_laid_out_once(challenge, coordinator):
    actions.lay_out_timetable(challenge, by=coordinator)
    with pytest.raises(Refused, match="sessions already"):
        actions.lay_out_timetable(challenge, by=coordinator)


def test_without_dates_there_is_nothing_to_lay_it_over(coordinator):
    with pytest.raises(Refused, match="not agreed"):
        actions.lay_out_timetable(a.a_challenge(), by=coordinator)


def test_sessions_move_with_the_visit(challenge):
    session = a_session(challenge, day=2)
    before = session.on
    challenge.first_day = a.a_tuesday(weeks_ahead=40)
    session.challenge = challenge
    assert session.on > before


# --- One session -----------------------------------------------------------------------------------------------------


def test_a_session_is_added_with_who_asks_and_what_it_is_about(challenge, coordinator, client_of):
    asks, writes = a.a_team_member(challenge), a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE)
    members = {member.person_id: member.pk for member in challenge.team.all()}
    line = challenge.lines.create(number=1, source="host", text="Do people wait?", added_by=coordinator)
    sent = filled(asks=members[asks.pk], writes=members[writes.pk], lines=line.pk)
    client = client_of(coordinator)
    assert client.post(url(challenge, "session-new"), sent).status_code == 302
    session = Session.objects.get()
    assert (session.starts_at, session.ends_at, session.day) == (time(9, 30), time(10, 30), 2)
    assert {(part.member.person, part.part) for part in session.parts.all()} == {(asks, "asks"), (writes, "writes")}
    assert list(session.lines.all()) == [line]
    page = client.get(url(challenge)).content.decode()
    for words in ("Social workers of the north team", "9:30am to 10:30am", str(asks), "Do people wait?"):
        assert words in page or words == "Do people wait?"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"starts_at": "half past nine"}, "When it starts must be a time, like 9:30am or 14:15"),
        ({"starts_at": "25:00"}, "When it starts must be a time"),
        ({"ends_at": "9am"}, "When it ends must be after when it starts"),
        ({"kind_of_people": ""}, "Select who you meet"),
        ({"kind_of_people": "leaders"}, "Groups are heard without senior leaders"),
        ({"head_count": "0"}, "How many people come must be"),
        ({"head_count": "many"}, "How many people come must be"),
        ({"title": ""}, "Enter what you call it"),
        ({"title": "Talk with 943 476 5919"}, "This looks like an NHS number"),
        ({"link": "javascript:alert(1)"}, "beginning with https://"),
        ({"day": "9"}, "Choose the day from the list"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(fields, fault, challenge, coordinator, client_of):
    answer = client_of(coordinator).post(url(challenge, "session-new"), filled(**fields))
    assert answer.status_code == 200
    assert fault in " ".join(answer.content.decode().replace("&#x27;", "'").split())
    assert not Session.objects.exists()


def test_nobody_asks_and_writes_at_once(challenge, coordinator, client_of):
    a.a_team_member(challenge)
    member = challenge.team.get()
    answer = client_of(coordinator).post(url(challenge, "session-new"), filled(asks=member.pk, writes=member.pk))
    assert "cannot ask and write at the same time" in answer.content.decode()


def test_names_of_people_of_the_host_have_no_place_in_it(challenge, coordinator, client_of):
    director = a.a_host_dass(challenge, a.a_person("Michael Grant"))
    answer = client_of(coordinator).post(url(challenge, "session-new"), filled(detail=f"With {director}"))
    assert answer.status_code == 200
    assert not Session.objects.exists()


def test_no_leader_sits_in_a_group_whichever_way_it_is_tried(challenge, coordinator):
    facts = {"kind": SessionKind.TALK, "kind_of_people": KindOfPeople.LEADERS}
    with pytest.raises(Refused, match="without senior leaders"):
        actions.add_session(challenge, facts=facts, parts={}, by=coordinator)
    session = a_session(challenge)
    with pytest.raises(Refused, match="without senior leaders"):
        actions.change_session(session, facts=facts, parts={}, seen=1, by=coordinator)
    with pytest.raises(Exception, match="session_no_leaders_in_the_room"):
        Session.objects.filter(pk=session.pk).update(kind_of_people=KindOfPeople.LEADERS)


def test_two_who_change_one_session_see_both_texts(challenge, coordinator, client_of):
    session = a_session(challenge, title="As it was", detail="north")
    client = client_of(coordinator)
    path = url(challenge, "session-change", session.reference)
    assert client.post(path, filled(title="The first", day="1")).status_code == 302
    answer = client.post(path, filled(title="The second", day="3"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The first" in page
    assert "The second" in page
    kept = filled(title="Both", day="3", version="2")
    assert client.post(path, kept).status_code == 302
    session.refresh_from_db()
    assert (session.title, session.day, session.version) == ("Both", 3, 3)


def test_what_is_taken_out_can_be_put_back(challenge, coordinator, client_of):
    session = a_session(challenge)
    client, path = client_of(coordinator), url(challenge, "session", session.reference)
    assert "S01 is taken out" in client.post(path, {"take_out": "1"}, follow=True).content.decode()
    assert "There are no sessions yet" in client.get(url(challenge)).content.decode()
    assert "S01 is back" in client.post(path, {"put_back": "1"}, follow=True).content.decode()
    assert Session.objects.planned().get() == session
    with pytest.raises(Refused):
        actions.put_back_session(session, by=coordinator)


# --- Briefing --------------------------------------------------------------------------------------------------------


def test_groups_are_confirmed_as_briefed_and_the_milestone_follows(challenge, coordinator, client_of):
    milestone = a.a_milestone(challenge, code="groups-briefed")
    first, second = a_session(challenge), a_session(challenge, starts_at=time(14), ends_at=time(15))
    a_session(challenge, kind=SessionKind.BREAK, kind_of_people="")
    client = client_of(coordinator)
    client.post(url(challenge, "session", first.reference), {"briefed": "1"})
    milestone.refresh_from_db()
    assert milestone.done_at is None
    client.post(url(challenge, "session", second.reference), {"not_briefed": "1", "reason": "They work at night"})
    milestone.refresh_from_db()
    assert milestone.done_by == coordinator
    assert not challenge.sessions.not_briefed().exists()

    actions.take_out_session(second, by=coordinator)
    actions.put_back_session(second, by=coordinator)
    milestone.refresh_from_db()
    assert milestone.done_at, "what was said about a group stays with it"


def test_a_reason_is_needed_for_not_briefing(challenge, coordinator, client_of):
    session = a_session(challenge)
    answer = client_of(coordinator).post(url(challenge, "session", session.reference), {"not_briefed": "1"})
    assert "Enter why this group is not briefed" in answer.content.decode()


def test_a_group_that_is_moved_must_be_briefed_anew(challenge, coordinator):
    milestone = a.a_milestone(challenge, code="groups-briefed")
    session = a_session(challenge, head_count=7)
    actions.confirm_briefed(session, by=coordinator)
    session.refresh_from_db()
    facts = {name: getattr(session, name) for name in ("kind", "title", "day", "starts_at", "ends_at", "place", "link")}
    facts |= {"kind_of_people": session.kind_of_people, "detail": "", "head_count": 6}
    actions.change_session(session, facts=facts, parts={}, seen=1, by=coordinator)
    assert session.briefed_at, "one chair less is no news for a group"
    actions.change_session(session, facts=facts | {"place": "Room 9"}, parts={}, seen=2, by=coordinator)
    milestone.refresh_from_db()
    assert (session.briefed_at, milestone.done_at) == (None, None)


def test_the_timetable_is_called_final_and_can_still_be_changed(challenge, coordinator, client_of):
    milestone = a.a_milestone(challenge, code="timetable-final")
    client = client_of(coordinator)
    assert "There are no sessions" in client.post(url(challenge), {"finish": "1"}, follow=True).content.decode()
    a_session(challenge)
    assert "Due in 7 days" in client.get(url(challenge)).content.decode()
    client.post(url(challenge), {"finish": "1"})
    milestone.refresh_from_db()
    assert milestone.done_by == coordinator
    assert "Final since" in client.get(url(challenge)).content.decode()
    assert client.get(url(challenge, "session-change", "S01")).status_code == 200
