"""The action plan and the reviews, in the world that every page is asked about: plans, words of both sides, figures."""

from django.utils import timezone

from cycles.models import HostRole
from peerchallenge.workdays import today_in_london
from reports.models import ActionPlan, HostWord, Judgement, Measured, Measuring, ProgressVersion, Review
from tests import builders as a
from tests.reports.plan_builders import a_response, an_action, progress_on

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-recommended": {"A20", "A22", "A23"},
    "canary-no-indicator": {"A22", "A30"},
    "canary-said-to-it": {"A22"},
    "canary-planned": {"A22"},
    "canary-action-done": {"A22"},
    "Rory canary-reporter": {"A27", "A31", "A92"},
    "canary-reopened": {"A22"},
    "canary-word-of-host": {"A23"},
    "canary-judged": {"A94"},
    "canary-met": {"A23"},
    "canary-months": {"A23"},
    "canary-public-progress": {"A45o"},
}


def furnish(world):
    """Put one of everything into the world: a plan that is agreed no more, an open review, something public."""
    row = world.recommendation
    Measuring.objects.create(recommendation=row, why_none="canary-no-indicator", version=1)
    a_response(row, decision="partly", reason="canary-said-to-it")
    world.reporter = a.a_host_member(world.challenge, HostRole.COLLEAGUE, a.a_person("Rory canary-reporter"))
    world.action = an_action(row, what="canary-planned", reporter=world.reporter)
    progress_on(world.action, words="canary-action-done")
    ActionPlan.objects.create(challenge=world.challenge, opened_because="canary-reopened")
    world.review = Review.objects.create(
        challenge=world.challenge, kind="six-months", met_on=today_in_london(), took_part="All", agreed="canary-met"
    )
    speak(world, "canary-word-of-host", "canary-judged")
    content = {"title": "Review", "recommendations": [], "changes": "canary-public-progress"}
    ProgressVersion.objects.create(
        challenge=world.challenge, number=1, content=content, digest="x", made_by=world.office
    )
    indicator = world.challenge.baselines.first().indicator
    Measured.objects.create(review=world.review, indicator=indicator, value=1, period="canary-months", version=1)


def speak(world, host, team):
    about = {"review": world.review, "recommendation": world.recommendation, "state": "in_progress", "version": 1}
    HostWord.objects.create(**about, words=host)
    Judgement.objects.create(**about, words=team)


def objects(world):
    """What the parts of an address name."""
    return {"action": world.action.reference, "review": world.review.kind}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list: the plan of a report with many recommendations."""
    for row in world.challenge.recommendations.filter(response=None):
        a_response(row)
        Measuring.objects.create(recommendation=row, version=1).indicators.set(
            [one.indicator for one in world.challenge.baselines.all()]
        )
        about = {"review": world.review, "recommendation": row, "state": "completed", "version": 1}
        HostWord.objects.create(**about, words="More.")
        Judgement.objects.create(**about, words="More.")
        for _ in range(2):
            progress_on(an_action(row, reporter=world.reporter))
    progress_on(world.action)
    if number == 1:
        facts = {"recorded_at": timezone.now(), "recorded_by": world.office}
        Review.objects.create(challenge=world.challenge, kind="twelve-months", **facts)
