"""A session that ends while somebody writes never costs them the text (incident I6, promise R23)."""

import random
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape

from peerchallenge.accounts import kept_text
from peerchallenge.accounts.sealing import Broken, seal, unseal
from peerchallenge.ui.forms import storable
from tests.builders import a_challenge, a_host_dass, a_person, a_region, a_regional_lead

from .sign_in import (
    CODE,
    PASSWORD,
    SIGN_IN,
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
FORM = "/account/sessions/?tab=2"  # any private page that takes a form will do


@pytest.fixture
def late(clock):
    """Somebody whose session has ended while they were writing, and what the page answers when they send it."""

    def sent(client, person, way=by_password, path=FORM, **fields):
        way(client, person)
        is_signed_in(client)
        clock.shift(timedelta(hours=22))
        return client.post(path, fields)

    return sent


def sealed_in(response):
    return re.search(r'name="kept_text" value="([^"]+)"', response.content.decode())[1]


def hidden_in(page):
    """The fields that the page would send again."""
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page.content.decode())
    }


def some_text(chance):
    alphabet = "abc xyz ÄÖÜß éà 漢字 العربية 🙂👩🏽‍🦽 \u200d\u202e<>&\"'/{{ }}{% %}\\\n\r\n\t0"
    return "".join(chance.choice(alphabet) for _ in range(chance.randint(1, 400)))


@pytest.mark.slow
def test_two_hundred_of_two_hundred_ended_sessions_keep_the_text(client, clock, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    chance, person = random.Random(20), a_person_with_a_password()  # noqa: S311 -- example texts, not secrets
    kept = 0
    for number in range(200):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        client.get("/privacy/")
        clock.shift(timedelta(hours=22))
        text, name = some_text(chance), f"answer_{number}"
        answer = client.post(FORM, {name: text, "version": number})
        client.post(SIGN_IN, {"login": person.email, "password": PASSWORD, "kept_text": sealed_in(answer)})
        again = hidden_in(client.get("/account/kept-text/"))
        kept += again.get(name) == storable(text) and again["version"] == str(number)
        client.post("/sign-out/")
    assert kept == 200


def test_a_form_that_comes_too_late_is_answered_with_the_sign_in_page(client, late):
    answer = late(client, a_person_with_a_password(), story="What I saw today")
    assert answer.status_code == 401
    body = answer.content.decode()
    assert "We kept what you wrote" in body
    assert "What I saw" not in body, "sealed: whoever reads the page source reads nothing"
    assert "no-store" in answer["Cache-Control"]


def test_after_signing_in_the_text_is_shown_and_one_button_sends_it(client, late):
    person = a_person_with_a_password()
    answer = late(client, person, story="What I saw today", version="3")
    back = by_password(client, person, kept_text=sealed_in(answer))
    assert back["Location"] == "/account/kept-text/"
    page = client.get("/account/kept-text/")
    assert "What I saw today" in page.content.decode()
    assert f'action="{escape(FORM)}"' in page.content.decode()
    assert hidden_in(page).items() >= {"story": "What I saw today", "version": "3", "kept_text": "again"}.items()
    client.post("/account/sessions/", {"session": "others", **hidden_in(page)})
    assert client.get("/account/kept-text/")["Location"] == "/", "it is not offered twice"


def test_the_text_stands_under_the_question_it_answers(client, clock):
    challenge = a_challenge()
    person = a_host_dass(challenge, a_person_with_a_password())
    by_password(client, person)
    path = reverse("scope", args=[challenge.slug])
    filled_in = hidden_in(client.get(path)) | {"focus": "What I saw today"}
    clock.shift(timedelta(hours=22))
    by_password(client, person, kept_text=sealed_in(client.post(path, filled_in)))
    shown = client.get("/account/kept-text/").content.decode()
    assert re.findall(r"<label[^>]*>([^<]*)</label>", shown) == ["What should the team look at?"]


def test_it_may_be_thrown_away(client, late):
    person = a_person_with_a_password()
    by_password(client, person, kept_text=sealed_in(late(client, person, story="What I saw")))
    assert "We keep something" in client.get("/account/").content.decode()
    client.post("/account/kept-text/")
    assert "We keep something" not in client.get("/account/").content.decode()


def test_a_wrong_password_on_the_way_loses_nothing(client, late):
    person = a_person_with_a_password()
    sealed = sealed_in(late(client, person, story="What I saw today"))
    assert "We kept what you wrote" in by_password(client, person, "wrong", kept_text=sealed).content.decode()
    assert by_password(client, person)["Location"] == "/account/kept-text/"


def test_signing_in_by_a_code_loses_nothing(client, late):
    person = a_person()
    sealed = sealed_in(late(client, person, way=by_code, story="What I saw today"))
    assert client.post(CODE, {"login": "", "password": "", "kept_text": sealed})["Location"] == CODE
    assert by_code(client, person)["Location"] == "/account/kept-text/"


def test_getting_a_second_code_loses_nothing(client, late):
    person = a_person()
    sealed = sealed_in(late(client, person, way=by_code, story="What I saw today"))
    client.post(CODE, {"kept_text": sealed})
    client.post(CODE, {"email": person.email})
    client.post("/sign-out/", {"next": CODE})
    assert by_code(client, person)["Location"] == "/account/kept-text/"


def test_the_second_step_loses_nothing(client, late, clock):
    lead = a_regional_lead(a_region(), a_person_with_a_password())
    secret = an_app_for(lead)

    def both_steps(browser, person, **more):
        by_password(browser, person, **more)
        return browser.post("/sign-in/second-factor/", {"code": code_of_app(secret)})

    sealed = sealed_in(late(client, lead, way=both_steps, story="What I saw today"))
    assert both_steps(client, lead, kept_text=sealed)["Location"] == "/account/kept-text/"


def test_somebody_else_who_signs_in_does_not_see_it(client, late):
    person, other = a_person_with_a_password(), a_person_with_a_password()
    sealed = sealed_in(late(client, person, story="What I saw today"))
    assert by_password(client, other, kept_text=sealed)["Location"] == "/"
    assert client.get("/account/kept-text/")["Location"] == "/"
    assert "We keep something" not in client.get("/account/").content.decode()
    assert "kept_text" not in client.session


def test_passwords_tokens_and_files_are_not_kept(client, late):
    person = a_person_with_a_password()
    fields = {
        "password": "one two three four",
        "oldpassword": "five six seven",
        "password1": "eight nine ten",
        "csrfmiddlewaretoken": "x" * 64,
        "story": "What I saw",
        "plan": SimpleUploadedFile("plan.docx", b"words in a file"),
    }
    answer = late(client, person, **fields)
    kept = kept_text.opened(sealed_in(answer))
    assert kept.fields == [["story", "What I saw"]]
    by_password(client, person, kept_text=sealed_in(answer))
    assert "Add again: plan.docx" in client.get("/account/kept-text/").content.decode()


def test_what_is_too_long_to_keep_is_said_so(client, late):
    answer = late(client, a_person_with_a_password(), story="ä" * 200_001)
    assert answer.status_code == 401
    assert "could not keep" in answer.content.decode()
    assert "kept_text" not in answer.content.decode()


def test_a_form_of_somebody_unknown_is_not_kept(client):
    answer = client.post(FORM, {"story": "What I saw"})
    assert answer.status_code == 401
    assert "kept_text" not in answer.content.decode()


def test_the_cookie_that_names_the_writer_cannot_be_made_up(client, late):
    client.cookies["writer"] = "1:made-up"
    assert "kept_text" not in client.post(FORM, {"story": "What I saw"}).content.decode()


def test_only_text_that_we_sealed_gets_into_a_session(client):
    client.post(SIGN_IN, {"login": "x@example.org", "password": "y", "kept_text": "Z" * 5000})
    client.post(SIGN_IN, {"login": "x@example.org", "password": "y", "kept_text": seal("second factor", "{}")})
    assert "kept_text" not in client.session


def test_text_that_waits_for_fresh_proof_is_kept_too(client, clock):
    person = a_person()
    by_code(client, person)
    clock.shift(timedelta(minutes=31))
    asked = client.post("/account/security/passkeys/new/", {"name": "My new phone"})["Location"]
    assert asked.endswith("next=%2Faccount%2Fkept-text%2F")
    client.post("/account/proof/code/", {"send": "yes"})
    code = code_in(delivered()[-1])
    assert (
        client.post("/account/proof/code/?next=/account/kept-text/", {"code": code})["Location"]
        == "/account/kept-text/"
    )
    assert "My new phone" in client.get("/account/kept-text/").content.decode()


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAABx", "ä", "\x00"])
def test_what_was_not_sealed_does_not_open(sealed):
    with pytest.raises(Broken):
        unseal("kept text", sealed)


def test_a_seal_for_one_purpose_does_not_open_another_and_survives_a_new_key(settings):
    sealed = seal("kept text", "words")
    with pytest.raises(Broken):
        unseal("second factor", sealed)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key " * 5, [settings.SECRET_KEY]
    assert unseal("kept text", sealed) == "words"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(Broken):
        unseal("kept text", sealed)
