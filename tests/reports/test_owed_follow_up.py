"""Who is asked to do what after the report is agreed: calmly, and the regional lead once it is late."""

from datetime import timedelta

import pytest

from cycles.models import HostRole, PeerChallenge, Stage, TeamRole
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reports.models import Action, Review
from tests import builders as a

from .plan_builders import (
    a_plan,
    a_response,
    a_review,
    an_action,
    an_agreed_challenge,
    an_agreed_report,
    measured_by,
    progress_on,
    recommended,
)
from .test_reviews import HOST, SIX, TEAM, TWELVE

pytestmark = pytest.mark.django_db
DUE = today_in_london() + timedelta(days=20)


def things(person, challenge=None):
    return [(thing.text, thing.due_on) for thing in owed([person.pk])]


@pytest.fixture
def challenge():
    challenge = an_agreed_challenge(stage=Stage.PUBLISHED)
    for code in ("action-plan", "six-month-review", "twelve-month-review"):
        a.a_milestone(challenge, DUE, code=code, second_owner="team_lead")
    return challenge


@pytest.fixture
def director(challenge):
    return a.a_host_dass(challenge)


def followed(challenge):
    PeerChallenge.objects.update(stage=Stage.FOLLOW_UP)
    a_plan(challenge, agreed=True)


def test_measures_are_asked_for_until_each_recommendation_has_one(challenge, director):
    PeerChallenge.objects.update(stage=Stage.AGREED)
    a.a_milestone(challenge, DUE - timedelta(days=5), code="published", name="Publish")
    assert ("Say how 2 recommendations are measured", DUE - timedelta(days=5)) in things(director)
    measured_by(recommended(challenge, 1), why_none="None fits.")
    assert "Say how 1 recommendation is measured" in [text for text, _ in things(director)]
    measured_by(recommended(challenge, 2), why_none="None fits.")
    assert not [text for text, _ in things(director) if "measured" in text]


def test_the_plan_is_asked_for_step_by_step(challenge, director):
    coordinator = a.a_host_member(challenge, HostRole.COORDINATOR)
    assert things(director) == things(coordinator) == [("Answer 2 recommendations", DUE)]
    for row in challenge.recommendations.all():
        a_response(row)
    assert things(coordinator) == [("Plan actions for 2 recommendations", DUE)]
    for row in challenge.recommendations.all():
        an_action(row)
    assert things(coordinator) == []
    assert things(director) == [("Agree the action plan", DUE)]


def test_an_agreed_plan_asks_for_nothing(challenge, director):
    a_plan(challenge, agreed=True)
    assert things(director) == []


def test_a_recommendation_that_the_report_does_not_hold_is_not_asked_about(challenge, director):
    an_agreed_report(challenge, ["Only this one."])
    assert things(director) == [("Answer 1 recommendation", DUE)]


def test_after_five_months_the_regional_lead_is_asked_to_talk_with_the_council(challenge):
    lead = a.a_regional_lead(challenge.cycle.region)
    late = "Ask the council about its action plan, which is late"
    assert late not in [text for text, _ in things(lead)]
    first_day = a.a_monday(weeks_ahead=-24)
    PeerChallenge.objects.update(first_day=first_day, last_day=first_day + timedelta(days=2))
    assert late in [text for text, _ in things(lead)]
    a_plan(challenge, agreed=True)
    assert late not in [text for text, _ in things(lead)]


def test_a_colleague_is_asked_about_their_action_until_it_is_completed(challenge):
    colleague = a.a_host_member(challenge, HostRole.COLLEAGUE)
    action = an_action(recommended(challenge), reporter=colleague, due_on=DUE)
    an_action(recommended(challenge))
    assert things(colleague) == [(f"Say how far AC1 is: {action.what}", DUE)]
    progress_on(action)
    assert len(things(colleague)) == 1
    progress_on(action, state="completed")
    assert things(colleague) == []


def test_who_has_left_the_host_is_asked_for_nothing(challenge):
    an_action(recommended(challenge), reporter=a.a_person())
    assert Action.objects.exclude(reporter=None).exists()
    assert not [thing for thing in owed() if "AC1" in thing.text]


def test_an_open_review_asks_the_host_for_its_words_and_the_team_lead_for_the_record(challenge, director):
    lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    followed(challenge)
    assert things(lead) == []
    a_review(challenge, host=HOST[:1])
    assert things(director) == [("Say how far 1 recommendation is, for the six-month review", DUE)]
    assert things(lead) == [("Record the six-month review", DUE)]


def test_a_host_that_never_answers_is_reminded_and_the_regional_lead_sees_that_it_is_late(challenge, director):
    regional_lead = a.a_regional_lead(challenge.cycle.region)
    followed(challenge)
    a_review(challenge)
    late = today_in_london() - timedelta(days=3)
    assert "which is late" not in str(things(regional_lead))
    challenge.milestones.filter(code="six-month-review").update(due_on=late)
    assert ("Say how far 2 recommendations are, for the six-month review", late) in things(director)
    asked = ("Ask about the six-month review, which is late", late + timedelta(days=14))
    assert asked in things(regional_lead)


def test_a_recorded_review_asks_for_nothing_and_the_last_one_for_the_end(challenge, director):
    regional_lead = a.a_regional_lead(challenge.cycle.region)
    followed(challenge)
    a_review(challenge, SIX, host=HOST, team=TEAM, recorded=True)
    assert things(director) == []
    assert "Close" not in str(things(regional_lead))
    a_review(challenge, TWELVE, host=HOST, team=TEAM, recorded=True)
    assert ("Close the peer challenge", None) in things(regional_lead)


def test_nobody_is_asked_twice_by_the_milestone_as_well(challenge, director):
    followed(challenge)
    a_review(challenge)
    assert [about for about in (thing.about for thing in owed([director.pk])) if about.startswith("milestone")] == []
    assert Review.objects.count() == 1
