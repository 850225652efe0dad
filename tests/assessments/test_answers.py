"""Writing the self-assessment: save and come back, completed or later, words over the limit, own questions only."""

import pytest

from assessments.models import Answer
from cycles.actions.host_members import take_out_host_member
from cycles.models import HostRole, PeerChallenge
from peerchallenge.audit.models import Entry, Revision
from peerchallenge.notifications.models import Notice
from tests import builders as a

from .builders import a_preparing_challenge, an_answer, an_answered, path_to, signed_off

pytestmark = pytest.mark.django_db
FIRST = "use-of-resources/1/"
COMPLETE = {"text": "We know what we spend.", "view": "strong", "confidence": "high", "completed": "yes"}


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def priya(challenge, sign_in):
    """The host coordinator, signed in."""
    person = a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Priya Shah"))
    sign_in(person)
    return person


@pytest.fixture
def sam(challenge):
    """A colleague of the host, who helps with a question."""
    return a.a_host_member(challenge, HostRole.COLLEAGUE, a.a_person("Sam Okoro"))


def send(client, challenge, page=FIRST, version=1, **said):
    said = {"text": "", "view": "", "confidence": "", "completed": "later"} | said
    return client.post(path_to(challenge, page), said | {"version": version})


def test_an_answer_is_saved_and_one_comes_back_to_it(challenge, client, priya):
    sent = send(client, challenge, text="Half a thought", confidence="low")
    assert sent.headers["Location"] == path_to(challenge, "use-of-resources/2/")
    answer = an_answer(challenge)
    assert (answer.text, answer.confidence, answer.is_complete, answer.saved_by) == (
        "Half a thought",
        "low",
        False,
        priya,
    )
    assert "Half a thought" in client.get(path_to(challenge, FIRST)).content.decode()


def test_the_list_says_how_far_it_is_and_who_has_what(challenge, client, priya, sam):
    an_answered(challenge)
    an_answered(challenge, number=2, complete=False)
    Answer.objects.filter(pk=an_answer(challenge, "practice").pk).update(
        assigned_to=sam, assigned_at="2026-03-02T09:00Z"
    )
    page = client.get(path_to(challenge)).content.decode()
    for words in ("1 of 12 answered", "Completed", "In progress", "Not yet started", "Sam Okoro"):
        assert words in page


def test_a_question_is_completed_when_nothing_is_missing(challenge, client, priya):
    send(client, challenge, **COMPLETE)
    assert an_answer(challenge).is_complete
    assert Entry.objects.filter(verb="answer.completed", actor=priya).count() == 1


@pytest.mark.parametrize(
    ("missing", "error"),
    [
        ({"text": " "}, "Enter your answer"),
        ({"text": "word " * 601}, "Your answer must be 600 words or fewer"),
        ({"view": ""}, "Select how you rate yourselves"),
        ({"confidence": ""}, "Select how sure you are"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_the_words_are_kept(challenge, client, priya, missing, error):
    response = send(client, challenge, **COMPLETE | missing)
    page = response.content.decode()
    assert error in page
    answer = an_answer(challenge)
    assert not answer.is_complete
    assert answer.text == (COMPLETE | missing)["text"]
    assert f'name="version" value="{answer.version}"' in page


def test_words_over_the_limit_are_kept_without_a_murmur_while_one_writes(challenge, client, priya):
    assert send(client, challenge, text="word " * 900).status_code == 302
    assert len(an_answer(challenge).text.split()) == 900


def test_the_limit_is_the_same_on_the_page(challenge, client, priya):
    page = client.get(path_to(challenge, FIRST)).content.decode()
    assert 'data-maxlength="600"' in page


def test_sending_the_same_again_makes_no_version_and_no_line(challenge, client, priya):
    send(client, challenge, text="One thought")
    versions, lines = Revision.objects.count(), Entry.objects.count()
    assert send(client, challenge, version=1, text="One thought").status_code == 302
    assert (Revision.objects.count(), Entry.objects.count()) == (versions, lines)


def test_the_button_that_sends_what_the_page_had_sent_by_itself_is_no_conflict(challenge, client, priya):
    """Leaving the box saves a draft, and the button, pressed in the same moment, still knows the version before."""
    draft = COMPLETE | {"completed": "later", "version": 1}
    assert client.post(path_to(challenge, f"{FIRST}draft/"), draft).json()["version"] == 2
    assert send(client, challenge, **COMPLETE).status_code == 302
    assert an_answer(challenge).is_complete


def test_two_colleagues_in_one_answer_see_both_texts_and_both_choices(challenge, client, priya):
    an_answered(challenge, text="Michael’s <words>", by=a.a_host_dass(challenge, a.a_person("Michael Grant")))
    conflict = send(client, challenge, text="Priya’s & words", view="needs_work", confidence="medium")
    page = conflict.content.decode()
    assert conflict.status_code == 409
    for words in ("Michael’s &lt;words&gt;", "Priya’s &amp; words", "Michael Grant", "Mostly strong", "Needs work"):
        assert words in page
    assert an_answer(challenge).text == "Michael’s <words>"

    send(client, challenge, version=2, text="Both texts", view="needs_work", confidence="medium")
    assert an_answer(challenge).text == "Both texts"
    assert Revision.objects.filter(after__text="Michael’s <words>").exists()


def test_a_choice_that_does_not_exist_changes_nothing(challenge, client, priya):
    an_answered(challenge)
    send(client, challenge, version=2, text="New words", view="splendid", confidence="low", completed="later")
    answer = an_answer(challenge)
    assert (answer.text, answer.view, answer.confidence) == ("New words", "mostly_strong", "low")


def test_a_form_without_a_version_saves_nothing_and_says_so(challenge, client, priya):
    page = client.post(path_to(challenge, FIRST), {"text": "Words"}).content.decode()
    assert "This page is out of date" in page
    assert "Words" in page
    assert an_answer(challenge).text == ""


def test_what_comes_too_late_is_given_back(challenge, client, priya):
    signed_off(challenge)
    page = send(client, challenge, text="Just in time?").content.decode()
    assert "This form is signed off" in page
    assert "Just in time?" in page
    assert an_answer(challenge).text == ""


def test_a_form_that_is_signed_off_or_paused_can_only_be_read(challenge, client, priya):
    an_answered(challenge)
    signed_off(challenge)
    page = client.get(path_to(challenge, FIRST)).content.decode()
    assert "We know what we spend." in page
    assert "Save and continue" not in page


def test_a_paused_challenge_keeps_its_answers_readable(challenge, client, priya):
    an_answered(challenge)
    facts = {"paused_at": "2026-03-02T09:00Z", "paused_by": priya, "paused_as": "postponed"}
    PeerChallenge.objects.filter(pk=challenge.pk).update(**facts)
    page = client.get(path_to(challenge, FIRST)).content.decode()
    assert "We know what we spend." in page
    assert "Save and continue" not in page


def test_each_question_shows_what_a_good_answer_covers_and_what_it_is_mapped_to(challenge, client, priya):
    page = client.get(path_to(challenge, FIRST)).content.decode()
    for words in (
        "What a good answer covers",
        "Governance, management and sustainability (QS8)",
        "6A ",
        "Use of resources, question 1 of 2",
    ):
        assert words in page


# --- Sharing out -----------------------------------------------------------------------------------------------------


def share(client, challenge, slug, page=FIRST):
    return client.post(path_to(challenge, f"{page}writer/"), {"person": slug})


def test_a_question_is_given_to_a_colleague_who_is_told(challenge, client, priya, sam):
    assert share(client, challenge, sam.slug).status_code == 302
    assert an_answer(challenge).assigned_to == sam
    assert "Sam Okoro" in Entry.objects.get(verb="answer.shared_out").sentence
    told = Notice.objects.get(person=sam)
    assert told.text == f"{challenge.host}: Priya Shah asks you to answer “Money, staff and value”"
    assert told.path == path_to(challenge, FIRST)


def test_a_question_is_taken_back_and_so_is_the_news(challenge, client, priya, sam):
    share(client, challenge, sam.slug)
    share(client, challenge, "")
    assert an_answer(challenge).assigned_to is None
    assert not Notice.objects.filter(person=sam).exists()


def test_only_people_of_the_host_can_be_asked(challenge, client, priya):
    stranger = a.a_person()
    assert "Choose who writes it from the list" in share(client, challenge, stranger.slug).content.decode()
    assert an_answer(challenge).assigned_to is None


def test_a_colleague_sees_and_writes_only_their_own_question(challenge, client, priya, sam, sign_in):
    an_answered(challenge, text="Not for Sam")
    share(client, challenge, sam.slug, "practice/1/")
    sign_in(sam)
    pages = [client.get(path_to(challenge, page)).content.decode() for page in ("", "use-of-resources/", "check/")]
    assert not any("Money, staff and value" in page or "Not for Sam" in page for page in pages)
    assert "How we work with people" in pages[0]
    for page in (FIRST, f"{FIRST}history/", f"{FIRST}evidence/"):
        assert client.get(path_to(challenge, page)).status_code == 404
    assert send(client, challenge, text="Mine now").status_code == 404
    sent = send(client, challenge, "practice/1/", text="How we work")
    assert sent.headers["Location"] == path_to(challenge)
    assert an_answer(challenge, "practice").saved_by == sam
    assert client.get(path_to(challenge, "practice/1/history/")).status_code == 200


def test_who_loses_a_question_while_writing_gets_their_words_back(challenge, client, priya, sam, sign_in):
    share(client, challenge, sam.slug)
    share(client, challenge, "")
    sign_in(sam)
    refused = send(client, challenge, text="An hour of work")
    assert refused.status_code == 404
    assert "An hour of work</textarea>" in refused.content.decode()
    assert not an_answer(challenge).text


def test_the_list_says_who_was_asked_and_has_left(challenge, client, priya, sam):
    share(client, challenge, sam.slug)
    assert "no access any more" not in client.get(path_to(challenge)).content.decode()
    take_out_host_member(challenge, sam, by=priya)
    page = client.get(path_to(challenge)).content.decode()
    assert page.count("(no access any more)") == 1


def test_a_colleague_does_not_share_out(challenge, client, sam, sign_in):
    sign_in(sam)
    assert share(client, challenge, sam.slug).status_code == 404
