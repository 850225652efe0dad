"""Opening the preparation: from here on the challenge keeps the editions of the forms that are in force today."""

from django.db import transaction

from assessments.editions import open_forms
from assessments.readiness import unmet_for_preparing
from cycles.lifecycle import move
from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person


@transaction.atomic
def begin_preparing(challenge: PeerChallenge, *, by: Person) -> None:
    """Open the preparation: the forms are pinned to their editions, the host starts to fill in, the team is built."""
    move(challenge, Stage.PREPARING, by=by, unmet=unmet_for_preparing(challenge))
    open_forms(challenge)
