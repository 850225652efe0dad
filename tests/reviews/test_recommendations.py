"""Recommendations: action first, from findings, with a sign that would show that they help."""

import re

import pytest
from django.urls import reverse

from cycles.models import Stage, TeamRole
from peerchallenge.audit.models import Revision
from reviews.findings import themes
from reviews.models import Recommendation
from tests import builders as a

from .visit_builders import a_finding, a_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.ON_SITE, first_day=a.a_monday())


@pytest.fixture
def member(challenge):
    return a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)


@pytest.fixture
def finding(challenge, member):
    return a_finding(challenge, member)


def url(challenge, page, *more):
    return reverse(page, args=[challenge.slug, *more])


def written(*findings, **fields):
    return {
        "text": "Agree one way in.",
        "findings": [finding.pk for finding in findings],
        "theme": "first-contact",
        "time": "six_months",
        "how_known": "People say that they told their story once.",
        "version": "1",
    } | fields


def test_a_recommendation_follows_from_a_finding(challenge, member, finding, sign_in):
    client, new = sign_in(member), url(challenge, "recommendation-new")
    assert re.search(rf'value="{finding.pk}"[^>]*checked', client.get(new + "?from=F01").content.decode())
    assert client.post(new, written(finding)).status_code == 302
    made = Recommendation.objects.get()
    assert list(made.findings.all()) == [finding]
    page = client.get(url(challenge, "findings")).content.decode()
    assert "R1 Agree one way in." in page
    assert "Within 6 months. From F01." in page
    page = client.get(url(challenge, "recommendation", "R1")).content.decode()
    assert "First contact and advice" in page
    assert str(finding) in page
    assert "R1 Agree one way in." in client.get(url(challenge, "finding", "F01")).content.decode()


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"text": ""}, "Enter what the council should do"),
        ({"time": ""}, "Select how soon"),
        ({"how_known": ""}, "Enter how we would know that it helps"),
        ({"text": "x" * 401}, "400 characters or fewer"),
        ({"theme": "weather"}, "Choose"),
        ({"findings": ["999999"]}, "Choose"),
        ({"how_known": "Ring 07700 900123"}, "looks like"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(fields, fault, challenge, member, finding, sign_in):
    answer = sign_in(member).post(url(challenge, "recommendation-new"), written(finding) | fields)
    assert answer.status_code == 200
    assert fault in answer.content.decode()
    assert not Recommendation.objects.exists()


def test_the_finding_of_another_challenge_cannot_be_named(challenge, member, sign_in):
    elsewhere = a_finding(a.a_challenge(stage=Stage.ON_SITE), member)
    assert sign_in(member).post(url(challenge, "recommendation-new"), written(elsewhere)).status_code == 200
    assert not Recommendation.objects.exists()


def test_a_change_keeps_what_it_said_before_and_a_stale_one_shows_both(challenge, member, finding, sign_in):
    made = a_recommendation(challenge, finding, text="Agree one way in.")
    client, page = sign_in(member), url(challenge, "recommendation-change", "R1")
    assert client.post(page, written(text="Agree two ways in.")).status_code == 302
    revision = Revision.objects.get(target="reviews.recommendation", target_id=made.pk)
    assert revision.before["text"] == "Agree one way in."
    assert (revision.before["findings"], revision.after["findings"]) == (["F01"], [])
    answer = client.post(page, written(finding, text="Agree three ways in."))
    assert answer.status_code == 409
    assert "Agree two ways in." in answer.content.decode()
    assert "Agree three ways in." in answer.content.decode()


def test_a_clash_passes_on_every_finding_that_was_ticked(challenge, member, finding, sign_in):
    second = a_finding(challenge, member, text="Carers find help by chance.")
    a_recommendation(challenge, text="Agree one way in.")
    client, page = sign_in(member), url(challenge, "recommendation-change", "R1")
    client.post(page, written(text="Agree two ways in."))
    answer = client.post(page, written(finding, text="Agree three ways in.") | {"findings": [finding.pk, second.pk]})
    kept = [value for name, value in answer.context["carry"] if name == "findings"]
    assert kept == [str(finding.pk), str(second.pk)]


def test_a_recommendation_is_taken_out_and_put_back(challenge, member, finding, sign_in):
    a_recommendation(challenge, finding, text="Agree one way in.")
    client, page = sign_in(member), url(challenge, "recommendation", "R1")
    client.post(page, {"take_out": "1"})
    assert "Agree one way in." not in client.get(url(challenge, "findings")).content.decode()
    assert "already" in client.post(page, {"take_out": "1"}, follow=True).content.decode()
    client.post(page, {"put_back": "1"})
    assert "Agree one way in." in client.get(url(challenge, "findings")).content.decode()


def test_every_theme_fits_into_its_column():
    assert themes()
    most = Recommendation._meta.get_field("theme").max_length
    assert all(len(code) <= most for code in themes())
