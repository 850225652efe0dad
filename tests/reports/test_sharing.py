"""What the host does with its published report: each thing done or not, with its day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from peerchallenge.workdays import today_in_london
from reports.models import Sharing
from tests import builders as a

from .publication_builders import a_published_report, an_approved_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_published_report()


def url(challenge, page="publication-sharing"):
    return reverse(page, args=[challenge.slug])


def a_form(version="0", **fields):
    return {"own_page": "", "committee": "", "version": version} | fields


def on(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_nothing_is_done_at_first_and_what_is_done_shows_with_its_day(challenge, client, sign_in):
    sign_in(a.a_host_member(challenge))
    assert client.get(url(challenge, "publication")).content.decode().count("Not yet</strong>") == 5
    today = today_in_london()
    form = a_form(own_page="https://www.example.org/report", committee="Scrutiny committee")
    client.post(url(challenge), form | on("presented_on", today) | on("staff_on", today - timedelta(days=2)))
    page = client.get(url(challenge, "publication")).content.decode()
    assert page.count("Not yet</strong>") == 2
    assert all(words in page for words in ("https://www.example.org/report", "Scrutiny committee"))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "www.example.org", "https://", "ftp://example.org/x", "https://[x", "https://a b.c"],
)
def test_only_the_address_of_a_web_page_is_taken(address, challenge, client, sign_in):
    sign_in(a.a_host_dass(challenge))
    page = client.post(url(challenge), a_form(own_page=address)).content.decode()
    assert "must begin with https:// or http://" in page
    assert not Sharing.objects.exists()


def test_a_day_to_come_is_not_done_yet(challenge, client, sign_in):
    sign_in(a.a_host_dass(challenge))
    tomorrow = today_in_london() + timedelta(days=1)
    assert "must be on or before" in client.post(url(challenge), a_form() | on("staff_on", tomorrow)).content.decode()
    page = client.post(url(challenge), a_form() | on("presented_on", today_in_london())).content.decode()
    assert "Enter the committee" in page


def test_two_who_save_at_once_see_what_each_said(challenge, client, sign_in):
    sign_in(a.a_host_dass(challenge))
    today = today_in_london()
    client.post(url(challenge), a_form(committee="Cabinet") | on("staff_on", today - timedelta(days=3)))
    answer = client.post(url(challenge), a_form(committee="Scrutiny") | on("staff_on", today))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(words in page for words in ("Cabinet", "Scrutiny", today.isoformat()))
    theirs = (today - timedelta(days=3)).isoformat()
    client.post(url(challenge), a_form("1", committee="Scrutiny", staff_on=theirs) | on("staff_on", today))
    known = Sharing.objects.get()
    assert (known.committee, known.staff_on.isoformat()) == ("Scrutiny", theirs)


def test_before_the_report_is_public_there_is_nothing_to_share(client, sign_in):
    challenge = an_approved_report()
    sign_in(a.a_host_dass(challenge))
    assert client.get(url(challenge)).status_code == 403
    assert "Shared with staff" not in client.get(url(challenge, "publication")).content.decode()
