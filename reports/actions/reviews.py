"""The reviews: the system opens them, each side says how far it is, the team lead records, the regional lead closes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.models import Indicator
from cycles.dates import keep_milestone
from cycles.lifecycle import CannotMove, move
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reports.following import Following, unmet_to_close
from reports.models import HostWord, Judgement, Measured, Review
from reviews.models import Recommendation
from reviews.standing_in import standing_in
from reviews.telling import EVERYBODY, tell_holders

RECORDED = "The review is recorded, so this was not saved. Copy what you want to keep."
Words = Mapping[str, Any]


@transaction.atomic
def open_six_month_review(challenge: PeerChallenge, *, by: Person | None) -> Review:
    """Begin the follow-up: the six-month review opens, and with it the stage. Doing it twice is refused by the move."""
    move(challenge, Stage.FOLLOW_UP, by=by)
    return _open(challenge, Review.Kind.SIX, by)


@transaction.atomic
def open_twelve_month_review(challenge: PeerChallenge, *, by: Person | None) -> Review:
    """Open the second review, also where the first one was never recorded. Opening it twice is opening it once."""
    take_turn(f"reviews {challenge.pk}")
    if known := Review.objects.filter(challenge=challenge, kind=Review.Kind.TWELVE).first():
        return known
    review = _open(challenge, Review.Kind.TWELVE, by)
    record("review.opened", review, by=by, challenge=challenge, review=_name(review))
    return review


def _open(challenge: PeerChallenge, kind: Review.Kind, by: Person | None) -> Review:
    review, _ = Review.objects.get_or_create(challenge=challenge, kind=kind)
    _tell(review, f"the {_name(review)} is open", by)
    return review


@transaction.atomic
def say_progress(review: Review, recommendation: Recommendation, *, facts: Words, seen: int, by: Person) -> None:
    """Say for the host how far a recommendation is. Raises Stale with both texts when somebody saved first."""
    _hold_open(review)
    word, _ = HostWord.objects.get_or_create(review=review, recommendation=recommendation)
    save_version(word, dict(facts), seen=seen, by=by)
    reference = recommendation.reference
    record("review.host_said", word, by=by, challenge=review.challenge, reference=reference, review=_name(review))


@transaction.atomic
def measure_again(review: Review, figures: Iterable[tuple[Indicator, Words, int]], *, by: Person) -> None:
    """Take down the indicators of the baseline once more: what to write, and the version that was seen.

    Raises Stale when somebody saved one of them first.
    """
    _hold_open(review)
    for indicator, facts, seen in figures:
        row, _ = Measured.objects.get_or_create(review=review, indicator=indicator)
        if seen != row.version or any(getattr(row, name) != value for name, value in facts.items()):
            save_version(row, dict(facts), seen=seen, by=by)
    record("review.measured", review, by=by, challenge=review.challenge, review=_name(review))


@transaction.atomic
def judge(review: Review, recommendation: Recommendation, *, facts: Words, seen: int, by: Person) -> None:
    """Say for the team how far a recommendation is. Raises Stale with both texts when somebody saved first."""
    _hold_open(review)
    judgement, _ = Judgement.objects.get_or_create(review=review, recommendation=recommendation)
    save_version(judgement, dict(facts), seen=seen, by=by)
    record(
        "review.judged",
        judgement,
        by=by,
        challenge=review.challenge,
        reference=recommendation.reference,
        review=_name(review),
        reason=standing_in(review.challenge, by),
    )


@transaction.atomic
def write_meeting(review: Review, *, facts: Words, seen: int, by: Person) -> None:
    """Write down the meeting: when, who took part by their role, what was agreed. Raises Stale."""
    _hold_open(review)
    save_version(review, dict(facts), seen=seen, by=by)
    reason = standing_in(review.challenge, by)
    record("review.meeting_written", review, by=by, challenge=review.challenge, review=_name(review), reason=reason)


@transaction.atomic
def record_review(review: Review, *, by: Person) -> None:
    """Record a review. From now on nobody changes it, and the host reads what the team lead says.

    The words of the host may be missing: a host that never answers does not hold it up.
    """
    _hold_open(review)
    challenge = review.challenge
    review.refresh_from_db(fields=["met_on"])
    if unmet := Following(review).unmet:
        raise CannotMove(*unmet)
    review.recorded_at, review.recorded_by = timezone.now(), by
    review.save(update_fields=["recorded_at", "recorded_by"])
    keep_milestone(challenge, review.milestone, by=by)
    record(
        "review.recorded", review, by=by, challenge=challenge, review=_name(review), reason=standing_in(challenge, by)
    )
    _tell(review, f"the {_name(review)} is recorded", by)


@transaction.atomic
def close_challenge(challenge: PeerChallenge, *, by: Person) -> None:
    """Close the challenge once its twelve-month review is recorded. Raises CannotMove before that."""
    move(challenge, Stage.CLOSED, by=by, unmet=unmet_to_close(challenge))
    path, about = challenge.get_absolute_url(), f"closed:{challenge.pk}"
    tell_holders(challenge, EVERYBODY, "the peer challenge is closed", about, path=path, by=by)


def _hold_open(review: Review) -> None:
    """Wait for whoever is changing this review, and refuse what comes too late."""
    take_turn(f"reviews {review.challenge_id}")
    here = Review.objects.filter(pk=review.pk, recorded_at=None, challenge__stage=Stage.FOLLOW_UP)
    if not here.filter(challenge__paused_at=None).exists():
        raise Refused(RECORDED)


def _name(review: Review) -> str:
    return review.get_kind_display().lower()


def _tell(review: Review, text: str, by: Person | None) -> None:
    path = reverse("review", args=[review.challenge.slug, review.kind])
    tell_holders(review.challenge, EVERYBODY, text, f"review:{review.pk}", path=path, by=by)
