"""Noticing that something stands still, before people notice that nothing comes."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from peerchallenge import marks
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import Message, MessageState
from peerchallenge.ui.wording import plural

LONGEST_SILENCE = timedelta(minutes=10)
LONGEST_WITHOUT_BACKUP = timedelta(days=2)
MOST_UNSENT = 3  # mails in a row: one may have a wrong address
LEAST_FREE = 0.05  # of the disk
RECENT = timedelta(days=1)


@dataclass(frozen=True)
class Sign:
    """One sign of life: what it is about, how it is, and whether somebody must look after it."""

    about: str
    words: str
    wrong: bool = False


def signs() -> list[Sign]:
    """All of them, for whoever looks after the service."""
    return [_doors(), _background_work(), _queue(), _given_up(), _mail(), _backup(), _disk()]


def alarms() -> list[str]:
    """What the offices must know: that nothing goes out, or that nothing would be left after an accident."""
    return list(_alarms())


def _alarms() -> Iterator[str]:
    if marks.read(marks.RESTORED) is not None:
        yield (
            "This service was brought back from a backup. No mail goes out and no work is done in the background "
            "until the people who run it say so."
        )
    elif _background_work().wrong:
        yield (
            "The background work stands still, so no mail goes out. Tell the people who run this service. "
            "What waits goes out when the work begins again."
        )
    if not settings.DEMO and _backup().wrong:
        yield "No backup was made for two days. Tell the people who run this service."


def _doors() -> Sign:
    if marks.is_closed() or settings.CLOSED_UNTIL:
        return Sign("doors", "closed for work on the service", wrong=True)
    if marks.read(marks.RESTORED) is not None:
        return Sign("doors", "open, restored from a backup: mail and background work are off", wrong=True)
    return Sign("doors", "open")


def _background_work() -> Sign:
    swept = marks.time_of(marks.SWEPT)
    if swept is None and not _is_longer_ago(_began(), LONGEST_SILENCE):
        return Sign("background work", "not begun yet")
    return Sign("background work", _last("looked for", swept), wrong=_is_longer_ago(swept, LONGEST_SILENCE))


def _queue() -> Sign:
    """Work whose time has come and that nobody has begun."""
    oldest = queue.due().values_list("due_at", flat=True).first()
    if oldest is None:
        return Sign("queue", "nothing waits")
    return Sign("queue", f"the oldest waits since {_ago(oldest)}", wrong=_is_longer_ago(oldest, LONGEST_SILENCE))


def _given_up() -> Sign:
    count = Job.objects.filter(state=State.FAILED, finished_at__gt=timezone.now() - RECENT).count()
    return Sign("given up today", plural(count, "piece of work", "pieces of work"), wrong=count > 0)


def _mail() -> Sign:
    last = Message.objects.filter(sent_at__isnull=False).order_by("-sent_at").values_list("sent_at", flat=True).first()
    since = Q(created_at__gt=last) if last else Q()
    unsent = Message.objects.filter(since, state=MessageState.FAILED).count()
    return Sign("mail", f"{_last('sent', last)}, {unsent} failed since", wrong=unsent >= MOST_UNSENT)


def _backup() -> Sign:
    made = marks.time_of(marks.BACKED_UP)
    if made is None and not _is_longer_ago(_began(), LONGEST_WITHOUT_BACKUP):
        return Sign("backup", "none yet")
    return Sign("backup", _last("made", made), wrong=_is_longer_ago(made, LONGEST_WITHOUT_BACKUP))


def _began() -> datetime | None:
    """When the first work was promised here: who has just begun has nothing to lose yet."""
    return Job.objects.order_by("created_at").values_list("created_at", flat=True).first() or timezone.now()


def _disk() -> Sign:
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    disk = shutil.disk_usage(folder)
    return Sign("disk", f"{disk.free * 100 // disk.total} % free", wrong=disk.free < disk.total * LEAST_FREE)


def _is_longer_ago(moment: datetime | None, limit: timedelta) -> bool:
    return moment is None or timezone.now() - moment > limit


def _last(done: str, moment: datetime | None) -> str:
    return f"last {done} {_ago(moment)}" if moment else f"never {done}"


def _ago(moment: datetime) -> str:
    minutes = max(0, int((timezone.now() - moment).total_seconds() // 60))
    if minutes < 120:
        return f"{plural(minutes, 'minute')} ago"
    return f"{plural(minutes // 60, 'hour')} ago" if minutes < 48 * 60 else f"{plural(minutes // 1440, 'day')} ago"
