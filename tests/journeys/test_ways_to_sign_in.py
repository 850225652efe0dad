"""Every way to sign in and to show once more that it is you, each walked to its end with the keyboard."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from .arrivals import PASSWORD, code_of_app, join, set_up_app, sign_in
from .browser import Walker, chromium
from .looks import Shots
from .server import Embedded

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME, EMAIL = "Amara Bell", "amara.bell@example.org"
CODE = re.compile(r"^[\d-]{8,}$", re.MULTILINE)
# What half an hour does to a session: the proofs in it are old.
_LATER = """
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
for row in Session.objects.all():
    session = SessionStore(row.session_key)
    for proof in session.get("account_authentication_methods", []):
        proof["at"] = 0
    session["proofs are old"] = True
    session.save()
"""
# A device with a fingerprint reader that always says yes.
_FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@contextmanager
def somebody(folder: Path, shots: str, *, host: str = "127.0.0.1") -> Iterator[tuple[Embedded, Walker, str]]:
    """A service with nobody in it, somebody at a browser, and the link that invites them to lead a region."""
    service = Embedded(folder, host)
    service.prepare()
    link = service.manage("first_lead", "--name", NAME, "--email", EMAIL).split()[-1]
    with service.running(), chromium() as browser:
        walker = Walker(browser, service.url, scripts=True, shots=Shots(shots))
        yield service, walker, link
        assert not walker.faults, "\n".join(walker.faults)


def half_an_hour_later(service: Embedded) -> None:
    service.in_shell(*_LATER.strip().splitlines())


def test_a_password_and_an_app_let_a_lead_in(tmp_path):
    with somebody(tmp_path, "sign-in-by-app") as (service, lead, link):
        join(lead, link, name="lead")
        secret, codes = set_up_app(lead, name="lead")
        lead.press("Sign out").open("/tasks/").arrive("sign-in")
        sign_in(lead, EMAIL)
        lead.sees("Second step").arrive("second-step")
        lead.enter("Code", "000000").press("Sign in", within=lead.page.locator("main"))
        lead.sees("There is a problem").arrive("second-step-wrong-code")
        lead.enter("Code", code_of_app(secret, steps_ahead=1)).press("Sign in", within=lead.page.locator("main"))
        lead.sees("Your tasks")
        half_an_hour_later(service)
        lead.open("/account/security/recovery-codes/").sees("Show that it is you").arrive("show-that-it-is-you")
        if lead.page.get_by_label("Password").count():
            lead.enter("Password", PASSWORD).press("Go on")
        else:
            lead.enter("Code", codes[0]).press("Go on")
        lead.sees("Your recovery codes").arrive("recovery-codes")
        lead.follow("Make new codes").arrive("make-new-codes").press("Make new codes").arrive("new-codes")
        lead.open("/account/security/").arrive("how-you-sign-in").follow("Remove it").arrive("remove-the-app")
        lead.press("Remove the app").sees("Set up a second step")


def test_a_code_by_mail_lets_somebody_in(tmp_path):
    with somebody(tmp_path, "sign-in-by-code") as (service, person, link):
        person.open(link).press("Join").sees("Set up a second step").press("Sign out")
        person.open("/sign-in/").follow("Get a code by e-mail").arrive("ask-for-a-code")
        person.enter("E-mail address", EMAIL).press("Send the code").sees("Check your e-mail").arrive("type-the-code")
        main = person.page.locator("main")
        person.enter("Code", "0000-0000").press("Sign in", within=main).sees("There is a problem").arrive("wrong-code")
        code = CODE.search(service.mail_to(EMAIL, "Your code").text).group()
        person.enter("Code", code).press("Sign in", within=main).sees("Set up a second step")
        half_an_hour_later(service)
        person.open("/account/security/app/").sees("Show that it is you").arrive("proof-by-code")
        person.press("Send the code").arrive("proof-type-the-code")
        newest = CODE.search(service.mail_to(EMAIL, "Your code", number=2).text).group()
        person.enter("Code", newest).press("Go on").sees("Set up an app that makes codes")


def test_a_forgotten_password_is_replaced(tmp_path):
    with somebody(tmp_path, "forgotten-password") as (service, person, link):
        join(person, link, name="person")
        person.press("Sign out").open("/sign-in/").follow("I forgot my password").arrive("forgot")
        person.enter("E-mail address", EMAIL).press("Send the link").sees("Check your e-mail").arrive("link-is-sent")
        (way_back,) = service.mail_to(EMAIL, "new password").links
        person.open(way_back).sees("Choose a new password").arrive("choose-a-new-password")
        person.enter("New password", "short").press("Save the password").sees("There is a problem").arrive("too-short")
        person.enter("New password", "five lanterns behind a violin").press("Save the password")
        person.sees("You have a new password").arrive("new-password-is-set").follow(
            "Sign in", person.page.locator("main")
        )
        sign_in(person, EMAIL)
        person.sees("There is a problem")  # the old one does not work any more
        person.open(way_back).sees("This link has ended").arrive("link-has-ended")


def test_a_passkey_lets_a_lead_in_without_a_password(tmp_path):
    with somebody(tmp_path, "sign-in-by-passkey", host="localhost") as (service, lead, link):
        device = lead.context.new_cdp_session(lead.page)
        device.send("WebAuthn.enable")
        device.send("WebAuthn.addVirtualAuthenticator", {"options": _FINGER})
        lead.open(link).press("Join").sees("Set up a second step").follow("Add a passkey").arrive("add-a-passkey")
        lead.enter("Name", "My phone").press("Add a passkey").sees("Your recovery codes").follow("I have them. Go on")
        lead.sees("What needs you now").press("Sign out").open("/sign-in/").press("Use a passkey")
        lead.sees("What needs you now").open("/account/security/passkeys/").sees("My phone").arrive("your-passkeys")
        half_an_hour_later(service)
        lead.follow("Remove My phone").sees("Show that it is you").arrive("prove-by-passkey")
        lead.press("Use your passkey").sees("Remove My phone").arrive("remove-a-passkey")
        lead.press("Remove the passkey").sees("The passkey is removed")


def test_who_has_an_account_accepts_a_further_invitation(tmp_path):
    with somebody(tmp_path, "a-further-invitation") as (service, person, link):
        join(person, link, name="person")
        person.sees("Set up a second step").press("Sign out")
        further = service.manage("first_lead", "--name", NAME, "--email", EMAIL).split()[-1]
        person.open(further).sees("You already have an account").arrive("has-an-account")
        person.follow("Sign in", person.page.locator("main"))
        sign_in(person, EMAIL)
        person.sees("Accept this invitation?").arrive("accept-an-invitation").press("Accept")
        person.sees("You have accepted the invitation")
