"""Immediate concerns: passed on at once, acknowledged, answered. Mail and trail say that there is one, never what."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reviews.concern_mail import mail_at_once
from reviews.models import Concern


@transaction.atomic
def pass_on(challenge: PeerChallenge, *, key: UUID, texts: Mapping[str, str], by: Person) -> Concern:
    """Tell the host's officer and the team lead at once. The same page sent again is the same concern.

    Raises Refused when the key is that of another person's page.
    """
    take_turn(f"concerns {challenge.pk}")
    if known := Concern.objects.filter(key=key).first():
        if known.written_by_id != by.pk or known.challenge_id != challenge.pk:
            raise Refused("This page was used before. Open it again.")
        return known
    last = challenge.concerns.aggregate(last=Max("number"))["last"] or 0
    concern = Concern.objects.create(challenge=challenge, number=last + 1, key=key, written_by=by, **texts)
    record("concern.passed_on", concern, by=by, challenge=challenge)
    mail_at_once(concern, by=by)
    return concern


@transaction.atomic
def acknowledge(concern: Concern, *, by: Person) -> None:
    """The officer has read it and acts: the clock stops."""
    waiting = Concern.objects.waiting().filter(pk=concern.pk)
    if not waiting.update(acknowledged_at=timezone.now(), acknowledged_by=by):
        raise Refused("Another officer has acknowledged it already.")
    record("concern.acknowledged", concern, by=by, challenge=concern.challenge)


@transaction.atomic
def answer(concern: Concern, *, text: str, seen: int, by: Person) -> None:
    """The officer says what was done; that acknowledges it too. Raises Stale when another officer saved meanwhile."""
    now = timezone.now()
    save_version(concern, {"answer": text}, seen=seen, by=by)
    Concern.objects.waiting().filter(pk=concern.pk).update(acknowledged_at=now, acknowledged_by=by)
    Concern.objects.filter(pk=concern.pk, answered_at=None).update(answered_at=now)
    record("concern.answered", concern, by=by, challenge=concern.challenge)
