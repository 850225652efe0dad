"""Clocks: one that stands still until it is moved, and mornings in London for the tests of reminders."""

from datetime import datetime

import pytest
from django.core import mail

from peerchallenge.jobs import queue
from peerchallenge.workdays import LONDON

from . import owing


@pytest.fixture
def nobody_owes_anything(settings):
    """Until the test says so, with `owe`."""
    settings.OWED_SOURCES = [f"{owing.__name__}.owed"]
    settings.VISIBLE_CHALLENGES = f"{owing.__name__}.visible_challenge_ids"
    owing.things.clear()
    owing.visible.clear()


@pytest.fixture
def clock(time_machine):
    """Nine o’clock on a Tuesday in March, until the test moves on."""
    time_machine.move_to("2026-03-10 09:00Z", tick=False)
    return time_machine


@pytest.fixture
def at(time_machine):
    """Go to an hour of a day in London."""

    def moved(day, hour=8):
        time_machine.move_to(datetime(day.year, day.month, day.day, hour, tzinfo=LONDON), tick=False)

    return moved


@pytest.fixture
def morning(at):
    """Everything that happens on one day: the sweep comes, the mails leave. Returns the mails."""

    def passed(day, hour=8):
        at(day, hour)
        sent = len(mail.outbox)
        while numbers := queue.sweep():
            for number in numbers:
                queue.run(number)
        return mail.outbox[sent:]

    return passed
