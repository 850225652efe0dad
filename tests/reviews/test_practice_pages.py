"""Who sees what of the practice review, and that its pages stay quick with many case files."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cycles.models import PeerChallenge, Stage, TeamRole
from reviews.models import PracticeReview
from tests import builders as a

from .practice_builders import (
    a_case_file,
    a_file_read_by_both,
    a_finding,
    a_focus_group,
    a_practice_review,
    a_reading,
)

pytestmark = pytest.mark.django_db
PARTS = ("Sample", "Case files", "Focus groups", "What we found", "Hand over to the team")
PAGES = ("practice-review", "practice-sample", "case-files", "focus-groups", "practice-findings", "practice-hand-over")


@pytest.fixture
def practice():
    return a_practice_review()


def page(client, practice, name="practice-review", *more):
    return client.get(practice.url(name, *more)).content.decode()


def parts_of(text):
    return [part for part in PARTS if re.search(rf"<h2[^>]*>{part}</h2>", text)]


def test_a_visiting_reader_works_through_five_parts_in_order(practice, sign_in):
    text = page(sign_in(practice.first), practice)
    assert parts_of(text) == list(PARTS)
    places = [text.index(f">{part}</h2>") for part in PARTS]
    assert places == sorted(places)


def test_the_host_does_not_even_see_that_there_are_focus_groups(practice, sign_in):
    a_focus_group(practice.review)
    client = sign_in(practice.host)
    assert parts_of(page(client, practice)) == [part for part in PARTS if part != "Focus groups"]
    assert "ocus group" not in page(client, practice)
    for name in ("focus-groups", "focus-group-new"):
        assert client.get(practice.url(name)).status_code == 404
    assert client.get(practice.url("practice-hand-over")).status_code == 404


def test_the_team_lead_sees_how_many_files_and_not_which_from_the_reading_on(sign_in):
    practice = a_practice_review(stage=Stage.READING)
    a_file_read_by_both(practice, theme="hospital_discharge")
    PracticeReview.objects.update(how_chosen="How they were chosen")
    client = sign_in(practice.lead)
    text = page(client, practice)
    assert parts_of(text) == ["Sample", "Case files", "Focus groups", "Hand over to the team"]
    assert "1 case file picked." in text
    for name, more in (("practice-review", ()), ("case-files", ()), ("case-file", ("CF01",))):
        assert "Hospital discharge" not in page(client, practice, name, *more)
    sample = client.get(practice.url("practice-sample"))
    assert "status_only" in sample.templates[0].name
    assert "How they were chosen" not in sample.content.decode()


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.ON_SITE])
def test_the_host_director_knows_the_sample_as_a_status_only(stage, sign_in):
    practice = a_practice_review(stage=stage)
    client = sign_in(a.a_host_dass(practice.challenge))
    assert "status_only" in client.get(practice.url("practice-sample")).templates[0].name
    assert client.get(practice.url("practice-review")).status_code == 403
    assert client.get(practice.url("case-files")).status_code == 404


def test_a_visiting_reader_who_has_not_declared_opens_nothing(practice, sign_in):
    a_file_read_by_both(practice)
    silent = a.a_team_member(practice.challenge, TeamRole.PRACTICE_REVIEWER, declared=False)
    client = sign_in(silent)
    for name in (*PAGES, "practice-sample-add", "practice-sample-pick", "practice-summary", "focus-group-new"):
        answer = client.get(practice.url(name))
        assert (name, answer.status_code) == (name, 403)
        assert "say whether you have an interest" in answer.content.decode()
    for name in ("case-file", "case-file-reading", "case-file-agreement"):
        assert client.get(practice.url(name, "CF01")).status_code == 403
    for name in ("practice-sample-add", "practice-hand-over", "practice-finding-new"):
        assert client.post(practice.url(name), {"version": "1"}).status_code == 403


def test_when_the_visit_is_over_visiting_readers_keep_the_summary_alone(practice, sign_in):
    PeerChallenge.objects.update(stage=Stage.ACCURACY_CHECK)
    client = sign_in(practice.first)
    assert parts_of(page(client, practice)) == []
    assert {client.get(practice.url(name)).status_code for name in PAGES[1:]} == {403}
    assert client.get(practice.url("practice-summary")).status_code == 200


def test_a_team_member_of_another_challenge_finds_nothing(practice, sign_in):
    other = a_practice_review()
    client = sign_in(other.first)
    assert {client.get(practice.url(name)).status_code for name in PAGES} == {404}


def fill(practice, count):
    for number in range(count):
        a_file_read_by_both(practice, agreed="3" if number % 2 else None, notes=("One", "Two"))
        a_reading(a_case_file(practice.review, practice.host), practice.first)
        a_case_file(practice.review, practice.host, is_chosen=False)
        a_finding(practice.review)
        a_focus_group(practice.review)


@pytest.mark.parametrize("who", ["first", "host"])
def test_forty_case_files_cost_not_one_question_more(who, practice, sign_in):
    client = sign_in(getattr(practice, who))
    urls = [practice.url(name) for name in PAGES]
    urls += [practice.url(name, "CF01") for name in ("case-file", "case-file-reading", "case-file-agreement")]
    urls += [practice.url("practice-summary"), practice.url("practice-sample-pick"), "/", "/tasks/"]
    fill(practice, 1)
    few = {url: questions(client, url) for url in urls}
    fill(practice, 20)
    many = {url: questions(client, url) for url in urls}

    assert practice.review.case_files.chosen().count() == 42
    assert {url: count for url, count in many.items() if count > 15} == {}
    assert {url: (few[url], many[url]) for url in urls if many[url] > few[url]} == {}


def questions(client, url):
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def test_the_form_of_a_reading_keeps_its_words_on_the_device_and_checks_on_the_server(practice, sign_in):
    a_case_file(practice.review, practice.host)
    text = page(sign_in(practice.first), practice, "case-file-reading", "CF01")
    form = re.search(r"<form method=\"post\"[^>]*data-device[^>]*>", text)[0]
    assert re.search(r"\snovalidate\b", form)
    assert re.search(r"\sdata-draft\b", form)
