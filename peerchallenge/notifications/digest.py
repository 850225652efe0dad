"""The morning mail: what is left out because it is settled, and how the rest is said."""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from peerchallenge.ui.wording import civil, day_without_year, plural, weekday
from peerchallenge.workdays import today_in_london

from .models import Message, Notice, NoticeKind
from .owed import owed

LONGEST_SUBJECT = 60


def left_to_the_next_morning(message: Message) -> bool:
    """A morning mail that was held up beyond its day gives its lines to the next one: nobody gets two on one day."""
    late = civil(message.created_at) < today_in_london()
    if late:
        message.notices.update(message=None)
    return late


def drop_what_is_settled(message: Message) -> None:
    """Leave out reminders of what is done, paused or not theirs any more, and news they may not see any more.

    Of several reminders of one thing, kept back by a mail server that was away, only the latest is told.
    """
    if not message.recipient:
        return
    open_things = {(thing.about, thing.due_on) for thing in owed([message.recipient.pk])}
    visible = import_string(settings.VISIBLE_CHALLENGES)(message.recipient)
    told = set()
    for notice in message.notices.order_by("-created_at", "-pk"):
        thing = (notice.about, notice.due_on)
        settled = notice.kind == NoticeKind.REMINDER and (thing not in open_things or thing in told)
        if settled or (notice.challenge_id and notice.challenge_id not in visible):
            notice.delete()
        told.add(thing)


def words(message: Message, today: date | None = None) -> dict[str, Any]:
    """What the template of the morning mail says: a subject, what is to be done, what is new."""
    notices = list(message.notices.all())
    reminders = [notice for notice in notices if notice.kind == NoticeKind.REMINDER]
    today = today or today_in_london()
    return {
        "subject": _subject(notices, reminders, today),
        "to_do": [f"{notice.text}. {_due(notice.due_on, today)}" for notice in reminders],
        "news": [notice.text for notice in notices if notice.kind == NoticeKind.NEWS],
        "late": any(notice.due_on and notice.due_on < today for notice in reminders),
        "offices": import_string(settings.REGIONAL_OFFICES)({notice.challenge_id for notice in notices}),
    }


def _subject(notices: list[Notice], reminders: list[Notice], today: date) -> str:
    """`Dudley: 2 things to do, first by 4 February`; without the date where that is past or the line gets long."""
    places = {notice.text.partition(":")[0] for notice in notices}
    where = places.pop() if len(places) == 1 else "Peer challenges"
    if not reminders:
        return f"{where}: {plural(len(notices), 'change')}"
    what = reminders[0].text if len(notices) == 1 else f"{where}: {plural(len(reminders), 'thing')} to do"
    dates = [notice.due_on for notice in reminders if notice.due_on]
    if not dates or min(dates) < today:
        return what
    with_date = f"{what}, {'due' if len(reminders) == 1 else 'first by'} {day_without_year(min(dates), today)}"
    return with_date if len(with_date) <= LONGEST_SUBJECT else what


def _due(due_on: date | None, today: date) -> str:
    if not due_on:
        return ""
    if due_on < today:
        return f"The date was {weekday(due_on)}."
    return "Due today." if due_on == today else f"Due by {weekday(due_on)}."
