"""Recommendations: what the council is asked to do, from findings."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reviews.models import Finding, Recommendation

MOST_RECOMMENDATIONS = 60


@transaction.atomic
def add_recommendation(
    challenge: PeerChallenge, *, facts: Mapping[str, Any], findings: Iterable[Finding], by: Person
) -> Recommendation:
    """Write a recommendation. It follows from findings of the same challenge."""
    take_turn(f"recommendations {challenge.pk}")
    last = challenge.recommendations.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_RECOMMENDATIONS:
        raise Refused(f"There can be at most {MOST_RECOMMENDATIONS} recommendations.")
    made = Recommendation.objects.create(challenge=challenge, number=last + 1, **facts)
    made.findings.set(findings)
    record("recommendation.added", made, by=by, challenge=challenge, recommendation=made.reference)
    return made


@transaction.atomic
def change_recommendation(
    made: Recommendation, *, facts: Mapping[str, Any], findings: Iterable[Finding], seen: int, by: Person
) -> None:
    """Change a recommendation, with its findings as one text. Raises Stale when another member saved first."""
    findings = list(findings)
    names = sorted(finding.reference for finding in made.findings.all())
    beside = {"findings": (names, sorted(finding.reference for finding in findings))}
    save_version(made, dict(facts), seen=seen, by=by, beside=beside)
    made.findings.set(findings)
    record(
        "recommendation.changed",
        made,
        by=by,
        challenge=made.challenge,
        recommendation=made.reference,
    )


@transaction.atomic
def take_out_recommendation(made: Recommendation, *, by: Person) -> None:
    """Take a recommendation out. It can be put back."""
    if not Recommendation.objects.there().filter(pk=made.pk).update(taken_out_at=timezone.now()):
        raise Refused(f"{made.reference} is taken out already.")
    record(
        "recommendation.taken_out",
        made,
        by=by,
        challenge=made.challenge,
        recommendation=made.reference,
    )


@transaction.atomic
def put_back_recommendation(made: Recommendation, *, by: Person) -> None:
    """Put a recommendation back."""
    out = Recommendation.objects.filter(pk=made.pk).exclude(taken_out_at=None)
    if not out.update(taken_out_at=None):
        raise Refused(f"{made.reference} is there already.")
    record(
        "recommendation.put_back",
        made,
        by=by,
        challenge=made.challenge,
        recommendation=made.reference,
    )
