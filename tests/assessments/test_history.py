"""Every version of an answer can be read back: who, when, and the words then."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.history import sittings_of
from cycles.models import HostRole
from peerchallenge.audit.models import Revision
from tests import builders as a

from .builders import a_preparing_challenge, a_rated, an_answer, an_answered, path_to, signed_off

pytestmark = pytest.mark.django_db
HISTORY = "use-of-resources/1/history/"
MOST = 15  # questions of a page


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def priya(challenge, sign_in):
    person = a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Priya Shah"))
    sign_in(person)
    return person


@pytest.fixture
def saved(challenge, time_machine):
    def at(text, by, *, minutes):
        time_machine.move_to(datetime(2026, 3, 2, 9, minutes, tzinfo=UTC), tick=False)
        an_answered(challenge, text=text, by=by)

    return at


def test_the_words_of_each_version_are_there_with_who_and_when(challenge, client, priya, saved):
    michael = a.a_host_dass(challenge, a.a_person("Michael Grant"))
    saved("The first words", michael, minutes=1)
    saved("The second words", priya, minutes=42)
    page = client.get(path_to(challenge, HISTORY)).content.decode()
    for words in ("The first words", "The second words", "Michael Grant", "9:42am", "Mostly strong"):
        assert words in page
    assert page.index("The second words") < page.index("The first words")


def test_saves_that_follow_each_other_closely_are_one_sitting_with_the_last_words(challenge, client, priya, saved):
    for number in range(5):
        saved(f"Words {number}", priya, minutes=number)
    saved("After a break", priya, minutes=30)
    page = client.get(path_to(challenge, HISTORY)).content.decode()
    assert "The last of 5 saves" in page
    assert "Words 4" in page
    assert "Words 3" not in page
    assert [sitting.saves for sitting in sittings_of(an_answer(challenge))] == [1, 5]


def test_two_people_by_turns_are_as_many_sittings(challenge, priya, saved):
    other = a.a_person()
    for number, by in enumerate((priya, other, priya)):
        saved(f"Words {number}", by, minutes=number)
    assert [sitting.by for sitting in sittings_of(an_answer(challenge))] == [str(priya), str(other), str(priya)]


def test_a_question_without_an_answer_has_no_history(challenge, client, priya):
    assert "Nothing has been written yet" in client.get(path_to(challenge, HISTORY)).content.decode()


def test_a_risk_has_its_versions_too(challenge, client, priya):
    a_rated(challenge, by=priya, likelihood=4)
    a_rated(challenge, by=priya, likelihood=1)
    page = client.get(path_to(challenge, "performance-outcomes/history/", form="risks")).content.decode()
    assert "The last of 2 saves" in page
    assert "Likelihood" in page


def test_pages_ask_no_more_with_five_versions_of_every_answer(challenge, client, priya):
    pages = [path_to(challenge, page) for page in ("", "check/", "signed/", "use-of-resources/1/", HISTORY)]
    pages += [path_to(challenge, page, form="risks") for page in ("", "check/", "signed/")]
    places = [(answer.question.section.slug, answer.question.position) for answer in all_answers(challenge)]
    for area, number in places:
        an_answered(challenge, area, number, by=priya)
    few = [questions(client, page) for page in pages]
    for version in range(4):
        for area, number in places:
            an_answered(challenge, area, number, f"Version {version}", by=priya)
    signed_off(challenge)
    many = [questions(client, page) for page in pages]
    assert Revision.objects.count() == 60
    assert max(many) <= MOST, dict(zip(pages, many, strict=True))
    assert [count for count, more in zip(few, many, strict=True) if more > count + 2] == []


def all_answers(challenge):
    return an_answer(challenge).assessment.answers.select_related("question__section")


def questions(client, page):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])
