"""Focus groups of the practice review: kinds of people and a head-count, never who they were."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from cycles.models import PeerChallenge
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reviews.models import FocusGroup, PracticeReview


@transaction.atomic
def add_focus_group(challenge: PeerChallenge, *, facts: dict[str, Any], by: Person) -> FocusGroup:
    """Add a focus group, planned or held."""
    take_turn(f"practice review {challenge.pk}")
    review = PracticeReview.objects.begun(challenge)
    last = review.focus_groups.aggregate(last=Max("number"))["last"] or 0
    group = FocusGroup.objects.create(review=review, number=last + 1, **facts)
    record("focus_group.added", group, by=by, challenge=challenge)
    return group


@transaction.atomic
def write_focus_group(group: FocusGroup, *, facts: dict[str, Any], seen: int, by: Person) -> None:
    """Write up what a focus group said, or change what is said about it. Raises Stale with both texts."""
    save_version(group, facts, seen=seen, by=by)
    record("focus_group.written", group, by=by, challenge=group.review.challenge)


@transaction.atomic
def take_out_focus_group(group: FocusGroup, *, by: Person) -> None:
    """Take out a focus group that did not take place."""
    record("focus_group.taken_out", group, by=by, challenge=group.review.challenge)
    group.delete()
