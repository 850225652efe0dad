"""One archive of everything, made while people work."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from peerchallenge.upkeep import backup
from peerchallenge.upkeep.commands import PlainCommand

KEPT_FOR = 35  # days: what was removed for good is gone from the backups too after this time


class Command(PlainCommand):
    help = (
        "Makes one archive of the database and all stored files, while people go on working. Only its owner can read "
        f"it. In a folder, archives of this command that are older than {KEPT_FOR} days are removed afterwards."
    )

    not_done = "No backup was made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, help="A folder, or the name of a new file.")
        parser.add_argument("--keep", type=int, default=KEPT_FOR, metavar="DAYS", help="How long archives are kept.")
        parser.add_argument(
            "--despite-faults", action="store_true", help="Make it even if stored files are missing on the disk."
        )

    def work(self, *, target: Path, keep: int, despite_faults: bool, **options: Any) -> None:
        made = backup.make(target, despite_faults=despite_faults)
        self.stdout.write(f"The backup is complete: {made.path}")
        self.stdout.write(backup.in_words(made.manifest))
        if target.is_dir() and (removed := backup.remove_older(target, keep)):
            self.stdout.write(f"Removed {removed} older than {keep} days.")
        self.stdout.write("The secret key is not in it. Keep a copy of the key apart from the backups.")
