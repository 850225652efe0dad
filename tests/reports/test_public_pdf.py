"""The PDF of a published report: everybody's, from the moment the report is out until it is withdrawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.actions import publication as actions
from reports.publication import Standing
from reports.published_pdf import version_of

from .pdf_builders import a_made_pdf, content_of, finish_work, letters, letters_of_pdf, need_engine, read
from .publication_builders import a_publication, an_approved_report, two_people

pytestmark = pytest.mark.django_db


def pages(challenge):
    return f"/reports/{challenge.slug}/", f"/reports/{challenge.slug}/versions/1/pdf/"


def with_pdf(challenge, **facts):
    publication = a_publication(challenge, **facts)
    a_made_pdf(version_of(publication.published), kind="public")
    return challenge


def test_it_is_made_of_the_text_that_the_public_reads(client):
    need_engine()
    challenge = an_approved_report()
    _, director = two_people(challenge)
    text = Standing(challenge).waiting.version.digest
    publication = actions.publish(challenge, seen=text, at=None, by=director)
    page, pdf = pages(challenge)
    assert "The PDF is being made" in client.get(page).content.decode()
    assert client.get(pdf).status_code == 404
    assert finish_work() == 1
    assert pdf in client.get(page).content.decode()
    content = content_of(client.get(pdf))
    for section in publication.published.content["sections"]:
        for paragraph in section["paragraphs"]:
            assert letters(paragraph["heading"] + paragraph["text"]) in letters_of_pdf(content)
    first = read(content).pages[0].extract_text()
    assert "Open Government Licence" in first
    assert "OFFICIAL" not in first
    assert ", version" not in first


def test_before_its_time_it_is_nowhere_though_it_is_made(client):
    challenge = with_pdf(an_approved_report(), at=timezone.now() + timedelta(hours=1))
    assert client.get(pages(challenge)[1]).status_code == 404


def test_with_the_report_it_is_withdrawn(client):
    challenge = with_pdf(an_approved_report())
    assert content_of(client.get(pages(challenge)[1])) == b"%PDF-1.7"
    actions.withdraw(challenge, reason="A name stood in it.", by=challenge.cycle.opened_by)
    assert client.get(pages(challenge)[1]).status_code == 404


@pytest.mark.parametrize("number", ["2", "0", "01", "x", "²"])
def test_of_a_version_that_is_not_there_there_is_none(number, client):
    challenge = with_pdf(an_approved_report())
    assert client.get(f"/reports/{challenge.slug}/versions/{number}/pdf/").status_code == 404
