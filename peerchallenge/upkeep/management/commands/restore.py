"""Bring an installation back from a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from peerchallenge.upkeep.commands import PlainCommand
from peerchallenge.upkeep.restore import restore


class Command(PlainCommand):
    help = (
        "Makes an empty installation what a backup holds. Afterwards no mail goes out and no background work is done "
        "until resume_after_restore."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--replace", action="store_true", help="Lose what is here and have what the archive holds.")
        parser.add_argument(
            "--with-another-key",
            action="store_true",
            help="The secret key of the archive is lost: people set up their second factor again.",
        )

    def work(self, *, archive: Path, replace: bool, with_another_key: bool, **options: Any) -> None:
        restore(archive, self.stdout.write, replace=replace, with_another_key=with_another_key)
        self.stdout.write("No mail goes out and no background work is done yet. Look at the pages. When all is well:")
        self.stdout.write("  manage.py resume_after_restore")
