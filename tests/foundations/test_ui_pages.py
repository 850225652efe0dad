"""Public pages, error pages and the headers every answer carries."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, UnreadablePostError
from django.test import Client
from django.urls import include, path
from django.utils.html import strip_tags

from peerchallenge.ui import errors, forms
from peerchallenge.ui.pages import conflict_page, page
from peerchallenge.ui.rules import public

PUBLIC_PAGES = [
    "/about/",
    "/about/how-it-works/",
    "/about/taking-part/",
    "/about/experts-by-experience/",
    "/help/",
    "/contact/",
    "/privacy/",
    "/cookies/",
    "/accessibility/",
]
FOR_EVERYBODY = ["/about/taking-part/", "/about/experts-by-experience/"]


class NoteForm(forms.Form):
    text = forms.CharField(label="Note", errors_as="a note", widget=forms.TextArea())


@public
def note(request):
    form = NoteForm(request.POST or None)
    if form.is_valid():
        return HttpResponse("saved")
    return page(request, "form_page.html", title="Write a <note>", form=form, who_can_see="review team")


@public
def refused(request):
    raise PermissionDenied("The report opens when the visit is over.")


@public
def refused_without_words(request):
    raise PermissionDenied


@public
def broken(request):
    raise RuntimeError("a fault of ours")


@public
def two_writers(request):
    return conflict_page(
        request,
        mine="Mine </textarea><script>alert(1)</script>",
        theirs="Theirs <b>bold</b>",
        their_name="Sam Okoro",
        their_time=datetime(2026, 2, 2, 10, 42, tzinfo=UTC),
        keep_url="/note/",
        version=4,
        carry={"rating": "strong"},
    )


@public
def two_writers_of_many_texts(request):
    return conflict_page(
        request,
        mine={"good": "Mine", "same": "Same"},
        theirs={"good": "Theirs", "same": "Same"},
        their_name="Sam Okoro",
        their_time=datetime(2026, 2, 2, 10, 42, tzinfo=UTC),
        keep_url="/note/",
        labels={"good": "What works well"},
    )


def private(request):
    return HttpResponse("private")


private.rule = "signed_in"


@public
def kept_longer(request):
    return HttpResponse("a report", headers={"Cache-Control": "public, max-age=300"})


urlpatterns = [
    path("", include("peerchallenge.ui.urls")),
    path("note/", note),
    path("refused/", refused),
    path("refused-without-words/", refused_without_words),
    path("broken/", broken),
    path("two-writers/", two_writers),
    path("two-writers-of-many-texts/", two_writers_of_many_texts),
    path("private/", private),
    path("kept-longer/", kept_longer),
]
handler400 = "peerchallenge.ui.errors.bad_request"
handler403 = "peerchallenge.ui.errors.forbidden"
handler404 = "peerchallenge.ui.errors.not_found"
handler500 = "peerchallenge.ui.errors.server_error"

pytestmark = pytest.mark.urls(__name__)


def an_office():
    return [{"name": "West Midlands ADASS", "email": "office@example.org", "phone": "0121 496 0123"}]


@pytest.fixture(autouse=True)
def _only_this_layer(settings):
    """Pages and headers alone: who is let in and what the menu holds is the matter of the layers above."""
    others = ("peerchallenge.accounts", "allauth", "cycles", "whitenoise")
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(others)]
    settings.REGIONAL_OFFICES = ""


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_public_page_needs_no_account_no_database_and_no_cookie(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies
    assert text_of(response).count("<h1") == 1


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_public_page_is_only_read(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_public_page_has_a_title_a_language_and_a_way_past_the_header(client, address):
    html = text_of(client.get(address))
    heading = re.search(r"<h1[^>]*>(.+?)</h1>", html).group(1)

    assert f"<title>{heading} – Peer challenge</title>" in html
    assert '<html lang="en-GB"' in html
    assert html.index('href="#main-content"') < html.index("<header")
    assert 'id="main-content"' in html


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_page_carries_no_style_or_script_of_its_own(client, address):
    html = text_of(client.get(address))

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)


def syllables(word):
    word = re.sub("[^a-z]", "", word.lower())
    count = len(re.findall("[aeiouy]+", word))
    if count > 1 and (re.search("[^l]e$", word) or re.search("[^td]ed$", word)):
        count -= 1
    return max(count, 1)


def reading_grade(text):
    words = re.findall(r"[A-Za-z’'-]+", text)
    sentences = [part for part in re.split(r"[.!?:]+(?:\s|$)", text) if part.strip()]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def paragraphs(html):
    main = html[html.index("<main") : html.index("</main>")]
    texts = [unescape(strip_tags(part)).strip() for part in re.findall(r"<(?:p|li|td)[ >].*?</(?:p|li|td)>", main)]
    return [text for text in texts if len(text.split()) >= 20]


@pytest.mark.parametrize("address", PUBLIC_PAGES)
def test_a_public_page_reads_easily(client, address):
    most = 5 if address in FOR_EVERYBODY else 7

    for paragraph in paragraphs(text_of(client.get(address))):
        assert reading_grade(paragraph) <= most, paragraph


def test_the_grade_can_tell_plain_from_official():
    assert reading_grade("You can leave at any time. You do not have to come.") < 3
    assert reading_grade("Stakeholders facilitate interdisciplinary organisational accountability arrangements.") > 12


def test_the_contact_page_names_the_regional_offices(client, settings):
    assert "Ask the regional office that invited you" in text_of(client.get("/contact/"))

    settings.REGIONAL_OFFICES = f"{__name__}.an_office"

    html = text_of(client.get("/contact/"))
    assert "West Midlands ADASS" in html
    assert 'href="mailto:office@example.org"' in html


def test_the_cookie_page_names_the_cookies_that_are_set(client, settings):
    html = text_of(client.get("/cookies/"))

    assert settings.SESSION_COOKIE_NAME in html
    assert settings.CSRF_COOKIE_NAME in html


def test_the_accessibility_statement_says_what_the_law_asks_for(client):
    html = strip_tags(text_of(client.get("/accessibility/")))

    for part in (
        "partially compliant",
        "Regulations 2018",
        "Equality Advisory and Support Service",
        "prepared on",
    ):
        assert part in html


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


def test_a_form_whose_sending_broke_off_is_answered_as_well(rf):
    class Broken:
        method, path = "POST", "/note/"

        @property
        def POST(self):
            raise UnreadablePostError

    assert errors._kept_texts(Broken()) == []


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
