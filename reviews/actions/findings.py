"""Findings: writing them together, resting them on notes, agreeing. The trail never says whose hand it was."""

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
from reviews.evidence import AGAINST, NOT_USED, word_of
from reviews.models import Evidence, Finding, Note, Opinion

MOST_FINDINGS = 200


@transaction.atomic
def add_finding(challenge: PeerChallenge, *, facts: Mapping[str, Any], note: Note | None = None, by: Person) -> Finding:
    """Write a finding. One that is made of a note rests on it from the start."""
    take_turn(f"findings {challenge.pk}")
    last = challenge.findings.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_FINDINGS:
        raise Refused(f"There can be at most {MOST_FINDINGS} findings.")
    finding = Finding.objects.create(challenge=challenge, number=last + 1, written_by=by, **facts)
    if note:
        Evidence.objects.create(finding=finding, note=note)
    record("finding.added", finding, by=by, challenge=challenge, finding=finding.reference)
    return finding


@transaction.atomic
def change_finding(finding: Finding, *, facts: Mapping[str, Any], seen: int, by: Person) -> None:
    """Change a finding. Raises Stale with both texts when another member saved first."""
    save_version(finding, dict(facts), seen=seen, by=by)
    record("finding.changed", finding, by=by, challenge=finding.challenge, finding=finding.reference)


@transaction.atomic
def take_out_finding(finding: Finding, *, by: Person) -> None:
    """Take a finding out. It can be put back, with all it rests on."""
    if not Finding.objects.there().filter(pk=finding.pk).update(taken_out_at=timezone.now()):
        raise Refused(f"{finding.reference} is taken out already.")
    record("finding.taken_out", finding, by=by, challenge=finding.challenge, finding=finding.reference)


@transaction.atomic
def put_back_finding(finding: Finding, *, by: Person) -> None:
    """Put a finding back."""
    if not Finding.objects.filter(pk=finding.pk).exclude(taken_out_at=None).update(taken_out_at=None):
        raise Refused(f"{finding.reference} is there already.")
    record("finding.put_back", finding, by=by, challenge=finding.challenge, finding=finding.reference)


@transaction.atomic
def weigh_notes(finding: Finding, *, said: Mapping[Note, str], seen: Mapping[Note, str], by: Person) -> None:
    """Say of some notes whether they speak for a finding, against it, or are not used.

    `seen` is how each note counted on the page: what this member did not touch stays as others have it by now.
    Raises Refused for a note of another challenge, for one that its author keeps for themselves, and when another
    member has meanwhile chosen something else for the same note.
    """
    take_turn(f"findings {finding.challenge_id}")
    if any(note.challenge_id != finding.challenge_id or not note.is_shared for note in said):
        raise Refused("This note is not one that the team can read.")
    before = {link.note_id: link.is_against for link in finding.evidence.all()}
    now = {note: word_of(before.get(note.pk)) for note in said}
    touched = {note: word for note, word in said.items() if word not in (seen.get(note), now[note])}
    if any(now[note] != seen.get(note) for note in touched):
        raise Refused("Somebody else has just chosen otherwise for one of these notes. Look at them again.")
    if not touched:
        return
    finding.evidence.filter(note__in=touched).delete()
    rows = [
        Evidence(finding=finding, note=note, is_against=word == AGAINST)
        for note, word in touched.items()
        if word != NOT_USED
    ]
    Evidence.objects.bulk_create(rows)
    record("finding.weighed", finding, by=by, challenge=finding.challenge, finding=finding.reference)


@transaction.atomic
def say_opinion(finding: Finding, *, agrees: bool, reason: str = "", seen: int, by: Person) -> None:
    """Say whether one agrees with a finding as it read in version `seen`. Saying it again replaces what one said.

    Raises Refused when it reads otherwise by now, or when somebody disagrees and does not say why.
    """
    take_turn(f"findings {finding.challenge_id}")
    now = Finding.objects.get(pk=finding.pk)
    if now.version != seen:
        raise Refused(f"{finding.reference} has been changed meanwhile. Read it again.")
    if not agrees and not reason:
        raise Refused("Say why you do not agree.")
    said = {"agrees": agrees, "reason": "" if agrees else reason, "of_version": seen, "at": timezone.now()}
    Opinion.objects.update_or_create(finding=finding, said_by=by, defaults=said)
    record("finding.opinion", finding, by=by, challenge=finding.challenge, finding=finding.reference)


@transaction.atomic
def keep_thin_finding(finding: Finding, *, reason: str, by: Person) -> None:
    """Say why a finding goes into the report although it rests on little. An empty reason takes that back."""
    Finding.objects.filter(pk=finding.pk).update(thin_because=reason)
    finding.thin_because = reason
    record("finding.thin", finding, by=by, challenge=finding.challenge, finding=finding.reference)
