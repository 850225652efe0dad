"""Brings the data up to this version of the program. Safe to run at every start."""

from typing import Any

from django.core.management.base import CommandParser

from peerchallenge.upkeep.commands import PlainCommand
from peerchallenge.upkeep.upgrade import upgrade


class Command(PlainCommand):
    help = (
        "Closes the doors, brings tables and reference data up to date, checks the settings and opens the doors again. "
        "Where nothing waits, the doors stay open. Asks for a backup of the last 24 hours."
    )
    requires_system_checks: list[str] = []  # the checks come as a step of their own, and say what to do

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-backup", action="store_true", help="Go on although there is no young backup.")

    def work(self, *, without_backup: bool, **options: Any) -> None:
        upgrade(self.stdout.write, without_backup=without_backup)
