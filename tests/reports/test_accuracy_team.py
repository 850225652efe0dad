"""The team answers each point: what is decided, why, and how its paragraph reads then. The host reads it later."""

import pytest
from django.utils import timezone

from cycles.models import PeerChallenge, Stage, TeamRole
from peerchallenge.audit.models import Entry, Revision
from reports.accuracy import changes, current_check
from reports.models import Answer, Rewording
from tests import builders as a
from tests.pages import body

from .accuracy_builders import RIGHT, WHY, WRONG, a_check, a_point, an_answer, an_answer_form, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return a_check()


@pytest.fixture
def challenge(check):
    return check.challenge


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


def answer(client, point, **fields):
    path = url(point.check_of_facts.challenge, "accuracy-answer", point.reference)
    return client.post(path, an_answer_form(point, **fields))


@pytest.mark.parametrize("role", ["TL", "TM", "EE", "RL"])
def test_nothing_of_what_is_not_sent_reaches_the_team(role, challenge, check, sign_in):
    a_point(check, sent=False, text="What we still think about")
    type(check).objects.update(response="Not ready yet")
    client = sign_in(a.someone_in_role(role, challenge))
    page = body(client, url(challenge))
    assert not [words for words in ("What we still think about", "Not ready yet", "A1") if words in page]
    assert client.get(url(challenge, "accuracy-point", "A1")).status_code == 404


def test_the_team_lead_accepts_a_point_and_the_paragraph_reads_otherwise(challenge, check, lead, sign_in):
    point = a_point(check)
    client = sign_in(lead)
    page = body(client, url(challenge, "accuracy-point", "A1"))
    assert all(words in page for words in (WRONG, WHY, "Save the answer"))
    assert answer(client, point, decision="accepted", new_text=RIGHT).status_code == 302
    assert Answer.objects.get().outcome == "Accepted"
    assert [(one.before.text, one.after.text, one.because) for one in changes(check)] == [(WRONG, RIGHT, ["A1"])]
    page = body(client, url(challenge, "accuracy-changes"))
    assert all(words in page for words in (WRONG, RIGHT, "A1"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"decision": "accepted"}, "The paragraph reads as before"),
        ({"decision": "partly", "new_text": ""}, "Enter the new text"),
        ({"decision": "declined", "new_text": RIGHT}, "With this answer the text stays as it was"),
        ({"decision": "noted", "new_text": RIGHT}, "With this answer the text stays as it was"),
        ({"decision": ""}, "Select what you decide"),
        ({"reason": ""}, "Enter why you decide so"),
        ({"decision": "accepted", "new_text": "Ring 0121 496 0000."}, "This looks like a phone number"),
        ({"draft": "7"}, "The team has sent another draft"),
    ],
)
def test_words_and_decision_go_together(fields, words, check, lead, sign_in):
    page = answer(sign_in(lead), a_point(check), **fields).content.decode()
    assert words in page
    assert WRONG in page
    assert not Answer.objects.exists()
    assert not Rewording.objects.exists()


def test_of_a_finding_its_heading_can_be_put_right(check, lead, sign_in):
    point, client = a_point(check, paragraph="3.1"), sign_in(lead)
    empty = answer(client, point, decision="accepted", new_heading="")
    assert "Enter the new heading" in empty.content.decode()
    answer(client, point, decision="accepted", new_heading="Workers know many people.")
    (change,) = changes(check)
    assert (change.after.heading, change.after.text) == ("Workers know many people.", "We heard it often.")


def test_the_name_of_a_member_can_be_put_right(check, lead, sign_in):
    point, client = a_point(check, paragraph="7.1", kind="typing"), sign_in(lead)
    answer(client, point, decision="accepted", new_heading="Grace Lowe")
    (change,) = changes(check)
    assert (change.before.name, change.after.name, change.after.text) == ("Grace Lo", "Grace Lowe", "Team lead")


def test_two_points_about_one_paragraph_share_its_new_text(challenge, check, lead, sign_in):
    first, second = a_point(check), a_point(check)
    client = sign_in(lead)
    answer(client, first, decision="accepted", new_text=RIGHT)
    assert RIGHT in body(client, url(challenge, "accuracy-point", "A2")), "the second begins where the first ended"
    answer(client, second, decision="partly", new_text=f"{RIGHT} In May.", text_version="1")
    (change,) = changes(check)
    assert (change.after.text, change.because) == (f"{RIGHT} In May.", ["A1", "A2"])
    answer(client, first, decision="declined", new_text=f"{RIGHT} In May.", version="1", text_version="2")
    assert [one.because for one in changes(check)] == [["A2"]]
    answer(client, second, decision="declined", new_text=f"{RIGHT} In May.", version="1", text_version="2")
    assert changes(check) == []


def test_two_browsers_answer_one_point_and_both_texts_are_kept(challenge, check, lead, sign_in):
    point, client = a_point(check), sign_in(lead)
    answer(client, point, decision="accepted", reason="The first reason", new_text=RIGHT)
    late = answer(client, point, reason="The second reason")
    assert late.status_code == 409
    page = late.content.decode()
    assert all(words in page for words in ("The first reason", "The second reason", RIGHT, "Do not change the text"))
    assert Answer.objects.get().reason == "The first reason"
    kept = an_answer_form(point, reason="Both", decision="accepted", new_text=RIGHT, version="1", text_version="1")
    client.post(url(challenge, "accuracy-answer", "A1"), kept)
    assert Answer.objects.get().reason == "Both"
    assert Revision.objects.filter(target="reports.answer").count() == 2


def test_two_browsers_write_the_new_text_for_two_points_and_neither_is_lost(check, lead, sign_in):
    first, second = a_point(check), a_point(check)
    client = sign_in(lead)
    answer(client, first, decision="accepted", new_text="What one browser wrote")
    late = answer(client, second, decision="accepted", new_text="What the other wrote")
    assert late.status_code == 409
    page = late.content.decode()
    assert all(words in page for words in ("What one browser wrote", "What the other wrote"))
    assert 'name="text_version" value="1"' in page
    assert 'name="version" value="0"' in page
    assert Rewording.objects.get().text == "What one browser wrote"
    again = answer(client, second, decision="accepted", new_text="What both agree", text_version="1")
    assert again.status_code == 302
    assert Rewording.objects.get().text == "What both agree"


def test_only_the_team_lead_answers_and_the_others_read_along(challenge, check, lead, sign_in):
    point = a_point(check)
    an_answer(point, "accepted", text=RIGHT, reason="They are right.")
    for role in ("TM", "EE", "RL"):
        client = sign_in(a.someone_in_role(role, challenge))
        assert answer(client, point).status_code == 404
        page = body(client, url(challenge, "accuracy-point", "A1"))
        assert all(words in page for words in ("They are right.", RIGHT, "The team answers: accepted"))
        assert "Save the answer" not in page


def test_nothing_of_an_answer_reaches_the_host_before_the_report_is_agreed(challenge, check, lead, sign_in):
    point = a_point(check)
    an_answer(point, "accepted", text=RIGHT, reason="They are right.")
    director = a.a_host_dass(challenge)
    told = ("They are right.", RIGHT, "Accepted")
    for person in (director, a.a_host_member(challenge)):
        client = sign_in(person)
        page = body(client, url(challenge)) + body(client, url(challenge, "accuracy-point", "A1"))
        assert "Sent to the team" in page
        assert not [words for words in told if words in page]
        assert client.get(url(challenge, "accuracy-changes")).status_code == 403
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.AGREED)
    client = sign_in(director)
    page = body(client, url(challenge, "accuracy-point", "A1")) + body(client, url(challenge, "accuracy-changes"))
    assert all(words in page for words in told)


def test_no_page_tells_the_team_who_of_the_host_wrote(challenge, check, lead, sign_in):
    a_point(check, written_by=a.a_host_member(challenge, person=a.a_person("Harper Writer")))
    client = sign_in(lead)
    assert "Harper Writer" not in body(client, url(challenge)) + body(client, url(challenge, "accuracy-point", "A1"))


def test_the_list_can_show_what_is_not_answered_and_says_so_when_nothing_is(challenge, check, lead, sign_in):
    an_answer(a_point(check, text="First point"))
    second = a_point(check, text="Second point")
    client = sign_in(lead)
    page = body(client, f"{url(challenge)}?state=open")
    assert "Second point" in page
    assert "First point" not in page
    an_answer(second)
    assert "Every point is answered" in body(client, f"{url(challenge)}?state=open")


def test_who_answers_too_late_gets_the_words_back(challenge, check, lead, sign_in):
    point, client = a_point(check), sign_in(lead)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.AGREED)
    late = answer(client, point, reason="What I still wanted to say.")
    assert late.status_code == 403
    assert "What I still wanted to say." in late.content.decode()
    assert not Answer.objects.exists()


def test_an_answer_is_in_the_trail_without_its_words(check, lead, sign_in):
    answer(sign_in(lead), a_point(check), reason="They are right.")
    entry = Entry.objects.get(verb="accuracy.answered")
    assert entry.detail == {"point": "A1"}
    assert entry.actor is None


def test_who_knows_only_how_far_it_is_reads_counts(challenge, check, sign_in):
    an_answer(a_point(check))
    a_point(check)
    page = body(sign_in(a.someone_in_role("RC", challenge)), url(challenge))
    assert "It has sent 2 points, and the team has answered 1" in page
    assert WHY not in page


def test_sixty_points_and_many_paragraphs_ask_no_more_questions(
    challenge, check, lead, sign_in, django_assert_max_num_queries
):
    content = check.draft.content
    section = content["sections"][0]
    section["paragraphs"] = [{"number": f"1.{n}", "heading": "", "text": f"Text {n}."} for n in range(1, 121)]
    check = a_check(challenge, content=content)
    for number in range(60):
        sent_at = timezone.now()
        an_answer(a_point(check, paragraph=f"1.{number + 1}", sent_at=sent_at), "accepted", text=f"New {number}")
    assert current_check(challenge) == check
    for person, pages in (
        (a.a_host_dass(challenge), ("accuracy", "accuracy-send")),
        (lead, ("accuracy", "accuracy-changes", "report-agree")),
    ):
        client = sign_in(person)
        for page in pages:
            with django_assert_max_num_queries(14):
                assert client.get(url(challenge, page)).status_code == 200
