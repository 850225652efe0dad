"""Many processes that begin the same work at the same moment: python -m tests.torture.crowd WHAT HOW_MANY"""

import multiprocessing
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.torture.settings")
django.setup()

from django.db import connection  # noqa: E402 -- models can be loaded only after the set-up above
from django.utils import timezone  # noqa: E402 -- the same

from peerchallenge.jobs import queue  # noqa: E402 -- the same
from peerchallenge.jobs.models import Job, State  # noqa: E402 -- the same
from peerchallenge.notifications.reminders import remind  # noqa: E402 -- the same
from tests.torture import work  # noqa: E402 -- the same


def run_all():
    while numbers := queue.sweep():
        for number in numbers:
            queue.run(number)


def run_all_without_a_claim():
    """The control: look whether a job is free, then take it. Between the two somebody else takes it as well."""
    while numbers := queue.sweep():
        for number in numbers:
            if Job.objects.get(pk=number).state == State.QUEUED:
                Job.objects.filter(pk=number).update(state=State.RUNNING, lease_until=timezone.now())
                work.effect(**Job.objects.get(pk=number).payload)
                Job.objects.filter(pk=number).update(state=State.DONE)


def remind_everybody():
    remind(work.TODAY.isoformat())


CROWDS = {"run": run_all, "run-careless": run_all_without_a_claim, "remind": remind_everybody}


def begin(what, together):
    connection.connect()
    together.wait(30)
    CROWDS[what]()


def main(what, how_many):
    forked = multiprocessing.get_context("fork")
    together = forked.Barrier(how_many)
    crowd = [forked.Process(target=begin, args=(what, together)) for _ in range(how_many)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    return max(abs(one.exitcode) for one in crowd)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
