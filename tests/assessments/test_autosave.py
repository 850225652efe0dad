"""What a page sends by itself while somebody writes: every save a version, nothing checked, nothing overwritten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Answer
from cycles.models import HostRole
from peerchallenge.audit.models import Entry, Revision
from tests import builders as a

from .builders import a_preparing_challenge, a_risk, an_answer, an_answered, path_to, signed_off

pytestmark = pytest.mark.django_db
MOST_QUESTIONS = 6  # of the database, for one save


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def priya(challenge, sign_in):
    person = a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Priya Shah"))
    sign_in(person)
    return person


def draft(client, challenge, version=1, **said):
    said = {"text": "", "view": "", "confidence": "", "completed": "later"} | said
    return client.post(path_to(challenge, "use-of-resources/1/draft/"), said | {"version": version})


def test_every_save_is_a_version_and_none_is_a_line_in_the_trail(challenge, client, priya):
    for version, text in enumerate(("We", "We know", "We know what"), start=1):
        told = draft(client, challenge, version, text=text)
        assert told.status_code == 200
        assert told.json()["version"] == version + 1
        assert told.json()["says"].startswith("Saved at ")
    texts = (
        Revision.objects.filter(target="assessments.answer").order_by("version").values_list("after__text", flat=True)
    )
    assert list(texts) == ["We", "We know", "We know what"]
    assert not Entry.objects.exists()


def test_an_empty_change_saves_nothing(challenge, client, priya):
    assert draft(client, challenge).json()["version"] == 1
    an_answered(challenge)
    said = {"text": "We know what we spend.", "view": "mostly_strong", "confidence": "medium", "completed": "yes"}
    assert draft(client, challenge, 2, **said).json()["version"] == 2


def test_nothing_is_checked_and_nothing_becomes_completed_by_it(challenge, client, priya):
    told = draft(client, challenge, text="word " * 900, view="no such view", completed="yes")
    assert told.status_code == 200
    answer = an_answer(challenge)
    assert (len(answer.text.split()), answer.view, answer.is_complete) == (900, "", False)


def test_a_completed_answer_stays_completed_only_while_nothing_is_missing(challenge, client, priya):
    an_answered(challenge)
    said = {"text": "Better words", "view": "strong", "confidence": "high", "completed": "yes"}
    draft(client, challenge, 2, **said)
    assert an_answer(challenge).is_complete
    draft(client, challenge, 3, **said | {"text": " "})
    assert not an_answer(challenge).is_complete


def test_when_somebody_else_was_first_both_texts_are_there_and_none_is_overwritten(challenge, client, priya):
    an_answered(challenge, text="Michael’s words", by=a.a_host_dass(challenge, a.a_person("Michael Grant")))
    told = draft(client, challenge, 1, text="Priya’s words")
    assert told.status_code == 409
    assert told.json()["theirs"] == {"text": "Michael’s words"}
    assert "Michael Grant has saved other words here at " in told.json()["says"]
    assert an_answer(challenge).text == "Michael’s words"


def test_of_ones_own_words_in_another_window_it_says_so(challenge, client, priya):
    draft(client, challenge, text="In the first window")
    assert "You have saved other words here" in draft(client, challenge, text="In the second").json()["says"]


def test_a_save_whose_answer_was_lost_can_be_repeated(challenge, client, priya):
    """The connection broke after the server had saved. The page sends the same again, and goes on from there."""
    draft(client, challenge, text="Saved, but nobody was told")
    again = draft(client, challenge, text="Saved, but nobody was told")
    assert (again.status_code, again.json()["version"]) == (200, 2)
    assert draft(client, challenge, 2, text="Saved, and told").status_code == 200


def test_words_that_no_page_would_send_are_refused_and_not_cut(challenge, client, priya):
    told = draft(client, challenge, text="x" * 100_001)
    assert told.status_code == 400
    assert "Your answer must be 100000 characters or fewer" in told.json()["says"]
    assert an_answer(challenge).text == ""


def test_a_form_that_was_signed_off_meanwhile_says_why_nothing_is_saved(challenge, client, priya):
    signed_off(challenge)
    told = draft(client, challenge, text="Too late")
    assert told.status_code == 403
    assert "signed off" in told.json()["says"]


def test_what_the_box_cannot_keep_is_left_out(challenge, client, priya):
    draft(client, challenge, text="A\x00B\r\nC \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"))
    assert an_answer(challenge).text == "AB\nC 😀"


def test_drafts_are_sent_not_opened(challenge, client, priya):
    opened = client.get(path_to(challenge, "use-of-resources/1/draft/"))
    assert opened.headers["Location"] == path_to(challenge, "use-of-resources/1/")


def test_somebody_whose_session_has_ended_is_told(challenge, client):
    assert draft(client, challenge, text="Words").status_code == 401


def test_a_save_asks_few_questions(challenge, client, priya):
    draft(client, challenge, text="The first reads the scales, which never change")
    with CaptureQueriesContext(connection) as asked:
        draft(client, challenge, 2, text="The second")
    asked = [query["sql"] for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= MOST_QUESTIONS, asked


def test_the_risk_tool_keeps_drafts_too_also_half_of_a_rating(challenge, client, priya):
    path = path_to(challenge, "performance-outcomes/draft/", form="risks")
    said = {"text": "People wait.", "likelihood": "3", "completed": "later", "version": 1}
    assert client.post(path, said).json()["version"] == 2
    risk = a_risk(challenge)
    assert (risk.text, risk.likelihood, risk.impact, risk.overall) == ("People wait.", 3, None, None)


def test_the_page_of_a_question_says_where_drafts_go_and_whose_they_are(challenge, client, priya):
    page = client.get(path_to(challenge, "use-of-resources/1/")).content.decode()
    assert f'data-device="{path_to(challenge, "use-of-resources/1/")}"' in page
    assert f'data-writer="{priya.slug}"' in page
    assert Answer.objects.filter(saved_at=None).count() == 12


def test_what_the_server_has_taken_from_a_form_is_named_on_the_next_page(challenge, client, priya):
    """So that the device forgets its copy."""
    path = path_to(challenge, "use-of-resources/1/")
    sent = {"text": "Words", "view": "", "confidence": "", "completed": "later", "version": 1}
    page = client.post(path, sent, follow=True).content.decode()
    assert f'data-saved="{path}" data-writer="{priya.slug}"' in page
