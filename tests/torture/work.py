"""The work itself: it leaves one row for each try, and one row for its effect."""

import threading
import time
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from peerchallenge.accounts.models import Person
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import Message
from peerchallenge.notifications.outbox import send_now
from peerchallenge.notifications.owed import Owed
from peerchallenge.notifications.reminders import remind

PEOPLE, THINGS = 100, 100
TODAY = date(2099, 3, 19)  # a Thursday, far enough ahead


def effect(number):
    """Something that must happen exactly once: its key is unique, as for everything that a job writes."""
    _write("INSERT INTO tries (number) VALUES (%s)", number)
    time.sleep(0.02)
    _write("INSERT INTO effects (number) VALUES (%s) ON CONFLICT DO NOTHING", number)
    time.sleep(0.005)


def slow(number):
    time.sleep(60)


def threads(number):
    """Count the threads of this process that work on jobs."""
    working = sum(thread.name == "jobs" for thread in threading.enumerate())
    _write("INSERT INTO effects (number) VALUES (%s)", 1000 + working)


@transaction.atomic
def promise(key):
    """Somebody does something that others must hear of at once."""
    send_now("torture", key=key, email="priya@example.org")


@transaction.atomic
def write(key):
    """A transaction that reads first and then writes, as every command does."""
    count = Person.objects.count() + Message.objects.count()
    Message.objects.create(key=f"written:{key}", template="torture", subject=str(count), state="cancelled")


def owed(people, known=None):
    """Ten thousand reminders, all of them due on one day."""
    for person_id in range(1, PEOPLE + 1) if people is None else people:
        for thing in range(THINGS):
            yield Owed(person_id, f"thing:{thing}", f"Thing {thing}", "Dudley", "/", due_on=TODAY + timedelta(days=2))


def visible_challenge_ids(person):
    return set()


def run_all():
    """What a worker does with everything that is due."""
    while numbers := queue.sweep():
        for number in numbers:
            queue.run(number)


def run_all_without_a_claim():
    """The control: look whether a job is free, then take it. Between the two somebody else takes it as well."""
    while numbers := queue.sweep():
        for number in numbers:
            job = Job.objects.get(pk=number)
            if job.state == State.QUEUED:
                Job.objects.filter(pk=number).update(state=State.RUNNING, lease_until=timezone.now())
                effect(**job.payload)
                Job.objects.filter(pk=number).update(state=State.DONE)


def remind_everybody():
    remind(TODAY.isoformat())


def _write(sql, number):
    with connection.cursor() as cursor:
        cursor.execute(sql, [number])
