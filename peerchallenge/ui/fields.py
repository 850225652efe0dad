"""Fields Django does not have: a date in three boxes, the version of a row, limits of what a text may hold."""

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from peerchallenge.identifiers import found_in
from peerchallenge.ui.messages import BIGGEST_NUMBER, sentence, subject_of
from peerchallenge.ui.widgets import DATE_PARTS, DateBoxes
from peerchallenge.ui.wording import clock, day, sentence_list

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_PIECES = 5  # of what tells who a person is; with these gone, the next are named
LONGEST_PART = 12  # "september" with some spaces; anything longer is not part of a date
Limit = date | Callable[[], date] | None


def month_number(text: str) -> int | None:
    """`3`, `03`, `March`, `mar.` and `Sept` are all March or September."""
    text = text.strip().rstrip(".").lower()
    if text.isdecimal():
        return int(text)
    matches = [number for name, number in MONTHS.items() if len(text) >= 3 and name.startswith(text)]
    return matches[0] if len(matches) == 1 else None


def year_number(text: str) -> int | None:
    """`2026`, and the slip `26` for 2026."""
    if not text.isdecimal():
        return None
    return int(text) + 2000 if len(text) == 2 else int(text)


class TimeField(forms.Field):
    """A time of day, as people write it: 9:30am, 9.30 am, 14:15, 2pm."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5"})
    _written = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])?\.?(?:m\.?)?")

    def __init__(self, *, errors_as: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.errors_as = errors_as

    def to_python(self, value: Any) -> time | None:
        if value is None or isinstance(value, time):
            return value
        text = value.strip().lower()
        if not text:
            return None
        if text in ("midday", "midnight"):
            return time(12 if text == "midday" else 0)
        found = self._written.fullmatch(text) if len(text) <= LONGEST_PART else None
        if found:
            hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "p" else 0)
            elif half:
                hour = 24
            if hour < 24 and minute < 60 and (half or found[2]):
                return time(hour, minute)
        name = sentence(self.errors_as or subject_of(str(self.label or "the time")))
        raise ValidationError(f"{name} must be a time, like 9:30am or 14:15", code="invalid")

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, time) else value


class DateField(forms.Field):
    """A civil date. Each fault has its own message, and says which box to look at."""

    widget = DateBoxes

    def __init__(self, *, errors_as: str = "", earliest: Limit = None, latest: Limit = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.errors_as = errors_as
        self.earliest = earliest
        self.latest = latest

    @property
    def _name(self) -> str:
        return sentence(self.errors_as or subject_of(str(self.label or "the date")))

    def _fault(self, words: str, code: str, boxes: tuple[str, ...] = ()) -> ValidationError:
        self.widget.wrong = boxes
        return ValidationError(f"{self._name} {words}", code=code)

    def to_python(self, value: Any) -> date | None:
        self.widget.wrong = ()
        if value is None or isinstance(value, date):
            return value
        parts = tuple(part.strip() for part in value)
        if not any(parts):
            return None
        missing = tuple(name for name, text in zip(DATE_PARTS, parts, strict=True) if not text)
        if missing:
            raise self._fault(f"must include a {sentence_list(missing)}", "incomplete", missing)
        return self._real(parts)

    def _real(self, parts: tuple[str, ...]) -> date:
        short = [text if len(text) <= LONGEST_PART else "" for text in parts]
        numbers = (
            int(short[0]) if short[0].isdecimal() else None,
            month_number(short[1]),
            year_number(short[2]),
        )
        likely = (range(1, 32), range(1, 13), range(FIRST_YEAR, LAST_YEAR + 1))
        wrong = tuple(
            name for name, number, fits in zip(DATE_PARTS, numbers, likely, strict=True) if number not in fits
        )
        if wrong:
            raise self._fault("must be a real date", "invalid", wrong)
        try:
            return date(numbers[2], numbers[1], numbers[0])
        except ValueError:  # 30 February: each box is likely, together they are no day
            raise self._fault("must be a real date", "invalid", DATE_PARTS) from None

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        earliest = self.earliest() if callable(self.earliest) else self.earliest
        latest = self.latest() if callable(self.latest) else self.latest
        if earliest and value < earliest:
            raise self._fault(f"must be on or after {day(earliest)}", "too_early")
        if latest and value > latest:
            raise self._fault(f"must be on or before {day(latest)}", "too_late")

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not self.disabled and self.to_python(data) != initial
        except ValidationError:
            return True


class HiddenVersion(forms.IntegerField):
    """The version of the row this form was loaded with. A save with an old one shows both texts instead."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=BIGGEST_NUMBER, **kwargs)
        stale = "This page is out of date. Open it again, then send your answer."
        self.error_messages |= dict.fromkeys(("required", "invalid", "min_value", "max_value"), stale)


class WordLimit:
    """Refuses a text with more words than its counter promises."""

    def __init__(self, limit: int, name: str) -> None:
        self.limit = limit
        self.name = name

    def __call__(self, text: str) -> None:
        if len(text.split()) > self.limit:
            raise ValidationError(f"{self.name} must be {self.limit:,} words or fewer", code="max_words")


class NoIdentifiers:
    """Refuses a text that tells who a person is: an NHS number, a date of birth, a phone number and the like."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = tuple(names)

    def __call__(self, text: str) -> None:
        signs = dict.fromkeys(str(found) for found in found_in(text, names=self.names))
        if signs:
            raise ValidationError(
                [
                    ValidationError(f"This looks like {sign}. Take it out", code="identifier")
                    for sign in list(signs)[:MOST_PIECES]
                ]
            )
