"""Every page of the way in and of the account, as a browser shows it: and a real passkey, made, used and removed."""

import re

import pytest

from tests.journeys import looks
from tests.journeys.browser import chromium
from tests.journeys.server import Embedded

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMAIL, PASSWORD = "priya@example.org", "three green kettles"
INVITE = (
    "from peerchallenge.accounts.invitations import add_stand_in, make_invitation",
    f"person = add_stand_in(name='Priya Shah', email='{EMAIL}')",
    "print(make_invitation(person, by=None))",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    server = Embedded(tmp_path_factory.mktemp("sign-in"))
    server.prepare()
    with server.running():
        yield server


@pytest.fixture
def page(site):
    """A browser whose device can hold a passkey. Passkeys want a name, so the site is called localhost here."""
    with chromium() as browser:
        page = browser.new_context(base_url=site.url.replace("127.0.0.1", "localhost"), locale="en-GB").new_page()
        looks.bring_axe(page.context)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
        device = page.context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
        options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        yield page


def sound(page):
    """Nothing is wrong with the look of this page, and nothing broke behind it."""
    expected = [text for text in page.complaints if "status of 4" not in text or "status of 403" in text]
    assert [*expected, *looks.faults(page, axe_at=(looks.DESK, looks.NARROW))] == [], page.url
    page.complaints.clear()
    return page


def press(page, text):
    with page.expect_navigation():
        page.get_by_role("button", name=text, exact=True).first.click()
    return sound(page)


def open_(page, path):
    page.goto(path)
    return sound(page)


def test_the_way_in_and_the_account(site, page):
    token = site.in_shell(*INVITE).split()[-1]
    open_(page, "/invitations/made-up/")
    open_(page, f"/invitations/{token}/")
    page.get_by_label("Choose a password").fill("short")
    press(page, "Join")
    page.get_by_label("Choose a password").fill(PASSWORD)
    press(page, "Join")
    for path in ("", "security/", "sessions/", "password/", "security/passkeys/"):
        open_(page, f"/account/{path}")
    add_a_passkey(page)
    for path in ("", "app/", "passkeys/", "recovery-codes/new/"):
        open_(page, f"/account/security/{path}")
    press_sign_out(page)
    password_and_second_step(page)
    press_sign_out(page)
    link_and_code_by_mail(site, page)
    open_(page, "/sign-in/")
    press(page, "Use a passkey")
    open_(page, "/account/security/passkeys/1/")
    press(page, "Remove the passkey")
    assert "You have no passkeys yet" in page.content()


def add_a_passkey(page):
    open_(page, "/account/security/passkeys/new/")
    page.get_by_label("Name").fill("My laptop")
    press(page, "Add a passkey")
    assert "Your recovery codes" in page.title()
    assert "My laptop" in open_(page, "/account/security/passkeys/").content()


def press_sign_out(page):
    open_(page, "/sign-out/")
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name="Sign out").click()


def password_and_second_step(page):
    """Wrong and right answers, up to being signed in."""
    open_(page, "/sign-in/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill("wrong")
    press(page, "Sign in")
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    assert "Second step" in page.title()
    page.get_by_label("Code").fill("123456")
    press(page, "Sign in")
    press(page, "Use your passkey")


def link_and_code_by_mail(site, page):
    open_(page, "/sign-in/password/")
    page.get_by_label("E-mail address").fill(EMAIL)
    press(page, "Send the link")
    link = site.mail_to(EMAIL, "new password").links[0]
    open_(page, re.sub("^https?://[^/]+", "", link))
    open_(page, "/sign-in/password/1-made-up/")
    open_(page, "/sign-in/closed/")
    open_(page, "/sign-in/code/")
    page.get_by_label("E-mail address").fill(EMAIL)
    press(page, "Send the code")
    page.get_by_label("Code").fill("1111-1111")
    press(page, "Sign in")
    press(page, "Get a new code")


def test_a_form_that_comes_too_late(site, page):
    """A person who signs in with codes, whose session ends between opening a form and sending it."""
    token = site.in_shell(*(line.replace("priya", "esther") for line in INVITE)).split()[-1]
    open_(page, f"/invitations/{token}/")
    press(page, "Join")
    open_(page, "/account/security/passkeys/new/")
    form = "document.querySelector('main form')"
    page.evaluate(
        f"{form}.append(Object.assign(document.createElement('textarea'), {{name: 'story', value: 'What I saw'}}))"
    )
    page.context.clear_cookies(name="sessionid")
    with page.expect_navigation():
        page.evaluate(f"{form}.submit()")
    assert "We kept what you wrote" in sound(page).content()
    press(page, "Get a code by e-mail")
    page.get_by_label("E-mail address").fill("esther@example.org")
    press(page, "Send the code")
    code = re.search(r"\d{4}-\d{4}", site.mail_to("esther@example.org", "code").text)[0]
    page.get_by_label("Code").fill(code)
    press(page, "Sign in")
    assert page.get_by_label("Story").input_value() == "What I saw"
    press(page, "Send it now")
    assert "Add a passkey" in page.title()
