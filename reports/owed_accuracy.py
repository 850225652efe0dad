"""What people owe the accuracy check: the host its points or a word that there are none, the team lead the answers."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse

from cycles.holders import Holders, holders_once
from cycles.models import Milestone, Owner, PeerChallenge, Stage
from cycles.owed import running_once
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import plural

from .models import AccuracyCheck

OWNERS = (Owner.HOST_DASS, Owner.TEAM_LEAD)
CHECK = "Check the facts in the draft report, or confirm that there is nothing to put right"


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the checks that are under way."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    if not roles.numbers("team") | roles.numbers("authority"):
        return
    checked = {
        number: challenge
        for number, challenge in running_once(people, known).items()
        if challenge.stage == Stage.ACCURACY_CHECK and any(roles.of(challenge, owner) for owner in OWNERS)
    }
    if not checked:
        return
    for number, check in _newest(checked).items():
        yield from _host(check, checked[number], roles)
        yield from _team_lead(check, checked[number], roles, check.agreed_by)


def _newest(challenges: dict[int, PeerChallenge]) -> dict[int, AccuracyCheck]:
    """The check of the newest draft of each, with its points counted, and the day by which the report is agreed."""
    agreed = Milestone.objects.filter(challenge=OuterRef("draft__report__challenge"), code="final-agreed")
    sent = Q(points__sent_at__isnull=False)
    waiting = Q(points__sent_at=None, points__taken_out_at=None, points__isnull=False)
    checks = (
        AccuracyCheck.objects.filter(draft__report__challenge__in=challenges)
        .annotate(unanswered=Count("points", filter=sent & Q(points__answer=None)))
        .annotate(unsent=Count("points", filter=waiting))
        .annotate(agreed_by=Subquery(agreed.values("due_on")[:1]))
        .select_related("draft__report")
        .order_by("draft__number")
    )
    return {check.draft.report.challenge_id: check for check in checks}


def _host(check: AccuracyCheck, challenge: PeerChallenge, roles: Holders) -> Iterator[Owed]:
    """Until something is sent: the whole check. Later only what was written since and lies there."""
    text = f"Send {plural(check.unsent, 'more point')} on the draft report" if check.returned_at else CHECK
    if check.returned_at and not check.unsent:
        return
    path = reverse("accuracy", args=[challenge.slug])
    for person_id in roles.of(challenge, Owner.HOST_DASS):
        yield Owed(person_id, f"accuracy:{check.pk}", text, challenge.called, path, challenge.pk, check.due_on)


def _team_lead(check: AccuracyCheck, challenge: PeerChallenge, roles: Holders, due_on: Any) -> Iterator[Owed]:
    """First the answers; once all are given and the host had its say, the agreement."""
    if check.unanswered:
        about, text = "answers", f"Answer {plural(check.unanswered, 'point')} of the council"
        path = f"{reverse('accuracy', args=[challenge.slug])}?state=open"
    elif check.returned_at or check.is_over:
        about, text, path = "agree", "Agree the final report", reverse("report-agree", args=[challenge.slug])
    else:
        return
    for person_id in roles.of(challenge, Owner.TEAM_LEAD):
        yield Owed(person_id, f"accuracy:{check.pk}:{about}", text, challenge.called, path, challenge.pk, due_on)
