"""What people owe the action plan: measures, answers, actions, the agreement, and how far each action is.

It says in parts what the milestone of the plan says as a whole, so cycles.owed leaves that one to it.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from assessments.models import Baseline
from cycles.holders import Holders, holders_once
from cycles.models import HostRole, Owner, PeerChallenge, Stage
from cycles.owed import days_once, running_once
from cycles.scheduling import months_after
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import plural
from peerchallenge.workdays import today_in_london
from reviews.models import Recommendation

from .models import Action, Measuring, Part, RecommendationResponse, ReportVersion, State

SINCE_AGREED = (Stage.AGREED, Stage.PUBLISHED, Stage.FOLLOW_UP)
HOST = (Owner.HOST_DASS, Owner.HOST_COORDINATOR)
Challenges = dict[int, PeerChallenge]
References = dict[int, set[str]]
OF_HOST = (HostRole.COORDINATOR, HostRole.PSW, HostRole.COLLEAGUE)


@dataclass
class Counted:
    """How far the plan of one challenge is."""

    agreed: bool = False
    unmeasured: int = 0
    unanswered: int = 0
    without_action: int = 0


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the plans of challenges whose report is agreed."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    running = running_once(people, known)
    planned = {pk: one for pk, one in running.items() if one.stage in SINCE_AGREED and _has_part(one, roles)}
    if not planned:
        return
    dates = days_once(people, known)
    pressing = {pk: one for pk, one in planned.items() if _of_host(one, roles) or _is_late(one)}
    for pk, counted in _counted(pressing, agreed_references(running, known)).items() if pressing else ():
        yield from _measures(planned[pk], counted, roles, dates.get((pk, "published")))
        if not counted.agreed:
            yield from _plan(planned[pk], counted, roles, dates.get((pk, "action-plan")))
            yield from _escalated(planned[pk], roles)
    if any(_of_host(one, roles) for one in planned.values()):
        yield from _actions(planned, people, roles)


def _has_part(challenge: PeerChallenge, roles: Holders) -> bool:
    """A part of the host, or the regional lead's. The team owes the plan nothing."""
    owners = any(roles.of(challenge, owner) for owner in (*HOST, Owner.REGIONAL_LEAD))
    return owners or bool(_of_host(challenge, roles))


def _of_host(challenge: PeerChallenge, roles: Holders) -> set[int]:
    """Who of the host may report on an action today."""
    found = set(roles.of(challenge, Owner.HOST_DASS))
    for role in OF_HOST:
        found |= set(roles.people.get(("host", challenge.pk, role), ()))
    return found


def agreed_references(running: Challenges, known: dict[str, Any]) -> References:
    """Which recommendations the agreed report of each challenge holds, looked up once for plans and reviews."""
    if "recommended" not in known:
        agreed = [pk for pk, one in running.items() if one.stage in SINCE_AGREED]
        finals = ReportVersion.objects.filter(report__challenge__in=agreed, kind=ReportVersion.Kind.FINAL)
        rows = finals.order_by("number").values_list("report__challenge", "content")
        known["recommended"] = {pk: _references(content) for pk, content in rows}
    found: References = known["recommended"]
    return found


def _references(content: dict[str, Any]) -> set[str]:
    sections = [one for one in content["sections"] if one["part"] == Part.RECOMMENDATIONS]
    said = [paragraph.get("recommendation") for one in sections for paragraph in one["paragraphs"]]
    return {reference for reference in said if reference}


def _counted(planned: Challenges, references: References) -> dict[int, Counted]:
    found: dict[int, Counted] = defaultdict(Counted)
    for row in _recommendations(planned):
        if row.reference not in references.get(row.challenge_id, ()):
            continue
        counted, decision = found[row.challenge_id], row.decision or ""
        counted.agreed = bool(row.agreed_at)
        counted.unmeasured += not (row.has_indicator or row.why_none)
        counted.unanswered += not decision
        acts = decision in RecommendationResponse.ACTS
        counted.without_action += acts and not row.action_count and not row.no_action
    return found


def _recommendations(planned: Challenges) -> QuerySet[Any]:
    chosen = Measuring.objects.filter(
        recommendation=OuterRef("pk"),
        indicators__in=Baseline.objects.filter(challenge=OuterRef(OuterRef("challenge"))).values("indicator"),
    )
    return Recommendation.objects.filter(challenge__in=planned).annotate(
        has_indicator=Exists(chosen),
        why_none=F("measuring__why_none"),
        decision=F("response__decision"),
        no_action=F("response__no_action"),
        agreed_at=F("challenge__action_plan__agreed_at"),
        action_count=Count("actions", filter=Q(actions__taken_out_at=None)),
    )


def _measures(challenge: PeerChallenge, counted: Counted, roles: Holders, due_on: date | None) -> Iterator[Owed]:
    """Until the report is published."""
    if challenge.stage == Stage.AGREED and counted.unmeasured:
        text = f"Say how {plural(counted.unmeasured, 'recommendation')} {_be(counted.unmeasured)} measured"
        yield from _of(challenge, HOST, roles, "measures", text, reverse("plan", args=[challenge.slug]), due_on)


def _plan(challenge: PeerChallenge, counted: Counted, roles: Holders, due_on: date | None) -> Iterator[Owed]:
    """First the answers, then actions, then the agreement."""
    path, owners = reverse("plan", args=[challenge.slug]), HOST
    if counted.unanswered:
        about, text = "answers", f"Answer {plural(counted.unanswered, 'recommendation')}"
    elif counted.without_action:
        about, text = "actions", f"Plan actions for {plural(counted.without_action, 'recommendation')}"
    else:
        about, text, owners = "agree", "Agree the action plan", (Owner.HOST_DASS,)
        path = reverse("plan-agreement", args=[challenge.slug])
    yield from _of(challenge, owners, roles, about, text, path, due_on)


def _escalated(challenge: PeerChallenge, roles: Holders) -> Iterator[Owed]:
    """After five months the regional lead is asked to talk with the council."""
    if _is_late(challenge):
        day = _escalated_on(challenge)
        text, path = "Ask the council about its action plan, which is late", reverse("plan", args=[challenge.slug])
        yield from _of(challenge, (Owner.REGIONAL_LEAD,), roles, "late", text, path, day)


def _escalated_on(challenge: PeerChallenge) -> date | None:
    return challenge.first_day and months_after(challenge.first_day, settings.PLAN_ESCALATED_MONTHS)


def _is_late(challenge: PeerChallenge) -> bool:
    day = _escalated_on(challenge)
    return bool(day and today_in_london() >= day)


def _actions(planned: Challenges, people: list[int] | None, roles: Holders) -> Iterator[Owed]:
    """What each colleague reports on, until it is completed."""
    rows = Action.objects.there().filter(challenge__in=planned).exclude(reporter=None)
    if people is not None:
        rows = rows.filter(reporter__in=people)
    for row in rows.with_progress():
        challenge = planned[row.challenge_id]
        if row.state != State.COMPLETED and row.reporter_id in _of_host(challenge, roles):
            path = reverse("plan-action", args=[challenge.slug, row.reference])
            text = f"Say how far {row.reference} is: {row.what}"
            about = f"action:{row.pk}"
            yield Owed(row.reporter_id, about, text, challenge.called, path, challenge.pk, row.due_on)


def _of(
    challenge: PeerChallenge,
    owners: tuple[Owner, ...],
    roles: Holders,
    about: str,
    text: str,
    path: str,
    due_on: date | None,
) -> Iterator[Owed]:
    for person_id in {person for owner in owners for person in roles.of(challenge, owner)}:
        yield Owed(person_id, f"plan:{challenge.pk}:{about}", text, challenge.called, path, challenge.pk, due_on)


def _be(count: int) -> str:
    return "is" if count == 1 else "are"
