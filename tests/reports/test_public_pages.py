"""The public reads published reports without signing in: a list, each report, its versions, words, the licence."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import builders as a
from tests.reviews.visit_builders import a_session

from .publication_builders import (
    NAME,
    STRENGTH,
    SUMMARY,
    a_publication,
    a_published_report,
    an_agreed_report,
    an_approved_correction,
)

pytestmark = pytest.mark.django_db
PAGES = ("/reports/", "/glossary/", "/licence/")


def of(council, **facts):
    """A challenge of a council of this name."""
    return a.a_challenge(a.an_authority(council), first_day=a.a_monday(weeks_ahead=-8), **facts)


def a_report(council="Dudley", at=None):
    challenge = an_agreed_report(challenge=of(council))
    type(challenge).objects.filter(pk=challenge.pk).update(stage=6)
    challenge.refresh_from_db()
    a_publication(challenge, at)
    return challenge


def body(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_without_any_report_the_list_says_so_and_the_start_page_speaks_of_none(client):
    assert "No reports yet" in body(client, "/reports/")
    assert "Newest reports" not in body(client, "/")


def test_the_list_and_the_start_page_lead_to_the_report(client):
    challenge = a_report()
    for page in ("/", "/reports/", f"/councils/{challenge.host.slug}/"):
        text = body(client, page)
        assert f"/reports/{challenge.slug}/" in text, page
        assert "Adult social care in Dudley: peer challenge report" in text
        assert "2 strengths, 1 area for consideration, 1 recommendation" in text


def test_the_start_page_shows_the_three_newest(client):
    days = (10, 40, 30, 20)
    slugs = {
        days_ago: a_report(f"Council of {days_ago}", timezone.now() - timedelta(days=days_ago)).slug
        for days_ago in days
    }
    text = body(client, "/")
    assert [slugs[days_ago] in text for days_ago in (10, 20, 30, 40)] == [True, True, True, False]
    assert text.index(slugs[10]) < text.index(slugs[20]) < text.index(slugs[30])


def test_the_list_is_narrowed_down_by_council_and_year(client):
    first = a_report("Dudley", datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    second = a_report("Solihull", datetime(2026, 1, 1, 9, 0, tzinfo=UTC))
    for query, shown in (
        ({}, (True, True)),
        ({"council": first.host.slug}, (True, False)),
        ({"year": "2026"}, (False, True)),
        ({"year": "2025", "council": second.host.slug}, (False, False)),
        ({"council": "nowhere"}, (True, True)),
    ):
        text = body(client, "/reports/", **query)
        assert tuple(f"/reports/{one.slug}/" in text for one in (first, second)) == shown, query
    assert "No report matches" in body(client, "/reports/", year="2025", council=second.host.slug)


def test_a_report_reads_as_html_with_contents_and_numbered_paragraphs(client):
    challenge = a_report()
    text = body(client, f"/reports/{challenge.slug}/")
    assert '<a class="govuk-link" href="#strengths">Strengths</a>' in text
    assert 'id="paragraph-1.1"' in text
    assert all(words in text for words in (SUMMARY, STRENGTH, "not an inspection", "Open Government Licence v3.0"))
    assert f"by {challenge.host.official_name}" in text
    assert NAME not in text
    assert text.count("<h1") == 1


def test_an_example_is_marked_and_is_not_listed_anywhere(client, settings):
    settings.DEMO = True
    challenge = a_report()
    answer = client.get(f"/reports/{challenge.slug}/")
    assert "Example</strong>" in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_report_may_be_listed_but_its_older_versions_may_not(client):
    challenge = a_report()
    an_approved_correction(challenge)
    a_publication(challenge, timezone.now() - timedelta(hours=1))
    answer = client.get(f"/reports/{challenge.slug}/")
    assert "X-Robots-Tag" not in answer.headers
    assert 'content="noindex"' not in answer.content.decode()
    assert 'content="noindex"' in client.get(f"/reports/{challenge.slug}/versions/1/").content.decode()


@pytest.mark.parametrize("number", ["0", "2", "01", "x", "9" * 60])
def test_a_version_that_is_not_there_is_not_there(number, client):
    challenge = a_report()
    assert client.get(f"/reports/{challenge.slug}/versions/{number}/").status_code == 404
    assert client.get(f"/reports/{challenge.slug}/versions/1/").status_code == 200


def test_a_council_without_a_public_report_has_no_page(client):
    host = an_agreed_report().host
    assert client.get(f"/councils/{host.slug}/").status_code == 404
    assert client.get("/councils/")["Location"] == "/reports/"


def test_the_words_of_every_report_are_explained_on_a_page_of_their_own(client):
    text = body(client, "/glossary/")
    assert "Expert by experience" in text
    assert 'id="peer-challenge"' in text


def test_who_is_signed_out_may_keep_a_page_for_a_minute(client):
    challenge = a_report()
    for page in (*PAGES, f"/reports/{challenge.slug}/", f"/reports/{challenge.slug}/versions/"):
        answer = client.get(page)
        assert answer["Cache-Control"] == "public, max-age=60", page
        assert "Cookie" in answer["Vary"]
        assert not answer.cookies
        again = client.get(page, headers={"If-None-Match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert "public" in again["Cache-Control"]


def test_a_page_that_changed_has_another_tag(client):
    a_report()
    tag = client.get("/reports/")["ETag"]
    a_report("Solihull")
    assert client.get("/reports/", headers={"If-None-Match": tag}).status_code == 200


def test_a_page_of_somebody_who_is_signed_in_is_kept_by_nobody_else(client, sign_in):
    challenge = a_report()
    sign_in(a.a_person("Sina Signedin"))
    for page in (*PAGES, f"/reports/{challenge.slug}/"):
        answer = client.get(page)
        assert "Sina Signedin" in answer.content.decode()
        assert answer["Cache-Control"] == "private, no-cache"
        assert "ETag" not in answer.headers
        assert "Cookie" in answer["Vary"]
    assert "private" in client.get("/reports/nothing/")["Cache-Control"]


def test_a_page_on_which_a_message_may_stand_is_kept_by_nobody_else(client):
    client.cookies["messages"] = "something"
    assert client.get("/reports/")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "page", ["/reports/", "/reports/{slug}/", "/reports/{slug}/versions/", "/councils/{host}/", "/"]
)
def test_a_public_page_asks_few_questions_and_no_more_with_ten_times_the_data(page, client):
    challenge = a_report()

    def questions():
        with CaptureQueriesContext(connection) as asked:
            body(client, page.format(slug=challenge.slug, host=challenge.host.slug))
        return len(asked)

    few = questions()
    for number in range(12):
        a_report(f"Council {number}")
    assert questions() <= few <= 6


def test_the_link_of_a_briefing_leads_to_the_report_once_it_is_public(client):
    challenge = an_agreed_report()
    path = f"/briefing/{a_session(challenge).token}/"
    a_publication(challenge, timezone.now() + timedelta(days=1))
    ended = client.get(path)
    assert (ended.status_code, ended.content) == (404, client.get("/briefing/nobody-has-this/").content)
    challenge.report.publications.all().delete()
    a_published_report(challenge=challenge)
    text = body(client, path)
    assert f"/reports/{challenge.slug}/" in text
    assert "2 strengths, 1 area to think about and 1 recommendation" in text
