"""How long somebody stays signed in, and what ends it: time, a button, being taken out. And the text that survives."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from peerchallenge.accounts.sessions import browser_words, clear_ended, end_sessions
from tests.builders import a_person

from .sign_in import (
    CHECK,
    CODE,
    PASSWORD,
    a_person_with_a_password,
    an_app_for,
    by_code,
    by_password,
    code_in,
    code_of_app,
    delivered,
    is_signed_in,
)

pytestmark = pytest.mark.django_db


# --- By time ---------------------------------------------------------------------------------------------------------


def test_nineteen_idle_hours_do_not_sign_anybody_out(client, clock):
    by_password(client, a_person_with_a_password())
    for _ in range(5):
        clock.shift(timedelta(hours=19, minutes=59))
        assert is_signed_in(client)


@pytest.mark.parametrize("way", [by_password, by_code])
def test_an_idle_session_ends(way, client, clock):
    way(client, a_person_with_a_password())
    clock.shift(timedelta(minutes=59))
    assert is_signed_in(client)
    clock.shift(timedelta(hours=21, minutes=1))
    assert not is_signed_in(client)


def test_a_busy_session_ends_after_seven_days(client, clock):
    by_password(client, a_person_with_a_password())
    for _ in range(7 * 24 - 1):
        clock.shift(timedelta(hours=1))
        assert is_signed_in(client)
    clock.shift(timedelta(hours=1, seconds=1))
    assert not is_signed_in(client)


def test_a_session_is_written_once_an_hour_at_most(client, clock, sign_in):
    sign_in(a_person())
    client.get("/account/")
    for minutes in (10, 30, 19):
        clock.shift(timedelta(minutes=minutes))
        before = Session.objects.get(pk=client.session.session_key).expire_date
        client.get("/account/")
        assert Session.objects.get(pk=client.session.session_key).expire_date == before
    clock.shift(timedelta(minutes=2))
    client.get("/account/")
    assert Session.objects.get(pk=client.session.session_key).expire_date > before


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_people_see_where_they_are_signed_in_and_end_it(client):
    person = a_person_with_a_password()
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) AppleWebKit Version/17 Safari/604"})
    by_password(client, person)
    by_password(phone, person)
    page = client.get("/account/sessions/").content.decode()
    assert "Safari on an iPhone" in page
    assert page.count("This browser") == 1
    number = re.search(r'name="session"\s+value="(\d+)"', page)[1]
    client.post("/account/sessions/", {"session": number})
    assert not is_signed_in(phone)
    assert is_signed_in(client)


def test_all_others_are_ended_with_one_button(client):
    person = a_person_with_a_password()
    others = [Client() for _ in range(3)]
    for browser in (client, *others):
        by_password(browser, person)
    client.post("/account/sessions/", {"session": "others"})
    assert [is_signed_in(browser) for browser in (client, *others)] == [True, False, False, False]


@pytest.mark.parametrize("number", ["1", "0", "-1", "x", "", "9" * 40, "²"])
def test_nobody_ends_the_session_of_somebody_else(number, client):
    other = Client()
    by_password(other, a_person_with_a_password())
    by_password(client, a_person_with_a_password())
    assert client.post("/account/sessions/", {"session": number}).status_code == 404
    assert is_signed_in(other)


def test_the_list_takes_as_many_queries_for_ten_sessions_as_for_one(client):
    person = a_person_with_a_password()
    by_password(client, person)
    counts = []
    for others in (0, 9):
        for _ in range(others):
            by_password(Client(), person)
        client.get("/account/sessions/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/account/sessions/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120 Safari/537.36 Edg/120", "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) AppleWebKit Version/17 Safari/605", "Safari on a Mac"),
        ("", "Another browser"),
    ],
)
def test_browsers_are_named_in_words(user_agent, words):
    assert browser_words(user_agent) == words


# --- By being taken out ----------------------------------------------------------------------------------------------


def test_ending_the_sessions_of_a_person_ends_all_of_them_and_nobody_elses():
    person, other = a_person_with_a_password(), a_person_with_a_password()
    browsers = [Client() for _ in range(4)]
    by_password(browsers[0], person)
    by_code(browsers[1], person)
    browsers[2].force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    by_password(browsers[3], other)
    end_sessions(person)
    assert [is_signed_in(browser) for browser in browsers] == [False, False, False, True]


def test_ending_sessions_also_ends_a_sign_in_that_is_halfway(client):
    person = a_person_with_a_password()
    secret = an_app_for(person)
    by_password(client, person)
    waiting = Client()
    waiting.post(CODE, {"email": person.email})
    code = code_in(delivered()[0])
    end_sessions(person)
    client.post("/sign-in/second-factor/", {"code": code_of_app(secret)})
    waiting.post(CHECK, {"code": code})
    assert not is_signed_in(client)
    assert not is_signed_in(waiting)


def test_a_new_password_ends_fifty_other_sessions(client):
    person = a_person_with_a_password()
    by_password(client, person)
    others = [Client() for _ in range(50)]
    for browser in others:
        browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    new = {"oldpassword": PASSWORD, "password1": "three green kettles"}
    client.post(reverse("account_change_password"), new)
    assert sum(is_signed_in(browser) for browser in others) == 0
    assert is_signed_in(client)


def test_ended_sessions_are_cleared_away_with_the_list_of_places(client, clock):
    by_password(client, a_person_with_a_password())
    clock.shift(timedelta(hours=40))
    by_password(Client(), a_person_with_a_password())
    clear_ended()
    assert Session.objects.count() == 2, "for a day they stay"
    clock.shift(timedelta(hours=6))
    clear_ended()
    assert (Session.objects.count(), UserSession.objects.count()) == (1, 1)
