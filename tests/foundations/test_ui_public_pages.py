"""The public pages: open to everybody, easy to read, honest about what they are."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from tests.architecture.reading import grade
from tests.foundations import ui_site
from tests.foundations.ui_site import text_of

pytestmark = pytest.mark.urls(ui_site.__name__)

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


@pytest.fixture(autouse=True)
def _only_this_layer(settings):
    ui_site.only_this_layer(settings)


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


@pytest.mark.parametrize("address", FOR_EVERYBODY)
def test_what_everybody_reads_is_easier_still(client, address):
    for paragraph in paragraphs(text_of(client.get(address))):
        assert grade(paragraph) <= 5, paragraph


def paragraphs(html):
    main = html[html.index("<main") : html.index("</main>")]
    texts = [unescape(strip_tags(part)).strip() for part in re.findall(r"<(?:p|li|td)[ >].*?</(?:p|li|td)>", main)]
    return [text for text in texts if len(text.split()) >= 20]


def test_the_contact_page_names_the_regional_offices(client, settings):
    assert "Ask the regional office that invited you" in text_of(client.get("/contact/"))

    settings.REGIONAL_OFFICES = f"{ui_site.__name__}.an_office"

    html = text_of(client.get("/contact/"))
    assert "West Midlands ADASS" in html
    assert 'href="mailto:office@example.org"' in html


def test_the_cookie_page_names_the_cookies_that_are_set(client, settings):
    html = text_of(client.get("/cookies/"))

    assert settings.SESSION_COOKIE_NAME in html
    assert settings.CSRF_COOKIE_NAME in html
    assert settings.WRITER_COOKIE_NAME in html


def test_the_accessibility_statement_says_what_the_law_asks_for(client):
    html = strip_tags(text_of(client.get("/accessibility/")))

    for part in (
        "partially compliant",
        "Regulations 2018",
        "Equality Advisory and Support Service",
        "prepared on",
    ):
        assert part in html
