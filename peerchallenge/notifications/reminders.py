"""Counting down to what is owed: two weeks, a week and two days before, the day after, then once a week.

Each reminder exactly once per person, object, rule and due date: that is its key, and the key is unique. A rule that
falls on a weekend or a holiday comes on the working day before it. After an outage only the latest rule that has come
is told, so nobody gets a storm.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from peerchallenge.jobs import queue
from peerchallenge.workdays import LONDON, is_working_day, today_in_london, working_day_on_or_before

from .models import DIGEST, Message, MessageState, Notice, NoticeKind
from .owed import Owed, owed

DAYS_BEFORE = (14, 7, 2)
MORNING, EVENING = 8, 20  # o'clock in London; nothing is sent at night
BATCH = 500


def rule_for(due_on: date, today: date) -> str | None:
    """The reminder that counts today for something due on `due_on`, or None while it is still far away."""
    late = (today - due_on).days
    if late >= 1:
        return f"late-{1 + (late - 1) // 7 * 7}"
    passed = [days for days in DAYS_BEFORE if today >= working_day_on_or_before(due_on - timedelta(days=days))]
    return f"before-{min(passed)}" if passed else None


def promise_the_day() -> None:
    """Once each working day, from eight in the morning: promise the day's reminders. Safe to call at any time."""
    now = timezone.now().astimezone(LONDON)
    if MORNING <= now.hour < EVENING and is_working_day(now.date()):
        queue.enqueue("remind", f"remind:{now.date()}", today=now.date().isoformat())


def remind(today: str) -> None:
    """Write down today's reminders and gather each person's untold notices into one mail."""
    day = date.fromisoformat(today)
    if day < today_in_london():
        return  # a run that comes too late leaves everything to the next working day, which tells the latest rule
    promise(owed(), day)
    gather(day)


def reminder_of(thing: Owed, rule: str) -> Notice:
    """One line of a morning mail, not kept yet. Its key tells it once for each person, thing, rule and due date."""
    return Notice(
        key=f"reminder:{thing.person_id}:{thing.about}:{rule}:{thing.due_on}",
        person_id=thing.person_id,
        kind=NoticeKind.REMINDER,
        about=thing.about,
        challenge_id=thing.challenge_id,
        due_on=thing.due_on,
        text=thing.title[:300],
        path=thing.path,
    )


def promise(things: Iterable[Owed], today: date) -> None:
    """Write one notice for each thing owed whose reminder has come. Doing it again, or twice at once, adds nothing."""
    notices = [reminder_of(thing, rule) for thing in things if thing.due_on and (rule := rule_for(thing.due_on, today))]
    notices.sort(key=lambda notice: notice.key)  # one order for all, so that two at once never wait for each other
    for start in range(0, len(notices), BATCH):
        Notice.objects.bulk_create(notices[start : start + BATCH], ignore_conflicts=True)


def gather(today: date) -> None:
    """One mail for each person who has untold notices, never a second one on the same day."""
    untold = Notice.objects.filter(message=None).values_list("person_id", flat=True)
    held_up = _held_up(today).values_list("recipient_id", flat=True)
    for person_id in sorted({*untold.distinct().order_by(), *held_up.distinct().order_by()}):
        _gather_for(person_id, today)


@transaction.atomic
def _gather_for(person_id: int, today: date) -> None:
    message, new = Message.objects.get_or_create(
        key=f"digest:{person_id}:{today}", defaults={"template": DIGEST, "recipient_id": person_id}
    )
    if not new:
        return
    overtaken = [
        earlier
        for earlier in _held_up(today).filter(recipient_id=person_id).values_list("pk", flat=True)
        if _held_up(today).filter(pk=earlier).update(state=MessageState.CANCELLED, error="A later mail says it all.")
    ]
    lines = Notice.objects.filter(Q(message=None) | Q(message__in=overtaken), person_id=person_id)
    lines.update(message=message)
    queue.enqueue("deliver", f"deliver:{message.key}", message_id=message.pk)


def _held_up(today: date) -> QuerySet[Message]:
    """Morning mails of earlier days that never got out, and that nobody is sending at this moment."""
    stuck = Q(state=MessageState.FAILED) | Q(state=MessageState.WAITING, attempts=0)
    return Message.objects.filter(stuck, template=DIGEST).exclude(key__endswith=f":{today}").order_by()
