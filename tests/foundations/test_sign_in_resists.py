"""Signing in tells a stranger nothing, and wears out whoever guesses (incidents I14 and I16, promise R18)."""

import re
import time
from statistics import median

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import Message, MessageState
from tests.builders import a_person

from .sign_in import (
    CHECK,
    CODE,
    PASSWORD,
    SIGN_IN,
    a_person_with_a_password,
    by_code,
    by_password,
    delivered,
    is_signed_in,
)

pytestmark = pytest.mark.django_db

STRANGER = "nobody-here@example.org"
WAYS = {
    "password": (SIGN_IN, "login", {"password": "wrong horse battery"}),
    "code": (CODE, "email", {}),
    "forgotten password": ("/sign-in/password/", "email", {}),
}


def asked(way, address):
    """What a fresh browser gets for this address, with everything that must differ between two answers taken out."""
    path, field, more = WAYS[way]
    client = Client()
    response = client.post(path, {field: address, **more})
    pages = [response]
    if response.status_code == 302:
        pages.append(client.get(response["Location"]))
    told = []
    for page in pages:
        body = re.sub(r'value="[A-Za-z0-9]{64}"', "", page.content.decode()).replace(address, "ADDRESS")
        headers = {name: value for name, value in page.headers.items() if name != "Expires"}
        told.append((page.status_code, body, headers))
    return told, sorted(client.cookies)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", ["has an account", "has not joined", "was taken out", "has only codes"])
def test_a_known_address_gets_the_same_answer_as_an_unknown_one(state, way):
    person = a_person() if state == "has only codes" else a_person_with_a_password()
    if state == "has not joined":
        person.joined_at = None
    person.is_active = state != "was taken out"
    person.save()
    unknown = "x" * len(person.email.partition("@")[0]) + "@example.org"
    known_pages, known_cookies = asked(way, person.email)
    pages, cookies = asked(way, unknown)
    assert known_pages == pages
    assert known_cookies == cookies


@pytest.mark.parametrize("way", ["code", "forgotten password"])
def test_the_same_rows_are_written_for_a_known_address_and_an_unknown_one(way):
    a_person(email="priya@example.org")
    counts = []
    for address in ("priya@example.org", STRANGER):
        asked(way, address)
        counts.append((Message.objects.count(), Job.objects.filter(state=State.QUEUED).count()))
    assert counts == [(1, 1), (2, 2)]
    assert not mail.outbox, "the page itself sends nothing, so a mail server that fails tells nobody anything"
    assert [message.to for message in delivered()] == [["priya@example.org"]]
    to_nobody = Message.objects.get(recipient=None)
    assert to_nobody.state == MessageState.CANCELLED
    assert STRANGER not in str(vars(to_nobody)), "a stranger's address is not kept"


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_an_unknown_address_takes_as_long_as_a_known_one(way, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = False
    a_person_with_a_password(email="priya@example.org")
    times = {"priya@example.org": [], STRANGER: []}
    path, field, more = WAYS[way]
    for _ in range(6 if way == "password" else 60):
        for address, taken in times.items():
            client = Client()
            began = time.thread_time()  # work done, which another process on the machine does not change
            client.post(path, {field: address, **more})
            taken.append(time.thread_time() - began)
    known, stranger = (median(taken) for taken in times.values())
    assert abs(known - stranger) < max(0.02, 0.15 * known)


def test_after_five_wrong_passwords_the_right_one_waits(client):
    person = a_person_with_a_password()
    for _ in range(5):
        assert by_password(client, person, "wrong horse battery").status_code == 200
    refused = by_password(client, person)
    assert refused.status_code == 200
    assert "Too many tries" in refused.content.decode()
    assert not is_signed_in(client)


def test_the_wait_ends_after_five_minutes(client, time_machine):
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    person = a_person_with_a_password()
    for _ in range(5):
        by_password(client, person, "wrong horse battery")
    time_machine.shift(5 * 60 + 1)
    by_password(client, person)
    assert is_signed_in(client)


def test_a_stranger_who_guesses_cannot_keep_the_owner_out(client):
    person = a_person_with_a_password()
    stranger = Client()
    for _ in range(6):
        by_password(stranger, person, "wrong horse battery")
    by_code(client, person)
    assert is_signed_in(client, person)


def test_one_address_on_the_internet_cannot_try_many_accounts(client):
    answers = [by_password(client, a_person_with_a_password(), "wrong horse battery") for _ in range(11)]
    assert "Too many tries" not in answers[9].content.decode()
    assert "Too many tries" in answers[10].content.decode()


def test_nobody_is_flooded_with_codes(client):
    person = a_person()
    for _ in range(5):
        Client().post(CODE, {"email": person.email})
    assert len(delivered()) == 3


def test_nobody_is_flooded_with_links(client):
    person = a_person()
    answers = [Client().post(reverse("account_reset_password"), {"email": person.email}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert "Wait a few minutes" in answers[-1].content.decode()
    assert len(delivered()) == 5


def test_asking_again_for_a_stranger_is_throttled_in_the_same_way():
    answers = [Client().post(reverse("account_reset_password"), {"email": STRANGER}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2


def test_many_other_tries_do_not_push_the_count_out(client):
    person = a_person_with_a_password()
    for _ in range(5):
        by_password(client, person, "wrong horse battery")
    for number in range(400):
        cache.set(f"another:{number}", number)
    assert "Too many tries" in by_password(client, person).content.decode()


def test_codes_and_links_are_not_shown_where_mail_is_listed(client):
    person = a_person()
    by_code(client, person)
    sent = Message.objects.get(recipient=person)
    assert sent.secret
    assert not re.search(r"\d{4}-\d{4}", sent.subject)
    page = client.get(reverse("account")).content.decode()
    assert "Your code for Peer challenge" in page
    assert not re.search(r"\d{4}-\d{4}", page)


def test_a_forged_form_signs_nobody_in():
    person = a_person_with_a_password()
    client = Client(enforce_csrf_checks=True)
    assert client.post(SIGN_IN, {"login": person.email, "password": PASSWORD}).status_code == 403
    assert client.post(CHECK, {"code": "1234-5678"}).status_code == 403
    assert client.post("/sign-out/").status_code == 403
