"""The action plan: the council answers each recommendation, plans actions, and its director agrees the whole."""

import pytest

from cycles.models import HostRole, PeerChallenge, Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from reports.models import Action, ActionPlan, RecommendationResponse
from tests import builders as a
from tests.pages import body

from .plan_builders import (
    FIRST,
    SECOND,
    a_plan,
    a_response,
    an_action,
    an_agreed_challenge,
    recommended,
    url,
)

pytestmark = pytest.mark.django_db
WHY = "We can do it in half of the teams."


@pytest.fixture
def challenge():
    return an_agreed_challenge(stage=Stage.PUBLISHED)


@pytest.fixture
def host(challenge, sign_in):
    return sign_in(a.a_host_dass(challenge))


def answer(client, challenge, number="R1", **fields):
    form = {"version": "0", "decision": "agree", "reason": "", "no_action": ""} | fields
    return client.post(url(challenge, "plan-response", number), form, follow=True)


def agree(client, challenge, **fields):
    return client.post(url(challenge, "plan-agreement"), fields, follow=True)


def test_the_plan_words_recommendations_as_the_agreed_report_does(challenge, host):
    page = body(host, url(challenge))
    assert FIRST in page
    assert SECOND in page
    assert "As the team first wrote it" not in page


def test_the_council_answers_a_recommendation(challenge, host):
    page = answer(host, challenge, decision="partly", reason=WHY).content.decode()
    assert "Agree in part" in page
    assert WHY in page
    assert recommended(challenge).response.decision == "partly"


@pytest.mark.parametrize("decision", ["partly", "disagree"])
def test_who_does_not_agree_says_why(decision, challenge, host):
    assert "Enter why you do not agree" in answer(host, challenge, decision=decision).content.decode()
    assert not RecommendationResponse.objects.exists()


def test_two_people_in_one_response_see_both_texts(challenge, host):
    a_response(recommended(challenge), decision="disagree", reason="It costs too much.")
    page = answer(host, challenge, decision="partly", reason=WHY)
    assert page.status_code == 409
    shown = page.content.decode()
    assert all(words in shown for words in ("It costs too much.", WHY, "Do not agree", "Agree in part"))
    assert recommended(challenge).response.reason == "It costs too much."
    answer(host, challenge, decision="partly", reason=WHY, version="1")
    assert recommended(challenge).response.reason == WHY


def test_the_plan_is_not_agreed_while_something_is_missing(challenge, host):
    a_response(recommended(challenge, 1))
    page = agree(host, challenge).content.decode()
    assert "The council has not said whether it agrees with R2." in page
    assert "R1 has no action, and nobody has said why it needs none." in page
    assert 'role="alert"' in page
    assert not ActionPlan.objects.exists()


def test_a_recommendation_that_is_agreed_needs_an_action_or_a_reason(challenge, host):
    a_response(recommended(challenge, 1), no_action="It was done last month.")
    a_response(recommended(challenge, 2), decision="disagree", reason=WHY)
    assert "The action plan is agreed" in agree(host, challenge).content.decode()


def test_agreeing_keeps_the_milestone_and_tells_the_others(challenge, host):
    lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    milestone = a.a_milestone(challenge, code="action-plan")
    a_plan(challenge)
    agree(host, challenge)
    milestone.refresh_from_db()
    assert milestone.done_at
    assert Notice.objects.filter(person=lead, text__contains="the action plan is agreed").exists()
    assert Entry.objects.filter(verb="plan.agreed").count() == 1


def test_an_agreed_plan_stays_as_it_is_and_can_be_opened_again_with_a_reason(challenge, host):
    milestone = a.a_milestone(challenge, code="action-plan")
    a_plan(challenge)
    agree(host, challenge)
    assert "The action plan is agreed, so this was not saved" in answer(host, challenge, version="1").content.decode()
    assert "Enter why the plan changes" in agree(host, challenge, reason="").content.decode()
    assert ActionPlan.objects.get().agreed_at
    page = agree(host, challenge, reason="The budget was cut.").content.decode()
    assert "The budget was cut." in page
    milestone.refresh_from_db()
    assert not milestone.done_at
    assert "Saved what the council says" in answer(host, challenge, version="1").content.decode()


def test_a_coordinator_writes_the_plan_and_only_the_director_agrees_it(challenge, sign_in):
    a_plan(challenge)
    client = sign_in(a.a_host_member(challenge, HostRole.COORDINATOR))
    assert "Saved what the council says" in answer(client, challenge, version="1").content.decode()
    assert agree(client, challenge).status_code == 404
    assert not ActionPlan.objects.exists()


def test_before_publication_the_plan_can_be_written_already(challenge, host):
    PeerChallenge.objects.update(stage=Stage.AGREED)
    assert "Saved what the council says" in answer(host, challenge).content.decode()


def test_after_the_end_it_is_read_and_not_changed(challenge, host):
    a_plan(challenge, agreed=True)
    PeerChallenge.objects.update(stage=Stage.CLOSED)
    assert FIRST in body(host, url(challenge))
    assert answer(host, challenge).status_code == 403


def test_the_regional_coordinator_sees_how_far_it_is_and_no_word(challenge, sign_in):
    a_plan(challenge)
    page = body(sign_in(a.a_coordinator_of_region(challenge.cycle.region)), url(challenge))
    assert "It has 2 actions." in page
    assert FIRST not in page
    assert Action.objects.first().what not in page


def test_a_recommendation_that_the_report_does_not_hold_is_not_found(challenge, host):
    assert host.get(url(challenge, "plan-recommendation", "R7")).status_code == 404
    assert host.get(url(challenge, "plan-response", "R7")).status_code == 404


def test_the_pages_stay_within_their_questions(challenge, host, django_assert_max_num_queries):
    a_plan(challenge)
    for number in range(20):
        an_action(recommended(challenge), what=f"Action {number}")
    for page in (url(challenge), url(challenge, "plan-recommendation", "R1"), url(challenge, "plan-agreement")):
        with django_assert_max_num_queries(15):
            assert host.get(page).status_code == 200
