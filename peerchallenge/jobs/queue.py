"""Promise work inside a transaction; run it once, later, whatever dies in between.

The table is the queue of record. A wake-up (a thread event, or a Celery message with the row's number) only makes it
quick; the sweep finds every row that a lost wake-up or a killed worker left behind. Both editions run this same code.

A run that is killed is run again, so a handler must bear to be run twice: what it writes has a natural key.
"""

import logging
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, When
from django.utils import timezone
from django.utils.module_loading import import_string

from peerchallenge import marks

from .models import Job, State

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 6
WAIT_AFTER = (10, 60, 300, 1800, 7200)  # seconds to wait after each failure
DEAF_FOR = 30.0  # seconds without wake-ups after one that failed: each try may cost a visitor two seconds
_deaf_until = 0.0


def enqueue(kind: str, key: str, **payload: Any) -> None:
    """Promise one piece of work. Asking again with the same key is harmless."""
    enqueue_all(kind, [(key, payload)])


def enqueue_all(kind: str, wanted: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Promise many pieces of work of one kind: pairs of key and payload (ids only, never content)."""
    rows = [Job(kind=kind, key=key, payload=payload) for key, payload in sorted(wanted, key=lambda pair: pair[0])]
    # What is promised already must wake nobody: the sweep itself promises the day, and would never come to rest.
    known = set(Job.objects.filter(key__in=[row.key for row in rows]).values_list("key", flat=True))
    rows = [row for row in rows if row.key not in known]
    if not rows:
        return
    Job.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    keys = [row.key for row in rows]
    transaction.on_commit(lambda: wake(keys))


def wake(keys: list[str]) -> None:
    """Say that there is work. Nothing is lost when nobody hears: the sweep comes every minute."""
    global _deaf_until
    from . import embedded, tasks

    if settings.EMBEDDED:
        embedded.wake()
        return
    if time.monotonic() < _deaf_until:
        return
    try:
        for number in Job.objects.filter(key__in=keys, state=State.QUEUED).values_list("pk", flat=True):
            tasks.run_job.delay(number)
    except Exception as error:
        # The promise is committed: whatever is wrong with the broker, the person who made it must not see it.
        _deaf_until = time.monotonic() + DEAF_FOR
        log.warning("wake-up failed, the sweep will find the work: %s", type(error).__name__)


def due(now: datetime | None = None) -> QuerySet[Job]:
    """Jobs that may be run now: waiting and due, or left behind by a run whose lease has ended."""
    now = now or timezone.now()
    left_behind = Q(state=State.RUNNING, lease_until__lt=now, attempts__lt=MOST_ATTEMPTS)
    return Job.objects.filter(Q(state=State.QUEUED, due_at__lte=now) | left_behind).order_by("due_at", "pk")


def run(number: int) -> bool:
    """Run one job if it is due and nobody else has it. True when this call did it."""
    if marks.is_resting():
        return False
    now = timezone.now()
    lease_until = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
    claimed = due(now).filter(pk=number).order_by()
    if not claimed.update(state=State.RUNNING, lease_until=lease_until, attempts=F("attempts") + 1):
        return False
    job = Job.objects.get(pk=number)
    with structlog.contextvars.bound_contextvars(job=job.pk):
        return _done(job)


def _done(job: Job) -> bool:
    """Run it, and write down how it went."""
    try:
        import_string(settings.JOB_HANDLERS[job.kind])(**job.payload)
    except Exception as error:
        log.exception("job of kind %s failed", job.kind)
        _put_back(job, error)
        return False
    log.info("job of kind %s is done", job.kind)
    _mine(job).update(state=State.DONE, finished_at=timezone.now(), lease_until=None, error="")
    return True


def retry(job: Job) -> None:
    """Give a failed job another round of attempts, now."""
    again = Job.objects.filter(pk=job.pk, state=State.FAILED)
    if again.update(state=State.QUEUED, attempts=0, due_at=timezone.now(), finished_at=None):
        transaction.on_commit(lambda: wake([job.key]))


def call_off(kind: str, keys: Iterable[str]) -> None:
    """Count as done, without running it, what waits under these keys, or was asked for again under them."""
    unfinished = Job.objects.filter(kind=kind, state__in=(State.QUEUED, State.RUNNING))
    for key in keys:
        asked_for = Q(key=key) | Q(key__startswith=f"{key}:again:")
        unfinished.filter(asked_for).update(state=State.DONE, finished_at=timezone.now(), lease_until=None)


def sweep(limit: int = 500) -> list[int]:
    """Promise what the timetable says is due, give up on what fails for ever, and list what is to be run now.

    What takes long comes last. While the service rests (it is being worked on, or was just restored) nothing is
    promised and nothing listed.
    """
    if marks.is_resting():
        return []
    marks.put(marks.SWEPT)
    for entry in settings.JOB_TIMETABLE:
        try:
            import_string(entry)()
        except Exception:
            log.exception("%s of the timetable failed", entry)  # the work that was promised must be run all the same
    Job.objects.filter(state=State.RUNNING, lease_until__lt=timezone.now(), attempts__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, finished_at=timezone.now(), error="It never finished: each run was cut off."
    )
    takes_long = Q(kind__in=settings.JOBS_THAT_TAKE_LONG)
    in_turn = due().order_by(Case(When(takes_long, then=1), default=0), "due_at", "pk")
    return list(in_turn.values_list("pk", flat=True)[:limit])


def _put_back(job: Job, error: Exception) -> None:
    reason = f"{type(error).__name__}: {error}"[:300]
    if job.attempts >= MOST_ATTEMPTS:
        _mine(job).update(state=State.FAILED, error=reason, finished_at=timezone.now(), lease_until=None)
        return
    wait = timedelta(seconds=WAIT_AFTER[min(job.attempts, len(WAIT_AFTER)) - 1])
    _mine(job).update(state=State.QUEUED, error=reason, due_at=timezone.now() + wait, lease_until=None)


def _mine(job: Job) -> QuerySet[Job]:
    """The row, as long as no later run has taken it over. Each run has a lease of its own."""
    return Job.objects.filter(pk=job.pk, state=State.RUNNING, lease_until=job.lease_until)
