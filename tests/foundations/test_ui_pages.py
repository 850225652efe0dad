"""Pages that a person fills in, and pages for when something does not work."""

import re
from html import unescape

import pytest
from django.http import UnreadablePostError
from django.test import Client

from peerchallenge.ui import errors
from tests.foundations import ui_site
from tests.foundations.ui_site import text_of

pytestmark = pytest.mark.urls(ui_site.__name__)


@pytest.fixture(autouse=True)
def _only_this_layer(settings):
    ui_site.only_this_layer(settings)


@pytest.mark.parametrize("demo", [True, False])
def test_an_example_is_marked_on_every_page(client, settings, demo):
    settings.DEMO = demo

    assert ("Do not enter anything about real people here" in text_of(client.get("/about/"))) is demo


def test_a_form_page_starts_its_title_with_error_when_something_is_wrong(client):
    assert "<title>Write a &lt;note&gt; – Peer challenge</title>" in text_of(client.get("/note/"))

    html = text_of(client.post("/note/", {"text": " ", "x": "1"}))
    assert "<title>Error: Write a &lt;note&gt; – Peer challenge</title>" in html
    assert '<a href="#id_text">Enter a note</a>' in html
    assert html.index("There is a problem") < html.index("<h1")


def test_a_private_page_says_who_can_see_it(client):
    assert "Who can see this:</span> review team" in text_of(client.get("/note/"))


def test_a_form_is_checked_by_us_and_not_by_the_browser(client):
    html = text_of(client.get("/note/"))

    assert re.search(r'<form method="post"\s+novalidate', html)
    assert "csrfmiddlewaretoken" in html


def test_two_texts_are_shown_and_neither_is_lost(client):
    response = client.get("/two-writers/")
    html = text_of(response)

    assert response.status_code == 409
    assert "Sam Okoro saved a change on Monday 2 February 2026 at 10:42am" in html
    assert "Mine &lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;</textarea>" in html
    assert "Theirs &lt;b&gt;bold&lt;/b&gt;</textarea>" in html
    assert '<input type="hidden" name="version" value="4">' in html
    assert '<input type="hidden" name="rating" value="strong">' in html
    assert 'name="text"' in html


def test_of_many_texts_only_the_different_ones_are_asked_about(client):
    html = text_of(client.get("/two-writers-of-many-texts/"))

    assert '<h2 class="govuk-heading-m">What works well</h2>' in html
    assert 'name="good"' in html
    assert '<input type="hidden" name="same" value="Same">' in html


def test_a_refusal_gives_its_reason_and_says_who_can_help(client):
    response = client.get("/refused/")

    assert response.status_code == 403
    assert "The report opens when the visit is over." in text_of(response)
    assert "the host coordinator" in text_of(response)
    assert "not open to you at the moment" in text_of(client.get("/refused-without-words/"))


def test_a_page_that_is_not_there_says_so_calmly(client):
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "Page not found" in text_of(response)
    assert response["Cache-Control"] == "private, no-store"


def test_a_fault_of_ours_is_answered_without_database_or_session():
    response = Client(raise_request_exception=False).get("/broken/")

    assert response.status_code == 500
    assert "The fault is ours" in text_of(response)
    assert "build/app.css" in text_of(response)


def test_a_fault_is_answered_even_when_the_style_sheet_cannot_be_found(rf, monkeypatch):
    def missing(name):
        raise ValueError(name)

    monkeypatch.setattr(errors, "static", missing)

    response = errors.server_error(rf.get("/"))

    assert response.status_code == 500
    assert "stylesheet" not in text_of(response)


def test_a_fault_in_the_page_for_faults_is_answered_as_well(rf, monkeypatch):
    def broken_template(*args):
        raise OSError

    monkeypatch.setattr(errors, "render_to_string", broken_template)

    assert "Sorry, this page does not work" in text_of(errors.server_error(rf.get("/")))


def test_a_closed_service_says_when_it_is_back(rf):
    response = errors.closed_for_work(rf.get("/"), "2pm")

    assert (response.status_code, response["Retry-After"]) == (503, "600")
    assert "from 2pm" in text_of(response)


def test_what_cannot_be_read_is_answered_kindly(client):
    response = client.get("/about/", headers={"host": "elsewhere.example.org"})

    assert response.status_code == 400
    assert "We could not read what you sent" in text_of(response)


def test_an_expired_form_gives_back_what_was_written():
    strict = Client(enforce_csrf_checks=True)
    posted = {
        "what_went_well": "People said <b>yes</b>\x00",
        "first_day-day": "10",
        "first_day-month": "3",
        "first_day-year": "2026",
        "password": "correct horse",
        "recovery_code": "123456",
        "csrfmiddlewaretoken": "stale",
        "version": "3",
        "empty": "",
    }

    response = strict.post("/note/", posted)
    html = text_of(response)

    assert response.status_code == 403
    assert "People said &lt;b&gt;yes&lt;/b&gt;</textarea>" in html
    assert "What went well</label>" in html
    assert "10 3 2026</textarea>" in html
    for secret in ("correct horse", "123456", "stale"):
        assert secret not in html
    assert html.count("<textarea") == 2
    assert 'href="/note/"' in html


def test_an_expired_form_shows_each_text_under_its_question(client):
    page = text_of(client.get("/note/"))
    sent = unescape(re.search(r'name="field_labels" value="([^"]*)"', page)[1])
    html = text_of(Client(enforce_csrf_checks=True).post("/note/", {"text": "What I saw", "field_labels": sent}))
    assert ">Note</label>" in html
    assert html.count("<textarea") == 1


@pytest.mark.parametrize("sent", ["", "x", "[]", "3", '{"text": 3}', '{"text": " "}', "[" * 100_000])
def test_labels_that_did_not_arrive_well_break_nothing(sent):
    posted = {"text": "What I saw", "field_labels": sent}
    assert ">Text</label>" in text_of(Client(enforce_csrf_checks=True).post("/note/", posted))


def test_two_texts_that_come_too_late_again_keep_their_questions(client):
    page = text_of(client.get("/two-writers-of-many-texts/"))
    assert "&quot;good&quot;: &quot;What works well&quot;" in page


def test_a_form_whose_sending_broke_off_is_answered_as_well(rf):
    class Broken:
        method, path = "POST", "/note/"

        @property
        def POST(self):
            raise UnreadablePostError

    assert errors._kept_texts(Broken()) == []
