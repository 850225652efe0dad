"""Joining by invitation: anything may open the link, the button counts once (incident I14, promise R19)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from peerchallenge.accounts.invitations import accept, make_invitation, open_invitation
from peerchallenge.accounts.models import Invitation
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from peerchallenge.notifications.outbox import send_now
from tests.builders import a_person, a_region, a_regional_lead

from .sign_in import a_person_with_a_password, by_code, by_password, delivered, is_signed_in, joined, somebody_invited

pytestmark = pytest.mark.django_db
KETTLES = "three green kettles"


def link(token):
    return f"/invitations/{token}/"


@pytest.fixture
def region():
    return a_region("West Testshire")


@pytest.fixture
def lead(region):
    return a_regional_lead(region, a_person(name="Amara Bell"))


@pytest.fixture
def person():
    return somebody_invited(name="Priya Shah")


@pytest.fixture
def token(person, lead, region):
    return make_invitation(person, by=lead, region_id=region.pk)


def test_the_page_says_who_invites_to_what(client, token):
    page = client.get(link(token)).content.decode()
    assert "Welcome, Priya" in page
    assert "Amara Bell invites you" in page
    assert "West Testshire" in page


def test_twenty_scanners_use_nothing_up(client, token, person):
    for _ in range(20):
        assert Client().get(link(token)).status_code == 200
        assert Client().head(link(token)).status_code == 200
    assert not joined(person)
    client.post(link(token), {"password": KETTLES})
    assert joined(person)
    assert is_signed_in(client, person)


def test_whoever_chooses_a_password_signs_in_with_it_later(client, token, person):
    assert client.post(link(token), {"password": KETTLES})["Location"] == "/"
    client.post("/sign-out/")
    by_password(client, person, KETTLES)
    assert is_signed_in(client, person)


def test_whoever_leaves_it_empty_signs_in_with_codes(client, token, person):
    client.post(link(token), {"password": ""})
    assert is_signed_in(client, person)
    client.post("/sign-out/")
    by_code(client, person)
    assert is_signed_in(client, person)


@pytest.mark.parametrize("password", ["seven words", "priyashah2026", "passwordpassword", "peer challenge 1"])
def test_an_easy_password_is_refused_and_nothing_is_used_up(password, client, token, person):
    answer = client.post(link(token), {"password": password})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert password not in answer.content.decode()
    assert not joined(person)
    assert open_invitation(token)


def test_joining_is_written_into_the_trail_of_the_region(client, token, person, region):
    client.post(link(token))
    entry = Entry.objects.get(verb="person.joined")
    assert (entry.actor, entry.region_id) == (person, region.pk)


def test_somebody_without_a_region_can_join_too(client, person):
    client.post(link(make_invitation(person, by=None)))
    assert is_signed_in(client, person)
    assert Entry.objects.get(verb="person.joined").region_id is None


def test_an_invited_regional_lead_is_led_to_the_second_factor(client, region):
    person = a_regional_lead(region, somebody_invited())
    client.post(link(make_invitation(person, by=None, region_id=region.pk)))
    assert client.get("/tasks/")["Location"].startswith("/account/security/")


def ended_links(person, lead):
    """One link of each kind that has ended."""
    used = make_invitation(person, by=lead)
    Invitation.objects.filter(cancelled_at=None).update(accepted_at=timezone.now())
    cancelled = make_invitation(person, by=lead)
    too_old = make_invitation(person, by=lead)
    Invitation.objects.filter(accepted_at=None, cancelled_at=None).update(expires_at=timezone.now())
    gone = somebody_invited()
    taken_out = make_invitation(gone, by=lead)
    gone.is_active = False
    gone.save()
    return {"used": used, "cancelled": cancelled, "too old": too_old, "taken out": taken_out, "made up": "x" * 43}


def test_every_link_that_has_ended_gives_the_same_page(client, person, lead):
    pages = {why: Client().get(link(token)) for why, token in ended_links(person, lead).items()}
    assert {page.status_code for page in pages.values()} == {404}
    assert len({page.content for page in pages.values()}) == 1
    assert "This link has ended" in pages["used"].content.decode()
    assert "no-store" in pages["used"]["Cache-Control"]


def test_a_link_that_has_ended_lets_nobody_in(client, person, lead):
    for token in ended_links(person, lead).values():
        assert client.post(link(token), {"password": KETTLES}).status_code == 404
        assert not is_signed_in(client)


def test_a_link_works_once(client, token, person):
    client.post(link(token), {"password": KETTLES})
    stranger = Client()
    assert stranger.post(link(token), {"password": "four green kettles"}).status_code == 404
    person.refresh_from_db()
    assert person.check_password(KETTLES)


def test_two_people_who_press_at_once_are_not_both_let_in(token):
    first, second = open_invitation(token), open_invitation(token)
    assert accept(first, password=KETTLES)
    assert not accept(second, password="four green kettles")


def test_a_link_ends_after_two_weeks(client, token, time_machine):
    time_machine.move_to(timezone.now() + timedelta(days=14, minutes=1))
    assert client.get(link(token)).status_code == 404


def test_a_new_invitation_ends_the_earlier_one(client, token, person, lead, region):
    newer = make_invitation(person, by=lead, region_id=region.pk)
    assert client.get(link(token)).status_code == 404
    assert client.get(link(newer)).status_code == 200


def test_somebody_who_has_joined_is_told_to_sign_in(client, lead):
    person = a_person_with_a_password()
    token = make_invitation(person, by=lead)
    for answer in (client.get(link(token)), client.post(link(token), {"password": KETTLES})):
        assert "You already have an account" in answer.content.decode()
    assert not is_signed_in(client)
    person.refresh_from_db()
    assert not person.check_password(KETTLES)


def test_an_invitation_for_somebody_else_is_not_used_by_whoever_is_signed_in(client, token, person):
    by_password(client, other := a_person_with_a_password())
    assert "This invitation is for someone else" in client.get(link(token)).content.decode()
    client.post(link(token), {"password": KETTLES})
    assert not joined(person)
    assert is_signed_in(client, other)


def test_the_page_is_not_kept_listed_or_named_elsewhere(client, token):
    answer = client.get(link(token))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert token not in answer.content.decode()


def test_only_the_hash_of_a_link_is_kept_with_the_invitation(token):
    assert token not in str(list(Invitation.objects.values()))


def test_the_mail_says_who_invites_and_has_one_link(person, lead):
    address = "https://peerchallenge.example.org/invitations/abc/"
    words = {"link": address, "region": "West Testshire", "inviter": lead.name, "standing": "Host coordinator"}
    send_now("invitation", key="invitation:1", to=person, secret=True, **words)
    [message] = delivered()
    assert message.subject == "West Testshire: your invitation to peer challenge"
    assert len(message.subject) <= 60
    assert "Hello Priya" in message.body
    assert re.findall(r"https?://\S+", message.body) == [address]
    html = message.alternatives[0][0]
    assert f'href="{address}"' in html
    assert "<img" not in html


@pytest.mark.parametrize("region", ["", "A Region with a Name that is Much Longer than Any Subject of a Mail"])
def test_the_subject_of_an_invitation_is_short_for_any_region(region, person):
    words = {"link": "https://example.org/", "region": region, "inviter": "", "standing": "Regional lead & more"}
    send_now("invitation", key="invitation:2", to=person, secret=True, **words)
    [message] = delivered()
    assert len(message.subject) <= 60
    assert "Regional lead & more" in message.body
    assert Message.objects.get().secret
