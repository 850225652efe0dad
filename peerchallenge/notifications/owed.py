"""What people owe, as one shape: the home page lists it, the reminders count down to it, a mail checks it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from peerchallenge.ui.wording import mid_sentence


@dataclass(frozen=True)
class Owed:
    """One thing one person must do, at `where`. `about` names the object ("milestone:12"), `path` leads there."""

    person_id: int
    about: str
    text: str
    where: str
    path: str
    challenge_id: int | None = None
    due_on: date | None = None

    @property
    def title(self) -> str:
        """How pages and mail say it: "Shropshire: offer dates for the visit"."""
        return f"{self.where}: {mid_sentence(self.text)}"


def owed(people: Iterable[int] | None = None) -> list[Owed]:
    """Everything that these people (everybody, if none are named) owe now, the most urgent first."""
    wanted = None if people is None else list(people)
    known: dict[str, Any] = {}  # what one source has looked up, so that the next need not ask again
    everything = [thing for source in settings.OWED_SOURCES for thing in import_string(source)(wanted, known)]
    return sorted(everything, key=lambda thing: (thing.due_on or date.max, thing.where, thing.about))
