"""The visit starts: from here on the team notes what it hears and sees. It ends with the feedback."""

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from assessments.indicators import fix_baseline
from cycles.dates import keep_milestone
from cycles.lifecycle import move
from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person
from reviews.readiness import unmet_for_the_end, unmet_for_visit
from reviews.standing_in import standing_in
from reviews.telling import tell_everybody


@transaction.atomic
def start_visit(challenge: PeerChallenge, *, by: Person) -> None:
    """Start the visit, once nothing is missing. The baseline is taken down anew, as figures stand on the first day."""
    move(challenge, Stage.ON_SITE, by=by, unmet=unmet_for_visit(challenge), reason=standing_in(challenge, by))
    fix_baseline(challenge)
    tell_everybody(challenge, "the visit has started", f"visit:{challenge.pk}:started", by=by)


@transaction.atomic
def end_visit(challenge: PeerChallenge, *, by: Person) -> None:
    """End the visit, once the feedback is frozen: from here on the host reads it, and the team writes the draft."""
    move(challenge, Stage.DRAFTING, by=by, unmet=unmet_for_the_end(challenge), reason=standing_in(challenge, by))
    keep_milestone(challenge, "on-site", by=by)
    text = "the visit has ended. The feedback is there to be read"
    tell_everybody(challenge, text, f"visit:{challenge.pk}:ended", by=by)
    for follows in settings.AFTER_VISIT:
        import_string(follows)(challenge, by)
