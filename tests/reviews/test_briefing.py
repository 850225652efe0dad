"""The page behind a briefing link: what a group is told, who comes, and what is told in confidence."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cycles.models import HostRole, Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from reviews import briefing
from reviews.actions import timetable as actions
from reviews.models import BriefingReply, ConfidentialMessage, Session, SessionKind
from tests import builders as a
from tests.architecture.matrix import MATRIX

from .visit_builders import a_session

pytestmark = pytest.mark.django_db
TOLD = "My manager told us what to say"


@pytest.fixture
def session():
    challenge = a.a_challenge(stage=Stage.READING, first_day=a.a_tuesday())
    return a_session(challenge, place="Room 2, step-free")


def link(session):
    return reverse("briefing", args=[session.token])


def comes(client, session, key=None, needs=""):
    sent = {"what": "coming", "coming-key": str(key or uuid4()), "coming-needs": needs}
    return client.post(link(session), sent, follow=True)


def tells(client, session, key=None, text=TOLD):
    sent = {"what": "telling", "telling-key": str(key or uuid4()), "telling-text": text}
    return client.post(link(session), sent, follow=True)


def test_it_says_when_where_and_what_is_promised_to_somebody_without_an_account(session, client):
    answer = client.get(link(session))
    page = answer.content.decode()
    for words in ("Room 2, step-free", "10am to 11am", "What you say will not change your care", "no names"):
        assert words in page
    assert answer.headers["Cache-Control"].count("no-store")
    assert session.title not in page


def test_it_always_shows_the_present_time_and_place(session, client):
    Session.objects.filter(pk=session.pk).update(place="Town hall")
    assert "Town hall" in client.get(link(session)).content.decode()


def test_people_say_that_they_come_and_what_they_need_and_nobody_is_named(session, client, sign_in):
    assert "We look forward to it" in comes(client, session, needs="A hearing loop").content.decode()
    comes(client, session)
    coordinator = sign_in(a.a_host_member(session.challenge, HostRole.COORDINATOR))
    page = coordinator.get(reverse("session", args=[session.challenge.slug, "S01"])).content.decode()
    assert "2 people have said" in page
    assert "A hearing loop" in page


def test_the_same_page_sent_again_is_one_reply_and_one_message(session, client):
    reply, message = uuid4(), uuid4()
    for needs in ("", "A ramp"):
        comes(client, session, key=reply, needs=needs)
        tells(client, session, key=message)
    assert BriefingReply.objects.get().needs == "A ramp"
    assert ConfidentialMessage.objects.count() == 1


def test_what_is_told_in_confidence_reaches_the_team_and_nobody_of_the_host(session, client, sign_in):
    assert "Only the team can read" in tells(client, session).content.decode()
    challenge, path = session.challenge, reverse("session-messages", args=[session.challenge.slug, "S01"])
    for role, answer in (("TL", 200), ("TM", 200), ("EE", 200), ("PR", 404), ("RL", 404), ("HD", 404), ("HC", 404)):
        reader = sign_in(a.someone_in_role(role, challenge))
        got = reader.get(path)
        assert got.status_code == answer, role
        assert (TOLD in got.content.decode()) == (answer == 200)
        assert TOLD not in reader.get(reverse("session", args=[challenge.slug, "S01"])).content.decode()
    assert not Entry.objects.exists(), "the trail would tell when somebody spoke"


def test_an_empty_message_is_asked_for(session, client):
    page = tells(client, session, text="  ").content.decode()
    assert "Enter what you want to tell the team" in page
    assert not ConfidentialMessage.objects.exists()


@pytest.mark.parametrize("stage", Stage.values)
def test_a_link_opens_its_page_at_the_stages_of_the_matrix(stage, session, client):
    session.challenge.stage = stage
    session.challenge.save()
    expected = 200 if "R" in MATRIX["A36"].letters("LK", stage) else 404
    assert client.get(link(session)).status_code == expected


def test_a_link_ends_with_its_session_with_a_new_link_and_while_the_challenge_is_paused(session, client):
    by = session.challenge.cycle.opened_by
    old = link(session)
    actions.make_new_link(session, by=by)
    assert "This link has ended" in client.get(old).content.decode()
    session.refresh_from_db()
    assert client.get(link(session)).status_code == 200
    actions.take_out_session(session, by=by)
    assert client.get(link(session)).status_code == 404
    assert comes(client, session).status_code == 404


def test_a_session_of_leaders_has_no_page(client):
    challenge = a.a_challenge(stage=Stage.READING, first_day=a.a_tuesday())
    leaders = a_session(challenge, kind=SessionKind.LEADERS, kind_of_people="leaders")
    assert client.get(link(leaders)).status_code == 404


@pytest.mark.parametrize("word", ["no-such-link", "../x", "%00", "a" * 300])
def test_a_guess_finds_nothing(word, client):
    assert client.get(f"/briefing/{word}/").status_code == 404


def test_a_link_that_goes_round_the_world_does_not_fill_the_database(session, monkeypatch):
    monkeypatch.setattr(briefing, "MOST_REPLIES", 2)
    monkeypatch.setattr(briefing, "MOST_MESSAGES", 2)
    for _ in range(2):
        briefing.say_coming(session, key=uuid4())
        briefing.tell_in_confidence(session, key=uuid4(), text=TOLD)
    with pytest.raises(Refused):
        briefing.say_coming(session, key=uuid4())
    with pytest.raises(Refused):
        briefing.tell_in_confidence(session, key=uuid4(), text=TOLD)


def test_the_sheet_to_pass_on_has_the_address_and_its_picture(session, sign_in):
    coordinator = sign_in(a.a_host_member(session.challenge, HostRole.COORDINATOR))
    page = coordinator.get(reverse("briefing-sheet", args=[session.challenge.slug, "S01"])).content.decode()
    assert session.token in page
    assert "data:image/svg+xml;base64," in page


def test_the_practice_reviewers_see_no_needs(session, sign_in, client):
    comes(client, session, needs="A hearing loop")
    reader = sign_in(a.a_team_member(session.challenge, TeamRole.PRACTICE_REVIEWER))
    page = reader.get(reverse("session", args=[session.challenge.slug, "S01"])).content.decode()
    assert "hearing loop" not in page
