"""Two people at one moment in one form, on PostgreSQL, where writers really meet."""

from functools import partial

import pytest
from django.db import connection, transaction

from assessments.actions import signing
from assessments.models import Answer, Assessment, SignedCopy
from assessments.saving import save_words
from cycles.refusals import Refused
from peerchallenge.audit.models import Revision
from peerchallenge.audit.revisions import Stale
from tests import builders as a
from tests.cycles.test_races import at_once, one_won

from .builders import a_preparing_challenge, an_answer, the_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
ROUNDS = 10


@pytest.fixture(autouse=True)
def _writers_that_meet():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; run with TEST_DATABASE=postgres")


@transaction.atomic
def write(answer_id, text, seen, by):
    answer = Answer.objects.with_question().for_writing().get(pk=answer_id)
    save_words(answer, {"text": text}, complete=False, seen=seen, by=by)


def test_of_three_who_save_one_answer_at_once_one_wins_and_the_others_are_told():
    answer, people = an_answer(a_preparing_challenge()), [a.a_person() for _ in range(3)]
    for number in range(ROUNDS):
        seen = Answer.objects.get(pk=answer.pk).version
        texts = {f"Text {number} of {person}": person for person in people}
        ends = at_once(*[partial(write, answer.pk, text, seen, by) for text, by in texts.items()])
        assert one_won(ends, Stale)
        saved = Answer.objects.get(pk=answer.pk)
        assert (saved.version, saved.text in texts) == (seen + 1, True)
    assert Revision.objects.filter(target="assessments.answer").count() == ROUNDS


def test_without_the_version_in_the_save_all_would_win():
    """The control: they really meet."""
    answer = an_answer(a_preparing_challenge())

    def careless(text):
        Answer.objects.filter(pk=answer.pk).update(text=text)

    assert at_once(partial(careless, "One"), partial(careless, "Two")) == [None, None]


def test_of_two_signatures_at_once_one_makes_the_copy():
    for _ in range(ROUNDS // 3):
        challenge = a_preparing_challenge()
        form, director = the_form(challenge), a.a_host_dass(challenge)

        def sign(number=form.pk, by=director):
            one = Assessment.objects.select_related("challenge__cycle", "edition").get(pk=number)
            signing.sign_off(one, gaps_reason="Not all is known", by=by)

        assert one_won(at_once(sign, sign), Refused)
        assert SignedCopy.objects.filter(assessment=form).count() == 1


def test_what_is_saved_at_the_moment_of_signing_is_in_the_copy_or_is_refused():
    for number in range(ROUNDS):
        challenge = a_preparing_challenge()
        answer, director = an_answer(challenge), a.a_host_dass(challenge)

        def sign(number=answer.assessment_id, by=director):
            one = Assessment.objects.select_related("challenge__cycle", "edition").get(pk=number)
            signing.sign_off(one, gaps_reason="Not all is known", by=by)

        saved, _ = at_once(partial(write, answer.pk, f"Words {number}", 1, director), sign)
        copy = SignedCopy.objects.get(assessment=answer.assessment_id)
        text = copy.content["sections"][0]["answers"][0]["texts"][0]["text"]
        stands = Answer.objects.get(pk=answer.pk).text
        assert text == stands
        assert isinstance(saved, Refused) if stands == "" else saved is None
