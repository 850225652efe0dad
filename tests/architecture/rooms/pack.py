"""The pack, in the world that every page is asked about."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings

from cycles.models import Stage
from cycles.policy import Standing
from cycles.roles import Role
from peerchallenge.documents.storage import keep_made
from peerchallenge.workdays import today_in_london
from reviews.models import PackFile, TeamCall
from reviews.pack import digest

# Each canary, and the assets of which any lets a person read it.
CANARIES = {"canary-call": {"A57"}}


def furnish(world):
    """Put one of everything into the world."""
    note_call(world, 1)
    make_file(world)


def make_file(world):
    """The pack as one file, as it is for the team while it reads."""
    team = Standing(frozenset({Role.TL}), Stage.READING, paused=False)
    path = Path(settings.FILES_DIR) / "pack.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"PK\x05\x06" + bytes(18))
    file = keep_made(path, "pack.zip", by=world.office)
    now = digest(world.challenge, team)
    PackFile.objects.update_or_create(
        challenge=world.challenge, digest=now, defaults={"asked_by": world.office, "file": file}
    )


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
