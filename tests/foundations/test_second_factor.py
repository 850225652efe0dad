"""People with wide access prove a second factor; everybody may. Some pages ask for fresh proof."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from cycles.models import TeamRole
from peerchallenge.accounts import second_factor
from peerchallenge.audit.models import Entry
from tests.builders import a_challenge, a_host_member, a_region, a_regional_lead, a_team_member

from .sign_in import (
    a_person_with_a_password,
    an_app_for,
    by_code,
    by_password,
    code_of_app,
    delivered,
    is_signed_in,
    second_factors_of,
)

pytestmark = pytest.mark.django_db
SECURITY, SET_UP, CODES, PROVE = (
    "/account/security/",
    "/account/security/app/",
    "/account/security/recovery-codes/",
    "/sign-in/second-factor/",
)


@pytest.fixture
def lead():
    return a_regional_lead(a_region(), a_person_with_a_password())


@pytest.fixture
def set_up_app(django_capture_on_commit_callbacks):
    """Go through the page that sets up an app, as somebody who scans its picture would."""

    def set_up(client):
        secret = re.search(r'<code id="key">(\w+)</code>', client.get(SET_UP).content.decode())[1]
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(SET_UP, {"code": code_of_app(secret)})
        return secret, response

    return set_up


def recovery_codes(client):
    return re.findall(r"<code>(\d{8})</code>", client.get(CODES).content.decode())


@pytest.mark.django_db(transaction=True)
def test_a_regional_lead_sets_up_a_second_factor_before_anything_else(client, lead, set_up_app):
    by_password(client, lead)
    for address in ("/account/", "/tasks/", "/account/sessions/"):
        assert client.get(address)["Location"].startswith(SECURITY)
    assert "your role needs a second step" in client.get(SECURITY).content.decode()
    _, response = set_up_app(client)
    assert response["Location"] == CODES
    assert len(recovery_codes(client)) == 10
    assert is_signed_in(client, lead), "setting it up proves it"


@pytest.mark.parametrize("kind", ["coordinator of the host", "team member", "nobody in particular"])
def test_others_are_not_asked_for_one(kind, client):
    challenge = a_challenge()
    person = a_person_with_a_password()
    if kind == "coordinator of the host":
        a_host_member(challenge, person=person)
    elif kind == "team member":
        a_team_member(challenge, person=person)
    by_password(client, person)
    assert is_signed_in(client, person)


def test_a_team_lead_is_asked_for_one(client):
    person = a_team_member(a_challenge(), TeamRole.TEAM_LEAD)
    by_code(client, person)
    assert client.get("/tasks/")["Location"].startswith(SECURITY)


def test_the_demonstration_asks_nobody_for_one(client, lead, settings):
    settings.DEMO = True
    by_password(client, lead)
    assert is_signed_in(client, lead)


@pytest.mark.parametrize("way", [by_password, by_code])
def test_whoever_has_an_app_types_its_code_after_either_way_in(way, client, lead):
    secret = an_app_for(lead)
    assert way(client, lead)["Location"] == PROVE
    assert not is_signed_in(client)
    assert client.get(PROVE).status_code == 200
    assert client.post(PROVE, {"code": "000000"}).status_code == 200
    assert client.post(PROVE, {"code": code_of_app(secret)})["Location"] == "/"
    assert is_signed_in(client, lead)


def test_the_session_has_a_new_name_after_the_second_step(client, lead):
    secret = an_app_for(lead)
    by_password(client, lead)
    before = client.session.session_key
    client.post(PROVE, {"code": code_of_app(secret)})
    assert client.session.session_key != before


@pytest.mark.parametrize("seconds_later", [0, 20, 35, 55])
def test_a_code_of_the_app_works_once(seconds_later, client, lead, time_machine):
    time_machine.move_to("2026-03-10 09:00:01Z", tick=False)
    secret = an_app_for(lead)
    code = code_of_app(secret)
    by_password(client, lead)
    client.post(PROVE, {"code": code})
    assert is_signed_in(client)
    thief = type(client)()
    time_machine.shift(seconds_later)
    by_password(thief, lead)
    thief.post(PROVE, {"code": code})
    assert not is_signed_in(thief)


def test_the_clock_of_a_phone_may_be_half_a_minute_off(client, lead, time_machine):
    time_machine.move_to("2026-03-10 09:00:05Z", tick=False)
    secret = an_app_for(lead)
    by_password(client, lead)
    code = code_of_app(secret)
    time_machine.shift(30)
    client.post(PROVE, {"code": code})
    assert is_signed_in(client)


def test_guessing_codes_of_the_app_is_throttled(client, lead):
    secret = an_app_for(lead)
    by_password(client, lead)
    for guess in range(6):
        client.post(PROVE, {"code": f"{guess:06}"})
    refused = client.post(PROVE, {"code": code_of_app(secret)})
    assert "Too many tries" in refused.content.decode()
    assert not is_signed_in(client)


def test_a_recovery_code_works_once(client, lead, set_up_app):
    by_password(client, lead)
    set_up_app(client)
    code = recovery_codes(client)[3]
    for expected in (True, False):
        client.post("/sign-out/")
        by_password(client, lead)
        client.post(PROVE, {"code": code})
        assert is_signed_in(client) is expected


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_end_the_old_ones(client, lead, set_up_app):
    by_password(client, lead)
    set_up_app(client)
    old = recovery_codes(client)
    assert client.post(f"{CODES}new/")["Location"] == CODES
    assert not set(old) & set(recovery_codes(client))
    file = client.get("/account/security/recovery-codes.txt")
    assert all(code in file.content.decode() for code in recovery_codes(client))
    assert "attachment" in file["Content-Disposition"]


def test_secrets_of_apps_cannot_be_read_in_the_database(client, lead, set_up_app):
    by_password(client, lead)
    secret, _ = set_up_app(client)
    codes = recovery_codes(client)
    stored = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_choosing_a_new_password_does_not_get_around_the_second_factor(client, lead):
    an_app_for(lead)
    client.post(reverse("account_reset_password"), {"email": lead.email})
    form = client.get(re.search(r"(/sign-in/password/\S+)", delivered()[0].body)[1])["Location"]
    client.post(form, {"password1": "three green kettles"})
    assert by_password(client, lead, "three green kettles")["Location"] == PROVE


def test_a_session_without_the_second_factor_is_sent_to_prove_it(client, lead):
    secret = an_app_for(lead)
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    asked = client.get("/tasks/?owner=me")["Location"]
    assert asked == "/account/proof/second-factor/?next=%2Ftasks%2F%3Fowner%3Dme"
    assert client.post(asked, {"code": code_of_app(secret)})["Location"] == "/tasks/?owner=me"
    assert is_signed_in(client)


def test_a_wider_role_is_noticed_ten_minutes_later_at_the_latest(client, time_machine):
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    person = a_person_with_a_password()
    by_password(client, person)
    assert is_signed_in(client)
    a_regional_lead(a_region(), person)
    time_machine.shift(10 * 60 + 1)
    assert client.get("/account/")["Location"].startswith(SECURITY)


def test_a_session_that_proved_it_costs_no_query(sign_in, lead, rf, django_assert_num_queries):
    request = rf.get("/")
    request.session, request.user = sign_in(lead).session, lead
    request.session.get("anything")
    with django_assert_num_queries(0):
        assert second_factor.is_settled(request)


def test_an_app_can_be_removed_and_that_is_told_by_mail(client, django_capture_on_commit_callbacks, set_up_app):
    person = a_person_with_a_password()
    by_password(client, person)
    set_up_app(client)
    assert second_factors_of(person) == {"totp", "recovery_codes"}
    delivered()
    assert client.post("/account/security/app/removal/")["Location"] == SECURITY
    assert second_factors_of(person) == set()
    [notice] = delivered()
    assert "The app that makes codes was removed" in notice.body


def test_whoever_lost_everything_is_helped_by_a_command(client, lead, capsys):
    secret = an_app_for(lead)
    by_password(client, lead)
    client.post(PROVE, {"code": code_of_app(secret)})
    call_command("forget_second_factor", lead.email.upper())
    assert "sets up a new second factor" in capsys.readouterr().out
    assert not is_signed_in(client)
    by_password(client, lead)
    assert client.get("/tasks/")["Location"].startswith(SECURITY)
    assert Entry.objects.get(verb="person.second_step_removed").detail == {"name": lead.name}
    with pytest.raises(CommandError, match="Nobody signs in as"):
        call_command("forget_second_factor", "nobody@example.org")


# --- Passkeys: the ceremony itself needs a browser -------------------------------------------------------------------


def test_the_pages_of_passkeys_answer(client):
    by_password(client, a_person_with_a_password())
    for address in ("/account/security/passkeys/", "/account/security/passkeys/new/"):
        assert client.get(address).status_code == 200
    assert client.get("/account/security/passkeys/1/").status_code == 404


def test_a_passkey_can_be_asked_for_before_signing_in(client):
    answer = client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"]["userVerification"] == "required"


MADE_UP = ["", "{", "null", "[]", "7", '"text"', '{"id": "made up"}', '{"id": "x", "rawId": "x", "response": []}']
MADE_UP.append('{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"userHandle": "eA", "signature": "eA"}}')


@pytest.mark.parametrize("credential", MADE_UP)
def test_a_made_up_passkey_is_refused_in_a_sentence(credential, client):
    client.get("/sign-in/passkey/", headers={"accept": "application/json"})
    assert client.post("/sign-in/passkey/", {"credential": credential})["Location"] == "/sign-in/"
    assert "The passkey did not work" in client.get("/sign-in/").content.decode()
    by_password(client, a_person_with_a_password())
    address = "/account/security/passkeys/new/"
    client.get(address)
    assert "The passkey did not work" in client.post(address, {"credential": credential}).content.decode()
