"""What people owe the reviews: the host its words, the team lead the record, the regional lead a word when it is late.

A host that never answers is reminded calmly, and holds nothing up: the team lead can record the review without it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from cycles.holders import Holders, holders_once
from cycles.models import Owner, PeerChallenge, Stage
from cycles.owed import days_once, running_once
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import plural
from peerchallenge.workdays import today_in_london

from .models import Review
from .owed_plan import HOST, agreed_references

LATE = timedelta(days=14)  # after its day the regional lead has two weeks to ask
OWNERS = (*HOST, Owner.TEAM_LEAD, Owner.REGIONAL_LEAD)


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the reviews that are open, and to close what is over."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    running = running_once(people, known)
    followed = {
        pk: one
        for pk, one in running.items()
        if one.stage == Stage.FOLLOW_UP and any(roles.of(one, owner) for owner in OWNERS)
    }
    if not followed:
        return
    references, days = agreed_references(running, known), days_once(people, known)
    said = Count("hostwords", filter=~Q(hostwords__state=""))
    for review in Review.objects.filter(challenge__in=followed).annotate(said=said):
        challenge = followed[review.challenge_id]
        if review.recorded_at:
            yield from _to_close(review, challenge, roles)
        else:
            missing = len(references.get(challenge.pk, ())) - review.said
            yield from _open(review, challenge, roles, missing, days.get((challenge.pk, review.milestone)))


def _open(
    review: Review, challenge: PeerChallenge, roles: Holders, missing: int, due_on: date | None
) -> Iterator[Owed]:
    name, path = str(review).lower(), reverse("review", args=[challenge.slug, review.kind])
    if missing > 0:
        are = "is" if missing == 1 else "are"
        text = f"Say how far {plural(missing, 'recommendation')} {are}, for the {name}"
        for person_id in {person for owner in HOST for person in roles.of(challenge, owner)}:
            yield _owed(person_id, review, "host", text, challenge, path, due_on)
    for person_id in roles.of(challenge, Owner.TEAM_LEAD):
        yield _owed(person_id, review, "record", f"Record the {name}", challenge, path, due_on)
    if due_on and today_in_london() > due_on:
        for person_id in roles.of(challenge, Owner.REGIONAL_LEAD):
            text = f"Ask about the {name}, which is late"
            yield _owed(person_id, review, "late", text, challenge, path, due_on + LATE)


def _to_close(review: Review, challenge: PeerChallenge, roles: Holders) -> Iterator[Owed]:
    if review.kind == Review.Kind.TWELVE:
        path = reverse("challenge-close", args=[challenge.slug])
        for person_id in roles.of(challenge, Owner.REGIONAL_LEAD):
            yield _owed(person_id, review, "close", "Close the peer challenge", challenge, path, None)


def _owed(
    person_id: int, review: Review, about: str, text: str, challenge: PeerChallenge, path: str, due_on: date | None
) -> Owed:
    return Owed(person_id, f"review:{review.pk}:{about}", text, challenge.called, path, challenge.pk, due_on)
