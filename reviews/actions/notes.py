"""Notes of the visit: each is its author's alone, to change and to share. The trail never says who wrote one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reviews.models import Note

NOT_YOURS = "Only the person who wrote a note can change it."


@transaction.atomic
def write_note(challenge: PeerChallenge, *, key: UUID, facts: Mapping[str, Any], share: bool, by: Person) -> Note:
    """Write a note: for oneself, or for the team at once. The same page sent again is the same note, as it was.

    Raises Refused when the key is that of another person's note.
    """
    take_turn(f"notes {challenge.pk}")
    if known := Note.objects.filter(key=key).first():
        if known.written_by_id != by.pk or known.challenge_id != challenge.pk:
            raise Refused("This page was used before. Open it again.")
        return known
    shared_at = timezone.now() if share else None
    note = Note.objects.create(challenge=challenge, key=key, written_by=by, shared_at=shared_at, **facts)
    record("note.written", note, by=by, challenge=challenge)
    return note


@transaction.atomic
def change_note(note: Note, *, facts: Mapping[str, Any], seen: int, by: Person) -> None:
    """Change one's own note. Raises Stale with both texts when it was changed in another window."""
    _refuse_anothers(note, by)
    save_version(note, dict(facts), seen=seen, by=by)
    record("note.changed", note, by=by, challenge=note.challenge)


@transaction.atomic
def share_note(note: Note, *, by: Person) -> None:
    """Let the team read one's own note. What is shared stays shared."""
    _refuse_anothers(note, by)
    if Note.objects.filter(pk=note.pk, shared_at=None).update(shared_at=timezone.now()):
        record("note.shared", note, by=by, challenge=note.challenge)


@transaction.atomic
def take_out_note(note: Note, *, by: Person) -> None:
    """Take out one's own note. It can be put back."""
    _refuse_anothers(note, by)
    if not Note.objects.there().filter(pk=note.pk).update(taken_out_at=timezone.now()):
        raise Refused("This note is taken out already.")
    record("note.taken_out", note, by=by, challenge=note.challenge)


@transaction.atomic
def put_back_note(note: Note, *, by: Person) -> None:
    """Put one's own note back."""
    _refuse_anothers(note, by)
    if not Note.objects.filter(pk=note.pk).exclude(taken_out_at=None).update(taken_out_at=None):
        raise Refused("This note is there already.")
    record("note.put_back", note, by=by, challenge=note.challenge)


def _refuse_anothers(note: Note, by: Person) -> None:
    if note.written_by_id != by.pk:
        raise Refused(NOT_YOURS)
