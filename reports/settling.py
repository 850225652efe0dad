"""What follows once a report is public: the stage moves, the milestone is kept, everybody is told. The public does not
wait for any of it: a report whose time has come is served, whether a sweep has run or not."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cycles.dates import keep_milestone
from cycles.holders import holders
from cycles.lifecycle import move
from cycles.models import PeerChallenge, Stage
from peerchallenge.notifications.outbox import tell
from peerchallenge.ui.wording import moment
from reviews.telling import EVERYBODY

from .models import Publication
from .turns import take_turn_at

MILESTONE = "published"


def settle_due() -> None:
    """Settle every publication whose time has come. Safe to call at any time, and twice at once."""
    due = Publication.objects.filter(settled_at=None, published__publish_at__lte=timezone.now())
    for number in list(due.filter(report__challenge__paused_at=None).values_list("pk", flat=True)):
        settle(number)


def settle_what_is_out(challenge: PeerChallenge) -> None:
    """The same for one challenge, before something else is done with its report."""
    due = Publication.objects.filter(settled_at=None, published__publish_at__lte=timezone.now())
    for number in list(due.filter(report__challenge=challenge).values_list("pk", flat=True)):
        settle(number)
    challenge.refresh_from_db(fields=["stage", "paused_at"])


@transaction.atomic
def settle(number: int) -> None:
    """Do it once for this publication, whoever comes first. Nobody is asked again: the host DASS has decided."""
    made = Publication.objects.select_related(
        "published", "published_by", "report__challenge__host", "report__challenge__cycle"
    ).get(pk=number)
    challenge = made.report.challenge
    take_turn_at(challenge)
    if not Publication.objects.filter(pk=number, settled_at=None).update(settled_at=timezone.now()):
        return
    if challenge.stage == Stage.AGREED:
        reason = (
            "" if made.pressed_at >= made.published.publish_at else f"Planned for {moment(made.published.publish_at)}."
        )
        move(challenge, Stage.PUBLISHED, by=made.published_by, reason=reason)
    keep_milestone(challenge, MILESTONE, by=made.published_by)
    _tell_everybody(made, challenge)


def _tell_everybody(made: Publication, challenge: PeerChallenge) -> None:
    known = holders()
    people = {person for owner in EVERYBODY for person in known.of(challenge, owner)} - {made.published_by_id}
    about = f"publication:{challenge.pk}:{made.published.number}:out"
    what = "the report is public" if made.published.number == 1 else "a new version of the report is public"
    path = reverse("publication", args=[challenge.slug])
    tell(sorted(people), f"{challenge.called}: {what}", about=about, challenge=challenge, path=path)
