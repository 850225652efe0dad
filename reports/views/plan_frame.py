"""What the pages of the action plan and of the reviews have in common: crumbs, the plan a reader sees, clashes."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page
from peerchallenge.ui.wording import day
from reports.models import Action, Review
from reports.plan import Line, Plan

Crumbs = list[tuple[str, str]]


def plan_page(
    request: HttpRequest,
    template: str,
    challenge: PeerChallenge,
    *,
    verb: str,
    above: Crumbs | None = None,
    **more: Any,
) -> HttpResponse:
    """A page below the action plan. `above` are the pages between; the plan itself has none."""
    crumbs = [] if above is None else [*plan_crumb(request, challenge), *above]
    if crumbs:
        more.setdefault("back_url", crumbs[-1][1])
    return challenge_page(request, template, challenge, verb=verb, tab="plan", further_crumbs=crumbs, **more)


def plan_crumb(request: HttpRequest, challenge: PeerChallenge) -> Crumbs:
    """The page of the plan, for those who may open it."""
    return [("Actions", reverse("plan", args=[challenge.slug]))] if request.standing.may("see_plan") else []


def line_crumb(challenge: PeerChallenge, line: Line) -> tuple[str, str]:
    return line.reference, reverse("plan-recommendation", args=[challenge.slug, line.reference])


def plan_of(request: HttpRequest, challenge: PeerChallenge) -> Plan:
    """The plan as this person sees it: a colleague who helps sees the actions that they report on."""
    own = request.standing.own_rows_only("see_plan")
    return Plan(challenge, only_of=request.user if own else None)


def line_of(plan: Plan, reference: str) -> Line:
    """The recommendation of this name, as the agreed report holds it."""
    if line := plan.line(reference):
        return line
    raise Http404


def action_of(request: HttpRequest, challenge: PeerChallenge, reference: str) -> Action:
    """The action of this name. A colleague who helps finds only what they report on."""
    rows = challenge.actions.with_progress().select_related("recommendation", "reporter")
    if request.standing.own_rows_only("see_plan"):
        rows = rows.filter(reporter=request.user)
    action = get_object_or_404(rows.called(reference))
    action.challenge = action.recommendation.challenge = challenge
    return action


def review_crumb(challenge: PeerChallenge, review: Review) -> tuple[str, str]:
    return str(review), reverse("review", args=[challenge.slug, review.kind])


def warn_of_date(request: HttpRequest, mine: date | None, theirs: date | None) -> None:
    """Two people saved at once, and a clash shows texts: that they chose another date is said beside it."""
    if mine != theirs:
        said = f"the date {day(theirs)}" if theirs else "no date"
        messages.warning(request, f"The other text has {said}. What you save keeps your date.")
