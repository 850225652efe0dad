"""What the commands of upkeep have in common: they do their work, or say in plain words why not."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from .refusals import CannotDo


class PlainCommand(BaseCommand):
    """A command whose `work` may raise CannotDo. `not_done` is said before the reason."""

    not_done = ""
    work: Callable[..., None]

    def handle(self, **options: Any) -> None:
        try:
            self.work(**options)
        except CannotDo as reason:
            raise CommandError(f"{self.not_done} {reason}".strip()) from reason
        except OperationalError as fault:
            away = "The database does not answer. Is it running, and is its address right?"
            raise CommandError(f"{self.not_done} {away}".strip()) from fault
