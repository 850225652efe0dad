"""A few pages ask for proof once more when the last one is older than half an hour."""

import pytest

from tests.builders import a_person, a_region, a_regional_lead

from .sign_in import (
    PASSWORD,
    a_person_with_a_password,
    an_app_for,
    by_code,
    by_password,
    code_in,
    code_of_app,
    delivered,
)

pytestmark = pytest.mark.django_db
PROVE = "/sign-in/second-factor/"
NEEDS_PROOF = "/account/security/passkeys/new/"


def test_signing_in_is_fresh_proof_for_half_an_hour(client, time_machine):
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    by_password(client, a_person_with_a_password())
    time_machine.shift(29 * 60)
    assert client.get(NEEDS_PROOF).status_code == 200
    time_machine.shift(2 * 60)
    assert client.get(NEEDS_PROOF)["Location"] == f"/account/proof/?next={NEEDS_PROOF.replace('/', '%2F')}"


def test_proof_by_password(client, time_machine):
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    by_password(client, a_person_with_a_password())
    time_machine.shift(31 * 60)
    asked = client.get(NEEDS_PROOF)["Location"]
    assert client.get(asked).status_code == 200
    assert client.post(asked, {"password": "wrong horse battery"}).status_code == 200
    assert client.post(asked, {"password": PASSWORD})["Location"] == NEEDS_PROOF
    assert client.get(NEEDS_PROOF).status_code == 200


def test_proof_by_an_app(client, time_machine):
    lead = a_regional_lead(a_region())
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    secret = an_app_for(lead)
    by_code(client, lead)
    client.post(PROVE, {"code": code_of_app(secret)})
    time_machine.shift(31 * 60)
    asked = client.get(client.get(NEEDS_PROOF)["Location"])["Location"]
    assert asked.startswith("/account/proof/second-factor/")
    assert client.post(asked, {"code": code_of_app(secret)})["Location"] == NEEDS_PROOF


def test_proof_by_a_code_for_people_who_have_nothing_else(client, time_machine):
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    by_code(client, a_person())
    time_machine.shift(31 * 60)
    asked = client.get(client.get(NEEDS_PROOF)["Location"])["Location"]
    assert asked.startswith("/account/proof/code/")
    assert "Send the code" in client.get(asked).content.decode()
    client.post(asked, {"send": "yes"})
    code = code_in(delivered()[0])
    assert client.post(asked, {"code": "0000-0001"}).status_code == 200
    assert client.post(asked, {"code": code})["Location"] == NEEDS_PROOF
    assert client.get(NEEDS_PROOF).status_code == 200


def test_proof_by_a_code_ends_after_three_wrong_ones(client, time_machine):
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    by_code(client, a_person())
    time_machine.shift(31 * 60)
    client.post("/account/proof/code/", {"send": "yes"})
    code = code_in(delivered()[0])
    for _ in range(3):
        answer = client.post("/account/proof/code/", {"code": "0000-0001"})
    assert "Too many tries" in answer.content.decode()
    client.post("/account/proof/code/", {"code": code})
    assert client.get(NEEDS_PROOF).status_code == 302


def test_proof_by_a_code_is_not_for_people_with_a_password(client):
    by_password(client, a_person_with_a_password())
    assert client.post("/account/proof/code/", {"send": "yes"})["Location"] == "/account/proof/"
    assert not delivered()


def test_a_first_password_needs_fresh_proof(client, time_machine):
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    person = a_person()
    by_code(client, person)
    time_machine.shift(31 * 60)
    client.post("/account/password/new/", {"password1": "three green kettles"})
    person.refresh_from_db()
    assert not person.has_usable_password()


def test_the_demonstration_asks_for_no_fresh_proof(client, settings, time_machine):
    settings.DEMO = True
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    by_password(client, a_person_with_a_password())
    time_machine.shift(3 * 60 * 60)
    assert client.get(NEEDS_PROOF).status_code == 200
