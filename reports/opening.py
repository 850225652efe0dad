"""The timetable opens reviews: some weeks before a review is due, so that the council can say how far it is."""

import logging
from datetime import timedelta

from django.conf import settings

from cycles.lifecycle import CannotMove
from cycles.models import Milestone, PeerChallenge, Stage
from peerchallenge.workdays import today_in_london

from .actions.reviews import open_six_month_review, open_twelve_month_review
from .models import MILESTONES, Review

log = logging.getLogger(__name__)
KIND = Review.Kind
OPENS = (
    (Stage.PUBLISHED, KIND.SIX, open_six_month_review),
    (Stage.FOLLOW_UP, KIND.TWELVE, open_twelve_month_review),
)


def open_reviews() -> None:
    """Open every review whose time has come. Safe to call at any time, and by several at once."""
    for stage, kind, open_it in OPENS:
        for challenge in due(stage, kind):
            try:
                open_it(challenge, by=None)
            except CannotMove as refusal:  # somebody else was quicker, or has paused it
                log.info("review of challenge %s not opened: %s", challenge.pk, refusal)


def due(stage: Stage, kind: Review.Kind) -> list[PeerChallenge]:
    """Challenges at this stage whose review of this kind should be open by now, and is not."""
    last = today_in_london() + timedelta(weeks=settings.REVIEW_OPENS_WEEKS)
    milestones = Milestone.objects.filter(code=MILESTONES[kind], due_on__lte=last)
    running = PeerChallenge.objects.running().filter(stage=stage, pk__in=milestones.values("challenge"))
    opened = Review.objects.filter(kind=kind).values("challenge")
    return list(running.exclude(pk__in=opened).select_related("host", "cycle__region"))
