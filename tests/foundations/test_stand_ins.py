"""A stand-in has the address of somebody, and is nobody who could sign in."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from peerchallenge.accounts.invitations import add_stand_in, new_slug
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.models import Message
from tests.builders import a_person

from .sign_in import PASSWORD, a_person_with_a_password, by_code, by_password, delivered, is_signed_in, link_in

pytestmark = pytest.mark.django_db


def a_stand_in(email="priya@example.org"):
    return add_stand_in(name="Priya", email=email)


@pytest.fixture
def person():
    """Somebody with an account, whose address three regions have let in: one before it was opened, two after."""
    a_stand_in()
    person = a_person_with_a_password(email="priya@example.org")
    a_stand_in()
    a_stand_in("Priya@Example.org")
    return person


# --- nobody is found by the address of a stand-in --------------------------------------------------------------------


@pytest.mark.parametrize("email", ["priya@example.org", " PRIYA@example.org "])
def test_an_address_finds_the_account_and_no_stand_in(person, email):
    assert Person.objects.with_email(email) == person
    assert Person.objects.get_by_natural_key("Priya@example.org") == person
    assert Person.objects.get(email="priya@example.org") == person
    assert Person.everybody.filter(email="priya@example.org").count() == 4


def test_the_address_of_stand_ins_alone_finds_nobody():
    a_stand_in()
    assert Person.objects.with_email("priya@example.org") is None
    assert not Person.objects.exists()


def test_one_account_has_an_address_whatever_its_capitals(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        a_person(email="Priya@example.org")


def test_a_stand_in_cannot_become_a_second_account_of_an_address(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.everybody.filter(email=person.email).update(joined_at=person.joined_at)


def test_two_of_the_same_name_have_addresses_that_count_nobody():
    slugs = {new_slug("Priya Shah") for _ in range(20)}
    assert len(slugs) == 20
    assert all(slug.startswith("priya-shah-") for slug in slugs)
    assert new_slug("——").startswith("person-")
    assert len(new_slug("x" * 200)) <= 80


# --- every way in ----------------------------------------------------------------------------------------------------


def test_the_account_signs_in_by_password_and_by_code_beside_its_stand_ins(client, person):
    by_password(client, person)
    assert is_signed_in(client, person)
    by_code(stranger := Client(), person)
    assert is_signed_in(stranger, person)


def test_a_forgotten_password_is_the_account_s(client, person):
    client.post("/sign-in/password/", {"email": person.email})
    (message,) = delivered()
    assert Message.objects.get().recipient == person
    page = client.get(link_in(message), follow=True)
    client.post(page.request["PATH_INFO"], {"password1": "three green kettles"})
    person.refresh_from_db()
    assert person.check_password("three green kettles")


@pytest.mark.parametrize("path", ["/sign-in/code/", "/sign-in/password/"])
def test_a_stand_in_is_sent_no_way_in(client, path):
    a_stand_in()
    client.post(path, {"email": "priya@example.org"})
    assert delivered() == []
    assert Message.objects.get().recipient is None


def test_a_stand_in_has_no_password_and_no_session(client):
    stand_in = a_stand_in()
    stand_in.set_password(PASSWORD)
    stand_in.save()
    by_password(client, stand_in)
    assert not is_signed_in(client)
    client.force_login(stand_in, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert not is_signed_in(client), "not even with a session"
    assert not stand_in.may_sign_in


def test_a_wrong_password_costs_the_same_work_for_a_stand_in_as_for_nobody(client, monkeypatch):
    """Working out a password is the slow part, which a stranger could measure."""
    worked_out, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: worked_out.append(1) or encode(*args))
    a_stand_in()
    a_stand_in()
    worked_out.clear()
    by_password(client, Person(email="priya@example.org"))
    for_stand_ins = len(worked_out)
    by_password(client, Person(email="nobody@example.org"))
    assert for_stand_ins == len(worked_out) - for_stand_ins == 1


def test_a_second_factor_is_forgotten_for_accounts_only(person):
    a_stand_in("other@example.org")
    call_command("forget_second_factor", person.email)
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("forget_second_factor", "other@example.org")
