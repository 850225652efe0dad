"""Dates, counts and lists as people say them. Pages and e-mails use the same words."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.utils import timezone

SOON = 7  # days before a date is said as "in 3 days" instead of "10 March"


def civil(value: date | datetime) -> date:
    """The day in London. A moment becomes the day people there would call it."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day(value: date | datetime) -> str:
    """`10 March 2026`."""
    value = civil(value)
    return f"{value.day} {value:%B %Y}"


def weekday(value: date | datetime) -> str:
    """`Tuesday 10 March 2026`."""
    return f"{civil(value):%A} {day(value)}"


def day_without_year(value: date | datetime, today: date) -> str:
    """`10 March`, with the year only where it is another one."""
    value = civil(value)
    return f"{value.day} {value:%B}" if value.year == today.year else day(value)


def clock(value: time | datetime) -> str:
    """`10:42am`, `2pm`, `midday`."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).time() if timezone.is_aware(value) else value.time()
    if value.minute == 0 and value.hour in (0, 12):
        return "midday" if value.hour else "midnight"
    hour = value.hour % 12 or 12
    minutes = f":{value:%M}" if value.minute else ""
    return f"{hour}{minutes}{'am' if value.hour < 12 else 'pm'}"


def moment(value: datetime) -> str:
    """`Tuesday 10 March 2026 at 10:42am`."""
    return f"{weekday(value)} at {clock(value)}"


def visit_days(first: date, last: date | None = None) -> str:
    """`10 to 12 March 2026`; across months `30 March to 1 April 2026`."""
    if last is None or last == first:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first:%B} to {day(last)}"
    return f"{first.day} to {day(last)}"


def due_words(due: date | datetime, today: date) -> str:
    """How near a date is, in words: `Due today`, `Due in 3 days`, `3 days late`, `Due 20 February`."""
    due = civil(due)
    days = (due - today).days
    if days < 0:
        return f"{plural(-days, 'day')} late"
    if days == 0:
        return "Due today"
    if days == 1:
        return "Due tomorrow"
    if days <= SOON:
        return f"Due in {days} days"
    return f"Due {day_without_year(due, today)}"


def plural(count: int, one: str, many: str = "") -> str:
    """`1 day`, `3 days`, `1,200 people`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def mid_sentence(text: str) -> str:
    """`Offer dates` → `offer dates`, to go on in a sentence. Abbreviations such as `NHS number` stay as they are."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def file_size(count: int) -> str:
    """`340 KB`, `2.1 MB`: how large a file is, as people know it from their own machine."""
    if count < 1024**2:
        return f"{max(round(count / 1024), 1):,} KB"
    return f"{count / 1024**2:.1f} MB"


def sentence_list(items: Sequence[object], last: str = "and") -> str:
    """`Coventry, Dudley and Solihull`."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
