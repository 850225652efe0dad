"""Handing in documents, taking them out and putting them back. Nothing is overwritten, nothing is deleted."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from assessments.models import Document, DocumentRequirement, Way
from assessments.readiness import host_has_finished
from cycles.dates import keep_milestone
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.documents.storage import store

EXTRA = "X"
FINISHED = "self-assessment"  # the milestone that forms and documents keep together


@transaction.atomic
def hand_in(
    challenge: PeerChallenge,
    *,
    way: str,
    given: dict[str, Any],
    requirement: DocumentRequirement | None = None,
    code: str = "",
    own_only: bool = False,
    by: Person,
) -> Document:
    """Give a document: what the team asks for, a newer version of an extra one (`code`), or a new extra one.

    What was there stays among the earlier versions. `given` is what the form of the way asks for. Raises
    ValidationError when the file cannot be taken.
    """
    _take_turn(challenge)
    code = requirement.code if requirement else code or _next_code(challenge)
    known = challenge.documents.filter(code=code)
    _refuse_anothers(known.current(), by if own_only else None)
    number = (known.aggregate(last=Max("number"))["last"] or 0) + 1
    now = timezone.now()
    given = {"title": requirement.title, **given} if requirement else given
    facts = {**given, "file": store(given["file"], by)} if way == Way.FILE else given
    known.current().update(ended_at=now, ended_by=by)
    facts = {"requirement": requirement, "code": code, "number": number, "way": way, **facts}
    document = Document.objects.create(challenge=challenge, added_at=now, added_by=by, **facts)
    record(
        "document.added" if number == 1 else "document.replaced",
        document,
        by=by,
        challenge=challenge,
        document=document.called,
        number=number,
    )
    _keep_milestone(challenge, by)
    return document


@transaction.atomic
def take_out(challenge: PeerChallenge, document: Document, *, by: Person) -> None:
    """Take out a version that was a mistake, the present one or an earlier one. It can be put back."""
    _take_turn(challenge)
    here = challenge.documents.filter(pk=document.pk, taken_out=False)
    present = here.current().update(ended_at=timezone.now(), ended_by=by, taken_out=True)
    if not present and not here.update(taken_out=True):
        raise Refused("Somebody else has taken this out already.")
    record("document.taken_out", document, by=by, challenge=challenge, document=document.called, number=document.number)


@transaction.atomic
def put_back(challenge: PeerChallenge, document: Document, *, by: Person) -> None:
    """Put back a version that was taken out, or use an earlier one again. Beside a present one it is an earlier one."""
    _take_turn(challenge)
    here = challenge.documents.filter(pk=document.pk).exclude(ended_at=None)
    replaced = challenge.documents.current().filter(code=document.code).exists()
    changes = {"taken_out": False} if replaced else {"taken_out": False, "ended_at": None, "ended_by": None}
    if (replaced and not document.taken_out) or not here.update(**changes):
        raise Refused("Another version is the present one now.")
    record("document.put_back", document, by=by, challenge=challenge, document=document.called, number=document.number)
    _keep_milestone(challenge, by)


@transaction.atomic
def note_download(challenge: PeerChallenge, document: Document, *, by: Person) -> None:
    """Write down that somebody takes a copy of a file out of the service."""
    record(
        "document.downloaded", document, by=by, challenge=challenge, document=document.called, number=document.number
    )


def _take_turn(challenge: PeerChallenge) -> None:
    take_turn(f"documents {challenge.pk}")


def _refuse_anothers(current: Any, person: Person | None) -> None:
    if person and (other := current.exclude(added_by=person).select_related("added_by").first()):
        raise Refused(f"{other.added_by} has given this document in the meantime. Ask them before you change it.")


def _next_code(challenge: PeerChallenge) -> str:
    codes = challenge.documents.filter(requirement=None).values_list("code", flat=True)
    last = max((int(code.removeprefix(EXTRA)) for code in codes), default=0)
    return f"{EXTRA}{last + 1:02}"


def _keep_milestone(challenge: PeerChallenge, by: Person) -> None:
    if host_has_finished(challenge):
        keep_milestone(challenge, FINISHED, by=by)
