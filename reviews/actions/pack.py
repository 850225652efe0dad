"""The pack: released, opened again, looked at, read, taken along as one file; and the call of the team."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from assessments.indicators import fix_baseline
from cycles.dates import keep_milestone
from cycles.lifecycle import move
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record
from peerchallenge.jobs.queue import enqueue
from reviews.models import PackFile, PackVisit, ReadMark, TeamCall
from reviews.readiness import unmet_for_reading
from reviews.standing_in import reason_of
from reviews.telling import tell_everybody

A_NEW_VISIT = timedelta(minutes=30)  # clicking about in the pack is one visit


@transaction.atomic
def release_pack(challenge: PeerChallenge, *, by: Person) -> None:
    """Give the pack to the team, once nothing is missing: from here on it reads what the host has signed off."""
    move(challenge, Stage.READING, by=by, unmet=unmet_for_reading(challenge))
    fix_baseline(challenge)
    keep_milestone(challenge, "pack-released", by=by)
    tell_everybody(challenge, "the pack for the team is ready to read", f"pack:{challenge.pk}:released", by=by)


@transaction.atomic
def reopen_preparation(challenge: PeerChallenge, *, reason: str, by: Person) -> None:
    """Open the preparation again, with a reason. The team reads nothing until the pack is released once more."""
    move(challenge, Stage.PREPARING, by=by, reason=reason_of(challenge, by, reason))
    tell_everybody(challenge, "the preparation is open again", f"pack:{challenge.pk}:reopened", by=by)


@transaction.atomic
def look_at_pack(challenge: PeerChallenge, *, by: Person) -> PackVisit:
    """A member opens the pack: what came since their visit before this one is new to them."""
    now = timezone.now()
    visit, first = PackVisit.objects.get_or_create(challenge=challenge, person=by)
    if not first and now - visit.last_at < A_NEW_VISIT:
        return visit
    if not first:
        visit.before_at, visit.last_at = visit.last_at, now
        visit.save(update_fields=["before_at", "last_at"])
    record("pack.looked_at", challenge, by=by, challenge=challenge)
    return visit


@transaction.atomic
def mark_read(challenge: PeerChallenge, *, items: dict[str, bool], by: Person) -> None:
    """Keep what a member says they have read, and what not after all."""
    read = [key for key, is_read in items.items() if is_read]
    marks = ReadMark.objects.filter(challenge=challenge, person=by)
    marks.filter(item__in=items.keys() - set(read)).delete()
    ReadMark.objects.bulk_create(
        [ReadMark(challenge=challenge, person=by, item=key) for key in read], ignore_conflicts=True
    )
    record("pack.read", challenge, by=by, challenge=challenge, count=marks.filter(item__in=items).count())


@transaction.atomic
def ask_for_file(challenge: PeerChallenge, *, digest: str, by: Person) -> PackFile:
    """Have the pack made into one file in the background. What was made for the same content is used again."""
    wanted, new = PackFile.objects.get_or_create(challenge=challenge, digest=digest, defaults={"asked_by": by})
    if new:
        enqueue("pack_file", f"pack_file:{wanted.pk}", pack_file_id=wanted.pk)
    record("pack.file_asked", challenge, by=by, challenge=challenge)
    return wanted


@transaction.atomic
def take_file(wanted: PackFile, *, by: Person) -> None:
    """A member takes the pack away as one file: the trail keeps who and when."""
    record("pack.downloaded", wanted.challenge, by=by, challenge=wanted.challenge)


@transaction.atomic
def note_team_call(challenge: PeerChallenge, *, held_on: date, note: str, by: Person) -> TeamCall:
    """Keep that the team spoke before the visit, when, and what it wants to hold on to."""
    if TeamCall.objects.filter(challenge=challenge, held_on=held_on).exists():
        raise Refused("A team call on this day is noted already", field="held_on")
    call = TeamCall.objects.create(challenge=challenge, held_on=held_on, note=note, noted_by=by)
    record("team_call.noted", call, by=by, challenge=challenge, day=f"{held_on:%d.%m.%Y}")
    return call
