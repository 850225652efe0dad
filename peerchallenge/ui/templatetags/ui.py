"""Dates, tags and lists in templates. The words come from `peerchallenge.ui.wording`."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from peerchallenge.ui import messages, plain_text, wording

register = template.Library()

URGENT = 2  # days before a date at which it is marked, though not in red

# The five words of the design system for how far a task is, and the colour of their tag (none: plain text).
STATUSES = {
    "completed": ("Completed", ""),
    "in_progress": ("In progress", "blue"),
    "not_started": ("Not yet started", "grey"),
    "cannot_start": ("Cannot start yet", ""),
    "problem": ("There is a problem", "orange"),
}


@register.simple_block_tag(takes_context=True)
def capture(context: template.Context, content: str) -> str:
    """`{% capture as name %}…{% endcapture %}`: keep what is inside, to use it twice or not at all."""
    return SafeString(content.strip())


@register.filter
def when(value: date | datetime | time | None, form: str = "") -> str:
    """`Tuesday 10 March 2026`, for a moment with its time; `|when:"short"` is the bare date."""
    if value is None or value == "":
        return ""
    if isinstance(value, time):
        return wording.clock(value)
    if form == "short":
        return wording.day(value)
    return wording.moment(value) if isinstance(value, datetime) else wording.weekday(value)


@register.filter
def clock(value: time | datetime | None) -> str:
    """`10:42am`."""
    return wording.clock(value) if value else ""


@register.simple_tag
def visit_days(first: date, last: date | None = None) -> str:
    """`10 to 12 March 2026`."""
    return wording.visit_days(first, last) if first else ""


@register.filter
def due_words(due: date | None, today: date) -> str:
    """`Due in 3 days`, without a tag around it."""
    return wording.due_words(due, today) if due else ""


@register.simple_tag
def due_label(due: date | None, today: date) -> str:
    """A date with its urgency: red only when it has passed, yellow when it is close, else plain words."""
    if not due:
        return ""
    words, days = wording.due_words(due, today), (wording.civil(due) - today).days
    if days > URGENT:
        return words
    return _tag(words, "red" if days < 0 else "yellow")


@register.simple_tag
def status_tag(status: str) -> str:
    """How far a task is, in the words of the design system. A text of its own is shown as it is, in grey."""
    words, colour = STATUSES.get(status, (status, "grey"))
    return _tag(words, colour) if colour else words


@register.simple_tag
def tag(words: str, colour: str = "grey") -> str:
    """A small coloured label for a state. Never the only carrier of a meaning: the words say it."""
    return _tag(words, colour)


def _tag(words: str, colour: str) -> str:
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, words)


@register.filter
def as_message(text: object) -> str:
    """A message of one sentence has no full stop at its end, one of several has."""
    return messages.as_message(str(text))


@register.filter
def mid_sentence(text: object) -> str:
    """`Offer dates` → `offer dates`."""
    return wording.mid_sentence(str(text))


@register.filter
def shares(counts: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    """Labels with counts as the parts of one bar that is 100 wide: where each begins, and how wide it is."""
    total, parts, x = sum(count for _, count in counts) or 1, [], 0.0
    for label, count in counts:
        width = 100 * count / total
        parts.append({"title": f"{label}: {count}", "x": f"{x:.2f}", "width": f"{width:.2f}"})
        x += width
    return parts


@register.filter
def sentence_list(items: Sequence[object]) -> str:
    """`Coventry, Dudley and Solihull`."""
    return wording.sentence_list(list(items))


@register.filter
def plural(count: int, words: str = "") -> str:
    """`{{ 3|plural:"person,people" }}` is "3 people"; `{{ 1|plural:"day" }}` is "1 day"."""
    one, _, many = words.partition(",")
    return wording.plural(count, one, many)


@register.filter
def file_size(count: int) -> str:
    """`2.1 MB`."""
    return wording.file_size(count)


@register.filter
def blocks(paragraph: str) -> list[plain_text.Block]:
    """Plain text as runs of lines and lists: `{% for block in text|blocks %}`, with `is_list` and `lines`."""
    return plain_text.blocks(paragraph)
