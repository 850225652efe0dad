"""The headers that every answer carries."""

import pytest

from tests.foundations import ui_site

pytestmark = pytest.mark.urls(ui_site.__name__)


@pytest.fixture(autouse=True)
def _only_this_layer(settings):
    ui_site.only_this_layer(settings)


@pytest.mark.parametrize("address", ["/note/", "/refused/", "/two-writers/"])
def test_what_a_person_wrote_is_not_stored_even_on_a_public_page(client, address):
    response = client.post(address, {"text": ""})

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_private_answer_is_not_stored_and_not_listed(client):
    headers = client.get("/private/").headers

    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_public_answer_may_be_kept_if_asked_about_first(client, settings):
    settings.DEMO = False
    headers = client.get("/about/").headers

    assert headers["Cache-Control"] == "private, no-cache"
    assert "X-Robots-Tag" not in headers
    assert client.get("/kept-longer/").headers["Cache-Control"] == "public, max-age=300"


def test_an_example_is_not_listed_anywhere(client, settings):
    settings.DEMO = True

    assert client.get("/about/").headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("address", ["/about/", "/private/", "/nowhere/"])
def test_every_answer_keeps_strangers_out(client, address):
    headers = client.get(address).headers
    policy = dict(rule.strip().split(" ", 1) for rule in headers["Content-Security-Policy"].split(";"))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
