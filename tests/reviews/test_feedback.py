"""The feedback of the last day while it is made: what goes in, who writes it, what happens when two save at once."""

import pytest

from cycles.models import Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.audit.revisions import Stale
from peerchallenge.workdays import today_in_london
from reviews.actions.feedback import write_feedback
from reviews.feedback import content_of
from reviews.models import Feedback, Finding
from tests import builders as a
from tests.pages import body

from .feedback_builders import CLOSING, OPENING, a_feedback, url, written
from .visit_builders import a_finding, a_note, a_recommendation, a_session

pytestmark = pytest.mark.django_db
THIN = "Needs more evidence"


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.ON_SITE, first_day=today_in_london())


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


@pytest.fixture
def waiting(challenge, lead):
    return a_finding(challenge, lead, text="People wait too long.", detail="Nobody knows how long.")


@pytest.fixture
def warmth(challenge, lead):
    return a_finding(challenge, lead, text="Workers are warm.", kind=Finding.Kind.STRENGTH)


@pytest.fixture
def advice(challenge, waiting):
    return a_recommendation(challenge, waiting, text="Agree one way in.")


def change(challenge):
    return url(challenge, "feedback-change")


def test_at_first_everything_on_the_board_is_in_with_first_words(challenge, lead, waiting, advice, sign_in):
    form = sign_in(lead).get(change(challenge)).context["form"]
    assert form["F01"].value() is True
    assert form["R1"].value() is True
    assert "Thank you" in form["opening"].value()
    assert "draft report" in form["closing"].value()


def test_the_first_words_about_what_is_next_name_the_days_of_the_plan(challenge, lead, sign_in):
    for code in ("draft-report", "accuracy-check"):
        a.a_milestone(challenge, a.a_monday(), code=code)
    closing = sign_in(lead).get(change(challenge)).context["form"]["closing"].value()
    assert closing.count(str(a.a_monday().year)) == 2


def test_the_lead_chooses_and_the_team_reads_it_in_the_order_of_the_board(
    challenge, lead, waiting, warmth, advice, sign_in
):
    client = sign_in(lead)
    assert client.post(change(challenge), written(waiting, warmth, advice)).status_code == 302
    page = body(sign_in(a.a_team_member(challenge)), url(challenge))
    places = [page.index(text) for text in (OPENING, warmth.text, waiting.text, waiting.detail, advice.text, CLOSING)]
    assert places == sorted(places)
    assert "For the team only" in page


def test_what_is_left_out_is_not_in_it(challenge, lead, waiting, warmth, sign_in):
    client = sign_in(lead)
    client.post(change(challenge), written(warmth))
    assert waiting.text not in body(client, url(challenge))
    assert Feedback.objects.get().taken == ["F02"]


def test_a_finding_that_is_taken_off_the_board_is_out(challenge, lead, waiting, warmth):
    feedback = a_feedback(challenge, waiting, warmth)
    Finding.objects.filter(pk=waiting.pk).update(taken_out_at=challenge.dates_agreed_at)
    assert [group["title"] for group in content_of(feedback)["groups"]] == ["Strengths"]


def test_little_evidence_is_said_where_it_is_chosen_and_not_in_the_feedback(challenge, lead, waiting, sign_in):
    client = sign_in(lead)
    assert body(client, change(challenge)).count(THIN) == 1
    a_feedback(challenge, waiting)
    for page in ("feedback", "feedback-slides", "feedback-handout", "feedback-release"):
        assert THIN not in body(client, url(challenge, page))
    Finding.objects.update(thin_because="Two people said it with tears.")
    assert THIN not in body(client, change(challenge))


def test_a_text_that_may_tell_who_somebody_is_is_asked_about_once(challenge, lead, warmth, sign_in):
    a.a_host_dass(challenge, a.a_person("Meera Grant-Hollis"))
    client, sent = sign_in(lead), written(warmth, opening="Thank you, Meera Grant-Hollis.")
    page = client.post(change(challenge), sent).content.decode()
    assert "Take it out, or say" in page
    assert not Feedback.objects.exists()
    assert client.post(change(challenge), sent | {"is_fine": "on"}).status_code == 302


def test_two_who_save_at_once_see_both_texts_and_both_choices(challenge, lead, waiting, warmth, sign_in):
    texts, client = {"opening": "Theirs.", "closing": CLOSING}, sign_in(lead)
    write_feedback(challenge, texts=texts, taken=["F01"], seen=0, by=a.a_person())
    answer = client.post(change(challenge), written(warmth, opening="Mine."))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert [choice["name"] for choice in answer.context["choices"]] == ["F02", "F01"]
    client.post(change(challenge), {"opening": "Both.", "closing": CLOSING, "F01": "", "F02": "on", "version": "1"})
    assert (Feedback.objects.get().taken, Feedback.objects.get().opening) == (["F02"], "Both.")


def test_a_stale_save_changes_nothing(challenge, lead):
    a_feedback(challenge)
    with pytest.raises(Stale):
        write_feedback(challenge, texts={"opening": "Late."}, taken=[], seen=0, by=lead)
    assert Feedback.objects.get().opening == OPENING


@pytest.mark.parametrize("role", ["RL", "RC", "HD", "HC", "HP", "HX", "SO", "TM", "EE", "PR"])
def test_only_the_team_lead_writes_it(role, challenge, lead, sign_in):
    answer = sign_in(a.someone_in_role(role, challenge)).post(change(challenge), written())
    assert answer.status_code in (403, 404)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("role", ["RL", "HD", "HC", "HX"])
def test_the_host_and_the_office_read_nothing_while_the_visit_goes_on(role, challenge, lead, warmth, sign_in):
    a_feedback(challenge, warmth)
    client = sign_in(a.someone_in_role(role, challenge))
    for page in ("feedback", "feedback-slides", "feedback-handout"):
        answer = client.get(url(challenge, page))
        assert answer.status_code == 403
        assert OPENING not in answer.content.decode()


def test_a_member_who_has_not_declared_reads_nothing(challenge, lead, sign_in):
    a_feedback(challenge)
    assert sign_in(a.a_team_member(challenge, declared=False)).get(url(challenge)).status_code == 403


def test_a_visit_that_ended_meanwhile_gives_the_words_back(challenge, lead, sign_in):
    client = sign_in(lead)
    assert client.get(change(challenge)).status_code == 200
    challenge.stage = Stage.DRAFTING
    challenge.save()
    answer = client.post(change(challenge), written(opening="We came too late to say this."))
    assert answer.status_code == 403
    assert "We came too late to say this." in answer.content.decode()
    assert not Feedback.objects.exists()


def test_the_trail_says_that_it_was_written_and_no_word_of_it(challenge, lead, warmth, sign_in):
    sign_in(lead).post(change(challenge), written(warmth))
    assert list(Entry.objects.values_list("verb", "detail")) == [("feedback.written", {})]


def test_forty_findings_ask_no_more_than_one(challenge, lead, sign_in, django_assert_max_num_queries):
    session = a_session(challenge)
    rows = [a_finding(challenge, lead, notes=[a_note(session, lead)]) for _ in range(40)]
    advice = [a_recommendation(challenge, row) for row in rows]
    a_feedback(challenge, *rows, *advice)
    client = sign_in(lead)
    for page in ("feedback", "feedback-change", "feedback-release", "feedback-slides", "feedback-handout"):
        with django_assert_max_num_queries(14):
            assert client.get(url(challenge, page)).status_code == 200
