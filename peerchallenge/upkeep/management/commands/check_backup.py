"""Whether an archive is whole, without restoring it."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from peerchallenge.upkeep import backup
from peerchallenge.upkeep.archive import opened
from peerchallenge.upkeep.commands import PlainCommand


class Command(PlainCommand):
    help = "Reads a backup from its first to its last byte and says whether it is as it was when it was made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)

    def work(self, *, archive: Path, **options: Any) -> None:
        with opened(archive) as found:
            words = backup.in_words(found.manifest)
        self.stdout.write(f"The archive is whole. {words}")
