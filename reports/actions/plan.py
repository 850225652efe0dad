"""The action plan: the host answers recommendations, plans actions, tells how far they are, and agrees the whole."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cycles.dates import keep_milestone, open_milestone_again
from cycles.lifecycle import CannotMove
from cycles.models import Owner, PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import tell
from reports.models import Action, ActionPlan, Progress, RecommendationResponse
from reports.plan import Plan
from reviews.models import Recommendation
from reviews.telling import tell_holders

MILESTONE = "action-plan"
MOST_ACTIONS = 200
TOLD = (Owner.TEAM, Owner.REGIONAL_LEAD, Owner.HOST_COORDINATOR)
OVER = "The peer challenge is closed or paused, so this was not saved. Copy what you want to keep."
AGREED = "The action plan is agreed, so this was not saved. The host director can open it again."
TAKEN_OUT = "This action is taken out. Put it back first."
Facts = Mapping[str, Any]


@transaction.atomic
def answer_recommendation(recommendation: Recommendation, *, facts: Facts, seen: int, by: Person) -> None:
    """Say for the host what it makes of a recommendation. Raises Stale with both texts when somebody saved first."""
    _hold_open(recommendation.challenge)
    response, _ = RecommendationResponse.objects.get_or_create(recommendation=recommendation)
    save_version(response, dict(facts), seen=seen, by=by)
    record("plan.answered", response, by=by, challenge=recommendation.challenge, reference=recommendation.reference)


@transaction.atomic
def add_action(recommendation: Recommendation, *, key: UUID, facts: Facts, by: Person) -> Action:
    """Plan an action. The same page sent again is the same action, as it was."""
    challenge = recommendation.challenge
    _hold_open(challenge)
    if known := challenge.actions.filter(key=key).first():
        return known
    last = challenge.actions.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_ACTIONS:
        raise Refused(f"There can be at most {MOST_ACTIONS} actions.")
    action = Action.objects.create(
        challenge=challenge, recommendation=recommendation, number=last + 1, key=key, **facts
    )
    record("plan.action_added", action, by=by, challenge=challenge, action=action.reference)
    return action


@transaction.atomic
def change_action(action: Action, *, facts: Facts, seen: int, by: Person) -> None:
    """Change what is planned. Raises Stale with both texts when somebody saved first."""
    _hold_open(action.challenge)
    _refuse_taken_out(action)
    save_version(action, dict(facts), seen=seen, by=by)
    record("plan.action_changed", action, by=by, challenge=action.challenge, action=action.reference)


@transaction.atomic
def name_reporter(action: Action, *, reporter: Person | None, by: Person) -> None:
    """Say who of the host reports on an action, or that nobody does. Also while the plan is agreed: people come and go.

    Whoever is named is told in the morning mail.
    """
    _hold(action.challenge)
    _refuse_taken_out(action)
    Action.objects.filter(pk=action.pk).update(reporter=reporter)
    record("plan.reporter_named", action, by=by, challenge=action.challenge, action=action.reference)
    if reporter and reporter != by:
        text = f"{action.challenge.called}: you are asked to report on the action {action.reference}"
        path = reverse("plan-action", args=[action.challenge.slug, action.reference])
        about = f"reporter:{action.pk}:{timezone.now():%Y%m%d%H%M%S}"
        tell([reporter.pk], text, about=about, challenge=action.challenge, path=path)


@transaction.atomic
def take_out_action(action: Action, *, by: Person) -> None:
    """Take an action out of the plan. It can be put back, with all that was told of it."""
    _hold_open(action.challenge)
    if not Action.objects.there().filter(pk=action.pk).update(taken_out_at=timezone.now()):
        raise Refused(f"{action.reference} is taken out already.")
    record("plan.action_taken_out", action, by=by, challenge=action.challenge, action=action.reference)


@transaction.atomic
def put_back_action(action: Action, *, by: Person) -> None:
    """Put an action back."""
    _hold_open(action.challenge)
    if not Action.objects.filter(pk=action.pk).exclude(taken_out_at=None).update(taken_out_at=None):
        raise Refused(f"{action.reference} is there already.")
    record("plan.action_put_back", action, by=by, challenge=action.challenge, action=action.reference)


@transaction.atomic
def report_on_action(action: Action, *, key: UUID, facts: Facts, by: Person) -> Progress:
    """Tell how far an action is. It becomes a row of its own; the same page sent again is the same row."""
    _hold(action.challenge)
    if known := action.progress.filter(key=key).first():
        return known
    _refuse_taken_out(action)
    told = Progress.objects.create(action=action, key=key, told_by=by, **facts)
    state = told.get_state_display().lower()
    record("plan.progress_told", told, by=by, challenge=action.challenge, action=action.reference, state=state)
    return told


@transaction.atomic
def agree_plan(challenge: PeerChallenge, *, by: Person) -> None:
    """Agree the plan for the host. Raises CannotMove, with all that is missing, while something is."""
    _hold_open(challenge)
    plan = Plan(challenge)
    if not plan.lines or plan.unmet:
        raise CannotMove(*(plan.unmet or ["The agreed report has no recommendations."]))
    whole, _ = ActionPlan.objects.update_or_create(
        challenge=challenge, defaults={"agreed_at": timezone.now(), "agreed_by": by}
    )
    keep_milestone(challenge, MILESTONE, by=by)
    record("plan.agreed", whole, by=by, challenge=challenge)
    _tell(challenge, "the action plan is agreed", by)


@transaction.atomic
def open_plan_again(challenge: PeerChallenge, *, reason: str, by: Person) -> None:
    """Take the agreement back, with a reason: the plan can be changed again. What was told of it stays."""
    _hold(challenge)
    whole = ActionPlan.objects.filter(challenge=challenge).exclude(agreed_at=None).first()
    if not whole:
        raise Refused("The action plan is not agreed.")
    whole.agreed_at, whole.agreed_by, whole.opened_because = None, None, reason
    whole.save(update_fields=["agreed_at", "agreed_by", "opened_because"])
    open_milestone_again(challenge, MILESTONE)
    record("plan.opened_again", whole, by=by, challenge=challenge, reason=reason)
    _tell(challenge, "the council changes its action plan", by)


def _hold(challenge: PeerChallenge) -> None:
    """Wait for whoever is changing this plan, and refuse what comes after its end."""
    take_turn(f"plan {challenge.pk}")
    stages = (Stage.AGREED, Stage.PUBLISHED, Stage.FOLLOW_UP)
    if not PeerChallenge.objects.filter(pk=challenge.pk, stage__in=stages, paused_at=None).exists():
        raise Refused(OVER)


def _hold_open(challenge: PeerChallenge) -> None:
    """The same, and refuse what would change a plan that is agreed."""
    _hold(challenge)
    if ActionPlan.objects.filter(challenge=challenge).exclude(agreed_at=None).exists():
        raise Refused(AGREED)


def _refuse_taken_out(action: Action) -> None:
    if not Action.objects.there().filter(pk=action.pk).exists():
        raise Refused(TAKEN_OUT)


def _tell(challenge: PeerChallenge, text: str, by: Person) -> None:
    path = reverse("plan", args=[challenge.slug])
    tell_holders(challenge, TOLD, text, f"plan:{challenge.pk}", path=path, by=by)
