"""The pack, in the world that every page is asked about."""

from datetime import timedelta

from peerchallenge.workdays import today_in_london
from reviews.models import TeamCall

# Each canary, and the assets of which any lets a person read it.
CANARIES = {"canary-call": {"A57"}}


def furnish(world):
    """Put one of everything into the world."""
    note_call(world, 1)


def note_call(world, days):
    day = today_in_london() - timedelta(days=days)
    TeamCall.objects.create(challenge=world.challenge, held_on=day, note="canary-call", noted_by=world.office)


def objects(world):
    """What the parts of an address name."""
    return {}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list."""
    note_call(world, number + 2)
