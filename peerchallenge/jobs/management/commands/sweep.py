"""One round of background work by hand, or by a system timer."""

from typing import Any

from django.core.management.base import BaseCommand

from peerchallenge import marks
from peerchallenge.jobs import queue


class Command(BaseCommand):
    help = "Run everything that is due, and what that asks for in turn."

    def handle(self, *args: Any, **options: Any) -> None:
        if marks.is_resting():
            self.stdout.write("The service rests, so nothing was done: it is being worked on, or was just restored.")
            return
        done = 0
        while this_round := sum([queue.run(number) for number in queue.sweep()]):
            done += this_round
        self.stdout.write(f"{done} done")
