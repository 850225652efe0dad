"""Handing the practice review over to the team: a frozen copy, and word to those who wait for it."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cycles.dates import keep_milestone
from cycles.holders import holders
from cycles.models import Owner, PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import tell
from reviews.handing_over import Material, content_of, must_have
from reviews.models import HandedOver, PracticeReview

MILESTONES = ("practice-review", "practice-review-handed-over")  # what is handed over was carried out


@transaction.atomic
def hand_over(challenge: PeerChallenge, *, by: Person) -> HandedOver:
    """Freeze what the team gets, and say that it is there. Handed over again, the new copy takes its place."""
    take_turn(f"practice review {challenge.pk}")
    review = PracticeReview.objects.begun(challenge)
    material = Material(review)
    if missing := list(must_have(material)):
        raise Refused(" ".join(missing))
    copy = HandedOver.objects.create(
        review=review, number=review.copies.count() + 1, content=content_of(material), by=by, at=timezone.now()
    )
    PracticeReview.objects.filter(pk=review.pk).update(handed_over_at=copy.at, handed_over_by=by)
    for code in MILESTONES:
        keep_milestone(challenge, code, by=by)
    record("practice_review.handed_over", copy, by=by, challenge=challenge, number=copy.number)
    _tell(challenge, copy, besides=by)
    return copy


def _tell(challenge: PeerChallenge, copy: HandedOver, *, besides: Person) -> None:
    """The team lead reads it now; the regional lead, who may read it later, sees that the challenge goes on."""
    everybody, about = holders(), f"practice-review:{copy.pk}"
    text = f"{challenge.called}: the practice review is handed over"
    for owner, page in ((Owner.TEAM_LEAD, "practice-summary"), (Owner.REGIONAL_LEAD, "challenge")):
        people = everybody.of(challenge, owner).keys() - {besides.pk}
        tell(sorted(people), text, about=about, challenge=challenge, path=reverse(page, args=[challenge.slug]))
