"""Signing a form off, which freezes a copy for readers, and opening it again."""

from django.db import transaction
from django.utils import timezone

from assessments.copies import content_of
from assessments.models import Assessment, Reopening, SignedCopy
from assessments.readiness import gaps_of, host_has_finished
from assessments.writers import start_of
from cycles.dates import keep_milestone, open_milestone_again
from cycles.holders import holders
from cycles.models import Owner
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import take_back, tell

MILESTONE = "self-assessment"
TOLD = (Owner.REGIONAL_LEAD, Owner.HOST_DASS, Owner.HOST_COORDINATOR, Owner.PSW)


@transaction.atomic
def sign_off(form: Assessment, *, gaps_reason: str, by: Person) -> SignedCopy:
    """Sign a form off as its host DASS: from now on it is read-only, and readers see this copy of it.

    What is not complete needs a reason. Two who press the button at once make one copy.
    """
    now, open_one = timezone.now(), Assessment.objects.filter(pk=form.pk, signed_off_at=None)
    if not open_one.update(signed_off_at=now, signed_off_by=by):
        raise Refused("This form is signed off already.")
    gaps = bool(gaps_of(form))
    if gaps and not gaps_reason.strip():
        raise Refused("Enter why something is missing", field="gaps_reason")
    form.refresh_from_db(fields=["signed_off_at", "signed_off_by"])
    copy = SignedCopy.objects.create(
        assessment=form,
        number=form.signed_copies.count() + 1,
        content=content_of(form),
        gaps_reason=gaps_reason if gaps else "",
        signed_at=now,
        signed_by=by,
    )
    challenge = form.challenge
    record("form.signed_off", form, by=by, challenge=challenge, form=str(form).lower(), number=copy.number)
    if host_has_finished(challenge):
        keep_milestone(challenge, MILESTONE, by=by)
    _tell(form, f"the {str(form).lower()} is signed off", about=f"signed:{copy.pk}", by=by)
    return copy


@transaction.atomic
def reopen(form: Assessment, *, reason: str, by: Person) -> None:
    """Open a form again that was signed off, and say why. Readers keep the copy they have until there is a new one."""
    signed = Assessment.objects.filter(pk=form.pk).exclude(signed_off_at=None)
    if not signed.update(signed_off_at=None, signed_off_by=None):
        raise Refused("This form is open already.")
    form.refresh_from_db(fields=["signed_off_at", "signed_off_by"])
    copy = form.signed_copies.latest("number")
    Reopening.objects.create(copy=copy, reason=reason, by=by)
    record("form.reopened", form, by=by, challenge=form.challenge, form=str(form).lower(), reason=reason)
    open_milestone_again(form.challenge, MILESTONE)
    take_back([f"signed:{copy.pk}"])
    _tell(form, f"the {str(form).lower()} was opened again", about=f"reopened:{copy.pk}", by=by)


def _tell(form: Assessment, what: str, *, about: str, by: Person) -> None:
    challenge, everybody = form.challenge, holders()
    people = {person for owner in TOLD for person in everybody.of(challenge, owner)} - {by.pk}
    tell(people, f"{challenge.called}: {what}", about=about, challenge=challenge, path=start_of(form))
