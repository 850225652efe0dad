"""Closing the doors for work on the data, and one such work at a time."""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from peerchallenge import marks
from peerchallenge.jobs.models import Job, State

from . import tables
from .refusals import CannotDo

RESTORE, UPGRADE = "restore", "upgrade"
Say = Callable[[str], object]


@contextmanager
def alone() -> Iterator[None]:
    """Only one command may work on the data at a time. A command that dies lets the next one in."""
    folder = Path(settings.FILES_DIR) / marks.FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "turn").open("w") as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise CannotDo("Another command is working on the data. Wait until it has ended.") from busy
        yield


def close(say: Say, *, why: str) -> None:
    """Close the doors, and wait until the work that has begun has ended. They stay closed until `open_again`."""
    marks.put(marks.CLOSED, why=why)
    say("The doors are closed: every page says so, and no background work begins.")
    patience = time.monotonic() + settings.JOB_LEASE_SECONDS
    while _work_goes_on() and time.monotonic() < patience:
        time.sleep(0.2)


def open_again(say: Say, *, renewed: bool) -> None:
    """Open the doors. What runs since before the data was `renewed` stays closed until it is started again."""
    if renewed:
        marks.put(marks.RENEWED)
    marks.take_away(marks.CLOSED)
    say("The doors are open again.")
    if renewed:
        say("Start the processes of the service again: those from before stay closed.")


def _work_goes_on() -> bool:
    if Job._meta.db_table not in tables.names(connection):
        return False
    return Job.objects.filter(state=State.RUNNING, lease_until__gt=timezone.now()).exists()
