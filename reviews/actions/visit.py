"""The visit starts: from here on the team notes what it hears and sees."""

from django.db import transaction

from assessments.indicators import fix_baseline
from cycles.lifecycle import move
from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person
from reviews.readiness import unmet_for_visit
from reviews.standing_in import standing_in
from reviews.telling import tell_everybody


@transaction.atomic
def start_visit(challenge: PeerChallenge, *, by: Person) -> None:
    """Start the visit, once nothing is missing. The baseline is taken down anew, as figures stand on the first day."""
    move(challenge, Stage.ON_SITE, by=by, unmet=unmet_for_visit(challenge), reason=standing_in(challenge, by))
    fix_baseline(challenge)
    tell_everybody(challenge, "the visit has started", f"visit:{challenge.pk}:started", by=by)
