"""Publishing what a review found: the host DASS decides, of what the team lead has recorded. And taking it back."""

from django.db import transaction
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from reports.models import ProgressVersion, Review
from reports.progress import latest, to_publish
from reviews.telling import EVERYBODY, tell_holders

NOT_RECORDED = "The team lead has not recorded the review yet."
PAUSED = "The peer challenge is paused, so nothing was published."
CHANGED = "Something was changed a moment ago. Read it again before you publish it."
THERE_ALREADY = "This is public already."
NOTHING = "Nothing is public."


@transaction.atomic
def publish_progress(review: Review, *, seen: str, by: Person) -> ProgressVersion:
    """Publish a frozen copy of what was seen. Raises Refused when it reads otherwise by now, or is public already."""
    challenge = review.challenge
    _take_turn(challenge)
    review.refresh_from_db()
    review.challenge = challenge
    if not review.recorded_at:
        raise Refused(NOT_RECORDED)
    content, digest = to_publish(challenge, review)
    if digest != seen:
        raise Refused(CHANGED)
    last = latest(challenge)
    if last and last.digest == digest:
        raise Refused(THERE_ALREADY)
    version = ProgressVersion.objects.create(
        challenge=challenge, number=_next(last), content=content, digest=digest, made_by=by
    )
    record("progress.published", version, by=by, challenge=challenge, number=version.number)
    text = f"what the {review.get_kind_display().lower()} found is public"
    _tell(challenge, text, version, by)
    return version


@transaction.atomic
def withdraw_progress(challenge: PeerChallenge, *, reason: str, by: Person) -> ProgressVersion:
    """Take the page off the web, with a reason that stands in its place. What was public stays in the history."""
    _take_turn(challenge)
    last = latest(challenge)
    if not last or last.is_withdrawn:
        raise Refused(NOTHING)
    version = ProgressVersion.objects.create(
        challenge=challenge, number=_next(last), withdrawn_because=reason, made_by=by
    )
    record("progress.withdrawn", version, by=by, challenge=challenge, reason=reason)
    _tell(challenge, "the council has taken its progress page off the web", version, by)
    return version


def _take_turn(challenge: PeerChallenge) -> None:
    """Wait for whoever is publishing or telling progress at this moment."""
    for what in ("plan", "reviews"):
        take_turn(f"{what} {challenge.pk}")
    if PeerChallenge.objects.filter(pk=challenge.pk).exclude(paused_at=None).exists():
        raise Refused(PAUSED)


def _next(last: ProgressVersion | None) -> int:
    return last.number + 1 if last else 1


def _tell(challenge: PeerChallenge, text: str, version: ProgressVersion, by: Person) -> None:
    path = reverse("progress", args=[challenge.slug])
    tell_holders(challenge, EVERYBODY, text, f"progress:{version.pk}", path=path, by=by)
