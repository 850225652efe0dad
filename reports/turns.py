"""Whoever changes an accuracy check waits for whoever is changing it, and comes too late once it is over."""

from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.audit.locks import take_turn

from .models import AccuracyCheck

OVER = "The accuracy check has just ended, so this was not saved. Copy what you want to keep."


def take_turn_at(challenge: PeerChallenge) -> None:
    """Wait until nobody else changes the check of this challenge."""
    take_turn(f"accuracy {challenge.pk}")


def hold_open(check: AccuracyCheck) -> None:
    """The same, and refuse what comes after the end of the check."""
    take_turn_at(check.challenge)
    here = PeerChallenge.objects.filter(pk=check.challenge.pk, stage=Stage.ACCURACY_CHECK, paused_at=None)
    if not here.exists():
        raise Refused(OVER)
