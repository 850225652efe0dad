"""What the host still owes: who is told, when it is settled, and which milestone that keeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.actions import documents as actions
from assessments.documents import asked_of
from assessments.models import Assessment, Way
from assessments.owed_documents import owed
from assessments.readiness import unmet_documents
from tests import builders as a
from tests.assessments.builders import a_document, a_preparing_challenge

pytestmark = pytest.mark.django_db


def answer_all(challenge, *but):
    for requirement in asked_of(challenge).filter(mandatory=True).exclude(code__in=but):
        a_document(challenge, requirement, way=Way.NOT_HELD, reason="We write it now")


def told(person):
    return [(thing.text, thing.due_on) for thing in owed([person.pk])]


def test_the_coordinator_is_told_how_many_are_missing_and_by_when():
    challenge = a_preparing_challenge()
    milestone = a.a_milestone(challenge, code="self-assessment")
    coordinator, director = a.a_host_member(challenge), a.a_host_dass(challenge)
    answer_all(challenge, "D04", "D05")
    assert told(coordinator) == [("2 documents missing", milestone.due_on)]
    assert told(director) == []


def test_the_director_is_told_where_there_is_no_coordinator():
    challenge = a_preparing_challenge()
    director = a.a_host_dass(challenge)
    answer_all(challenge, "D04")
    assert told(director) == [("1 document missing", None)]


def test_nobody_is_told_once_all_is_answered_or_paused_or_read():
    challenge = a_preparing_challenge()
    coordinator = a.a_host_member(challenge)
    answer_all(challenge)
    assert told(coordinator) == []
    paused = a.a_paused_challenge(stage=1)
    assert told(a.a_host_member(paused)) == []


def test_everybody_is_asked_about_in_three_questions():
    for _ in range(4):
        a.a_host_member(a_preparing_challenge())
    with CaptureQueriesContext(connection) as questions:
        assert len([thing for thing in owed() if thing.text == "25 documents missing"]) == 4
    assert len(questions) == 3


def test_what_is_missing_is_one_sentence_that_names_it():
    challenge = a_preparing_challenge()
    answer_all(challenge, "D04", "D27")
    assert list(unmet_documents(challenge)) == [
        "2 documents on the list are missing: Budget, savings plan and latest budget report (D04) and "
        "Local account (D27)."
    ]


def test_what_the_council_does_not_publish_is_answered_by_saying_so():
    challenge = a_preparing_challenge()
    answer_all(challenge, "D27")
    local_account = asked_of(challenge).get(code="D27")
    a_document(challenge, local_account, way=Way.NOT_HELD, reason="The council does not publish one")
    assert list(unmet_documents(challenge)) == []


def test_a_part_of_what_was_taken_out_is_missing_again():
    challenge = a_preparing_challenge()
    answer_all(challenge, "D21")
    extra = a_document(challenge, title="All in one")
    a_document(challenge, asked_of(challenge).get(code="D21"), way=Way.SECTION, part_of=extra, where="Page 1")
    assert list(unmet_documents(challenge)) == []
    actions.take_out(challenge, extra, by=a.a_person())
    assert "(D21)" in next(unmet_documents(challenge))


def test_the_last_document_keeps_the_milestone_when_the_forms_are_signed_off():
    challenge, by = a_preparing_challenge(), a.a_person()
    milestone = a.a_milestone(challenge, code="self-assessment")
    answer_all(challenge, "D04", "D05")
    given = {"way": Way.NOT_HELD, "given": {"reason": "No"}, "by": by}
    actions.hand_in(challenge, requirement=asked_of(challenge).get(code="D04"), **given)
    Assessment.objects.filter(challenge=challenge).update(signed_off_at=timezone.now(), signed_off_by=by)
    milestone.refresh_from_db()
    assert milestone.done_at is None
    actions.hand_in(challenge, requirement=asked_of(challenge).get(code="D05"), **given)
    milestone.refresh_from_db()
    assert milestone.done_by == by
