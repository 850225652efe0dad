"""Builders of the follow-up: an agreed report with recommendations, a plan, and reviews of it."""

from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from assessments.models import Indicator
from cycles.models import Stage
from peerchallenge.workdays import today_in_london
from reports.models import (
    Action,
    ActionPlan,
    HostWord,
    Judgement,
    Measured,
    Measuring,
    Part,
    Progress,
    RecommendationResponse,
    Report,
    ReportVersion,
    Review,
)
from tests import builders as a
from tests.reviews.visit_builders import a_recommendation

FIRST, SECOND = "Agree one way in for everybody.", "Tell carers at the first contact."


def an_agreed_challenge(stage=Stage.AGREED, texts=(FIRST, SECOND), **facts):
    """A challenge whose agreed report holds these recommendations: R1, R2 and so on."""
    facts.setdefault("first_day", a.a_monday(weeks_ahead=-8))
    challenge = a.a_challenge(stage=stage, **facts)
    for text in texts:
        a_recommendation(challenge, text=f"{text} As the team first wrote it.")
    an_agreed_report(challenge, texts)
    return challenge


def an_agreed_report(challenge, texts):
    """The final version, with the words that these recommendations have in it."""
    said = [
        {"number": f"5.{n}", "heading": text, "text": "- How soon: within 6 months", "recommendation": f"R{n}"}
        for n, text in enumerate(texts, start=1)
    ]
    section = {"part": Part.RECOMMENDATIONS.value, "title": Part.RECOMMENDATIONS.label, "paragraphs": said}
    report, _ = Report.objects.get_or_create(challenge=challenge)
    return ReportVersion.objects.create(
        report=report,
        number=report.versions.count() + 1,
        kind=ReportVersion.Kind.FINAL,
        content={"sections": [section]},
        digest="x",
        made_by=challenge.cycle.opened_by,
    )


def recommended(challenge, number=1):
    return challenge.recommendations.get(number=number)


def an_indicator(code="ASC3"):
    return Indicator.objects.get(framework__code="oflog-2015-23", code=code)


def measured_by(recommendation, *indicators, why_none=""):
    measuring = Measuring.objects.create(recommendation=recommendation, why_none=why_none, version=1)
    measuring.indicators.set(indicators)
    return measuring


def a_response(recommendation, **facts):
    """The council agrees, unless told otherwise."""
    facts = {"decision": "agree", "version": 1} | facts
    return RecommendationResponse.objects.create(recommendation=recommendation, **facts)


def an_action(recommendation, **facts):
    """One action with a date, which nobody in particular reports on."""
    challenge = recommendation.challenge
    facts = {"what": "Open one phone line", "owner": "Head of Access", "due_on": today_in_london()} | facts
    number = challenge.actions.count() + 1
    return Action.objects.create(
        challenge=challenge, recommendation=recommendation, number=number, key=uuid4(), **facts
    )


def progress_on(action, **facts):
    facts = {"state": "in_progress", "words": "Half of it is done.", "on": today_in_london()} | facts
    return Progress.objects.create(action=action, key=uuid4(), told_by=action.challenge.cycle.opened_by, **facts)


def a_plan(challenge, *, agreed=False):
    """Every recommendation is answered and has an action."""
    for row in challenge.recommendations.all():
        a_response(row)
        an_action(row)
    if agreed:
        facts = {"agreed_at": timezone.now(), "agreed_by": challenge.cycle.opened_by}
        ActionPlan.objects.create(challenge=challenge, **facts)


def a_review(challenge, kind=Review.Kind.SIX, *, host=(), team=(), recorded=False, **facts):
    """A review; `host` and `team` are what each side says of R1, R2 and so on: pairs of state and words."""
    if recorded:
        facts = {"met_on": today_in_london(), "took_part": "Host director and team lead", "agreed": "To go on."} | facts
        facts |= {"recorded_at": timezone.now(), "recorded_by": challenge.cycle.opened_by}
    review = Review.objects.create(challenge=challenge, kind=kind, **facts)
    for model, said in ((HostWord, host), (Judgement, team)):
        for number, (state, words) in enumerate(said, start=1):
            about = {"review": review, "recommendation": recommended(challenge, number)}
            model.objects.create(**about, state=state, words=words, version=1)
    return review


def a_figure(review, indicator, value, **facts):
    facts = {"period": "2025-26", "version": 1} | facts
    return Measured.objects.create(review=review, indicator=indicator, value=value, **facts)


def url(challenge, page="plan", *more):
    return reverse(page, args=[challenge.slug, *more])
