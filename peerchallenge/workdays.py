"""Working days in England: weekdays that are not bank holidays. All dates are civil dates in Europe/London."""

from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone

LONDON = ZoneInfo("Europe/London")
# What GOV.UK calls those that the library calls something else.
AS_ON_GOV_UK = {
    "New Year's Day": "New Year’s Day",
    "May Day": "Early May bank holiday",
    "Spring Bank Holiday": "Spring bank holiday",
    "Late Summer Bank Holiday": "Summer bank holiday",
}


def today_in_london() -> date:
    return timezone.now().astimezone(LONDON).date()


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> dict[date, str]:
    """Those of one year. One that falls on a weekend counts on its substitute day only, as on GOV.UK."""
    known = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {day: _called(name) for day, name in known.items() if day.weekday() < 5}


def _called(name: str) -> str:
    name, moved, _ = name.partition(" (observed)")
    return AS_ON_GOV_UK.get(name, name) + (" (substitute day)" if moved else "")


def bank_holiday(day: date) -> str | None:
    """The name of the bank holiday in England on this day, if it is one."""
    return _bank_holidays(day.year).get(day)


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and not bank_holiday(day)


def working_day_on_or_before(day: date) -> date:
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_day_on_or_after(day: date) -> date:
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def add_working_days(day: date, count: int) -> date:
    """`count` working days after `day` (before it, when negative). Zero gives the day itself."""
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_left(today: date, last: date) -> int:
    """How many working days are left after `today`, up to and with `last`."""
    days = (last - today).days
    return sum(is_working_day(today + timedelta(days=number)) for number in range(1, days + 1))
