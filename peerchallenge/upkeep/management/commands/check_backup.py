"""Whether an archive is whole, without restoring it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from peerchallenge.upkeep import backup
from peerchallenge.upkeep.archive import opened
from peerchallenge.upkeep.refusals import CannotDo


class Command(BaseCommand):
    help = "Reads a backup from its first to its last byte and says whether it is as it was when it was made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)

    def handle(self, *, archive: Path, **options: Any) -> None:
        try:
            with opened(archive) as found:
                words = backup.in_words(found.manifest)
        except CannotDo as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"The archive is whole. {words}")
