"""The final agreement: only when the host had its say and every point is answered. It freezes the final text."""

import pytest
from django.db import DatabaseError, transaction

from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge, Stage, StageChange, TeamRole
from cycles.refusals import Refused
from peerchallenge.notifications.models import Notice
from reports.actions import agreement as actions
from reports.agreement import NO_RESPONSE, final_version
from reports.models import AccuracyCheck, ReportVersion
from reviews.standing_in import STANDS_IN
from tests import builders as a
from tests.pages import body

from .accuracy_builders import (
    RESPONSE,
    RIGHT,
    WRONG,
    a_check,
    a_final,
    a_point,
    a_return,
    agreed,
    an_answer,
    text_of,
    url,
)

pytestmark = pytest.mark.django_db
NOT_SENT = "has not sent its points, nor confirmed that there are none"


@pytest.fixture
def check():
    return a_check()


@pytest.fixture
def challenge(check):
    return check.challenge


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


def agree(client, check):
    return client.post(url(check.challenge, "report-agree"), agreed(check), follow=True)


def stage_of(challenge):
    challenge.refresh_from_db()
    return challenge.stage


def test_the_council_has_its_say_first(challenge, check, lead, sign_in):
    client = sign_in(lead)
    assert NOT_SENT in body(client, url(challenge, "report-agree"))
    page = agree(client, check).content.decode()
    assert NOT_SENT in page
    assert 'role="alert"' in page
    assert stage_of(challenge) == Stage.ACCURACY_CHECK
    a_return(check)
    assert "The final report is agreed" in agree(client, check).content.decode()
    assert stage_of(challenge) == Stage.AGREED


def test_a_point_that_nobody_answered_holds_it_up_and_is_named(challenge, check, lead, sign_in):
    an_answer(a_point(check))
    for _ in range(3):
        a_point(check)
    client = sign_in(lead)
    page = body(client, url(challenge, "report-agree"))
    assert "3 points are not answered: A2, A3 and A4" in page
    assert url(challenge, "accuracy-point", "A3") in page
    assert "Agree the final report</button>" not in page
    agree(client, check)
    assert stage_of(challenge) == Stage.ACCURACY_CHECK


def test_one_open_point_is_said_of_one(challenge, check, lead, sign_in):
    a_point(check)
    assert "1 point is not answered: A1" in body(sign_in(lead), url(challenge, "report-agree"))


def test_the_final_text_has_the_new_words_the_response_and_the_numbers_of_the_draft(challenge, check, lead, sign_in):
    AccuracyCheck.objects.update(sent_response=f"{RESPONSE}\n\nWe will act on it.", response="Changed since")
    first, second = a_point(check), a_point(check)
    an_answer(first, "accepted", text=RIGHT)
    an_answer(second, "partly", text=f"{RIGHT} In May.")
    an_answer(a_point(check, paragraph="7.1"), "accepted", heading="Grace Lowe", text="Team lead")
    an_answer(a_point(check, paragraph="3.1"))
    client = sign_in(lead)
    page = body(client, url(challenge, "report-agree"))
    assert all(words in page for words in (f"{RIGHT} In May.", RESPONSE, "Grace Lowe", "2 paragraphs read otherwise"))
    agree(client, check)
    final = final_version(challenge)
    assert (final.number, final.kind) == (2, "final")
    assert text_of(final.content, "1.2")["text"] == f"{RIGHT} In May."
    assert text_of(final.content, "3.1") == text_of(check.draft.content, "3.1")
    assert text_of(final.content, "7.1")["name"] == "Grace Lowe"
    assert [text_of(final.content, number)["text"] for number in ("6.1", "6.2")] == [RESPONSE, "We will act on it."]
    page = body(client, url(challenge, "report-final"))
    assert all(words in page for words in ("Not public yet", f"{RIGHT} In May.", RESPONSE))
    assert WRONG not in page
    assert text_of(check.draft.content, "1.2")["text"] == WRONG


def test_without_a_response_the_report_says_so(challenge, check, lead, sign_in):
    a_return(check)
    agree(sign_in(lead), check)
    assert text_of(final_version(challenge).content, "6.1")["text"] == NO_RESPONSE


def test_a_version_never_changes(challenge, check):
    final = a_final(challenge)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReportVersion.objects.filter(pk=final.pk).update(number=9)


def test_everybody_is_told_and_the_milestones_are_kept(challenge, check, lead, sign_in):
    people = {a.a_host_dass(challenge), a.a_host_member(challenge), a.a_team_member(challenge)}
    people.add(a.a_regional_lead(challenge.cycle.region))
    for code in ("accuracy-check", "final-agreed"):
        a.a_milestone(challenge, code=code)
    a_return(check)
    agree(sign_in(lead), check)
    assert set(Notice.objects.filter(text__contains="the final report is agreed").values_list("person", flat=True)) == {
        person.pk for person in people
    }
    assert not challenge.milestones.open().exists()


def test_the_regional_lead_stands_in_and_it_is_recorded(challenge, check, lead, sign_in):
    a_return(check)
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    assert "You can stand in" in body(client, url(challenge, "report-agree"))
    agree(client, check)
    assert StageChange.objects.get().reason == STANDS_IN


def test_nothing_is_agreed_that_was_not_read(challenge, check, lead, sign_in):
    point = a_point(check)
    answer = an_answer(point)
    before = agreed(check)
    answer.delete()
    an_answer(point, "accepted", text=RIGHT)
    answer = sign_in(lead).post(url(challenge, "report-agree"), before, follow=True)
    assert "The text was changed a moment ago" in answer.content.decode()
    assert stage_of(challenge) == Stage.ACCURACY_CHECK


def test_it_is_agreed_once_by_two_who_press_at_once(challenge, check, lead):
    a_return(check)
    one, other = (PeerChallenge.objects.get(pk=challenge.pk) for _ in range(2))
    form = agreed(check)
    actions.agree_report(one, seen=form["seen"], by=lead)
    with pytest.raises(CannotMove):
        actions.agree_report(other, seen=form["seen"], by=lead)
    assert ReportVersion.objects.filter(kind="final").count() == 1


def test_an_answer_that_comes_at_the_same_moment_is_refused_in_words(challenge, check, lead):
    point = a_point(check)
    an_answer(point)
    actions.agree_report(PeerChallenge.objects.get(pk=challenge.pk), seen=agreed(check)["seen"], by=lead)
    facts = {"decision": "noted", "reason": "Too late"}
    with pytest.raises(Refused, match="just ended"):
        actions.answer_point(point, facts=facts, new={"heading": "", "text": WRONG}, seen=1, seen_text=0, by=lead)


def test_opened_again_it_is_final_no_more_and_the_next_agreement_is_a_version_of_its_own(
    challenge, check, lead, sign_in
):
    director = a.a_host_dass(challenge)
    milestone = a.a_milestone(challenge, code="final-agreed")
    a_return(check)
    client = sign_in(lead)
    agree(client, check)
    path = url(challenge, "accuracy-reopen")
    assert "Enter why it opens again" in client.post(path, {"reason": ""}).content.decode()
    client.post(path, {"reason": "A figure was wrong."})
    assert stage_of(challenge) == Stage.ACCURACY_CHECK
    assert StageChange.objects.last().reason == "A figure was wrong."
    milestone.refresh_from_db()
    assert milestone.done_at is None
    assert not Notice.objects.filter(text__contains="is agreed").exists(), "the mail of tomorrow says what is so"
    for person in (director, lead):
        client = sign_in(person)
        assert client.get(url(challenge, "report-final")).status_code == 403
        assert client.get(url(challenge, "report-version", "2")).status_code == 404
        assert "Final report, version" not in body(client, url(challenge, "report"))
    an_answer(a_point(check), "accepted", text=RIGHT)
    agree(sign_in(lead), check)
    assert final_version(challenge).number == 3
    page = body(sign_in(director), url(challenge, "report-final"))
    assert RIGHT in page


def test_for_the_regional_coordinator_there_is_a_day_and_no_word(challenge, check, sign_in):
    a_final(challenge)
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.AGREED)
    page = body(sign_in(a.someone_in_role("RC", challenge)), url(challenge, "report-final"))
    assert "The final report was agreed on" in page
    assert WRONG not in page
