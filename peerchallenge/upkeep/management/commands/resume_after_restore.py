"""The last step of a restore: mail and background work go on."""

from typing import Any

from django.core.management.base import CommandParser

from peerchallenge.ui.wording import plural
from peerchallenge.upkeep.commands import PlainCommand
from peerchallenge.upkeep.resume import resume


class Command(PlainCommand):
    help = (
        "Lets mail go out and background work begin after a restore. What waited when the backup was made may have "
        "gone out since, so it is held back: the offices see it under Messages and can send most of it again. Mail "
        "about immediate concerns goes out in any case."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--send-waiting", action="store_true", help="Send what waited too. Right when nothing has gone out since."
        )

    def work(self, *, send_waiting: bool, **options: Any) -> None:
        resumed = resume(send_waiting=send_waiting)
        mails, lines = plural(resumed.mails, "mail"), plural(resumed.lines, "line")
        self.stdout.write("Mail and background work go on.")
        self.stdout.write("What waited goes out." if send_waiting else f"Held back: {mails}, {lines} of morning mails.")
