"""Corrections said at the feedback: written down by either side, dealt with in the draft. Nobody is named."""

from collections.abc import Mapping
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
from reviews.models import Correction

MOST_CORRECTIONS = 200


@transaction.atomic
def write_correction(challenge: PeerChallenge, *, facts: Mapping[str, Any], side: str, by: Person) -> Correction:
    """Write down what was said. It is kept for which side, and not by whom."""
    take_turn(f"corrections {challenge.pk}")
    last = challenge.corrections.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_CORRECTIONS:
        raise Refused(f"There can be at most {MOST_CORRECTIONS} corrections.")
    correction = Correction.objects.create(challenge=challenge, number=last + 1, side=side, **facts)
    record("correction.written", correction, by=by, challenge=challenge, correction=correction.reference)
    return correction


@transaction.atomic
def change_correction(correction: Correction, *, facts: Mapping[str, Any], seen: int, by: Person) -> None:
    """Change what is written down; it is then to be dealt with anew. Raises Stale when somebody else saved first."""
    save_version(correction, {**facts, "dealt_with_at": None}, seen=seen, by=by)
    record("correction.changed", correction, by=by, challenge=correction.challenge, correction=correction.reference)


@transaction.atomic
def take_out_correction(correction: Correction, *, by: Person) -> None:
    """Take a correction out. It can be put back."""
    if not Correction.objects.there().filter(pk=correction.pk).update(taken_out_at=timezone.now()):
        raise Refused(f"{correction.reference} is taken out already.")
    record("correction.taken_out", correction, by=by, challenge=correction.challenge, correction=correction.reference)


@transaction.atomic
def put_back_correction(correction: Correction, *, by: Person) -> None:
    """Put a correction back."""
    if not Correction.objects.filter(pk=correction.pk).exclude(taken_out_at=None).update(taken_out_at=None):
        raise Refused(f"{correction.reference} is there already.")
    record("correction.put_back", correction, by=by, challenge=correction.challenge, correction=correction.reference)


@transaction.atomic
def deal_with_correction(correction: Correction, *, seen: int, by: Person) -> None:
    """The draft takes it up, or the team lead has decided what becomes of it: of the words that were read."""
    now = Correction.objects.waiting().filter(pk=correction.pk, version=seen)
    if not now.update(dealt_with_at=timezone.now()):
        raise Refused(f"{correction.reference} was changed a moment ago. Read it again.")
    record("correction.dealt_with", correction, by=by, challenge=correction.challenge, correction=correction.reference)


@transaction.atomic
def open_correction_again(correction: Correction, *, by: Person) -> None:
    """It is not dealt with after all."""
    if not Correction.objects.there().filter(pk=correction.pk).exclude(dealt_with_at=None).update(dealt_with_at=None):
        raise Refused(f"{correction.reference} is not dealt with yet.")
    record(
        "correction.opened_again", correction, by=by, challenge=correction.challenge, correction=correction.reference
    )
