"""The plan of a challenge, worked out from its first day on site. Pure rules: no database, no clock of their own.

What is owed before the visit rolls back to a working day; what comes after rolls forward (decisions.md 4, Dates).
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from peerchallenge.workdays import (
    add_working_days,
    bank_holiday,
    is_working_day,
    working_day_on_or_after,
    working_day_on_or_before,
)

from .models.cycle import Anchor, Owner, Unit

LONGEST_VISIT = 10  # days from the first to the last, weekends counted


class PlanLine(Protocol):
    """One line of a cycle's template, as far as dates need it."""

    code: str
    name: str
    position: int
    anchor: str
    unit: str
    starts: int | None
    due: int
    owner: str
    second_owner: str


@dataclass(frozen=True)
class Planned:
    """One milestone as the plan says it."""

    code: str
    name: str
    position: int
    starts_on: date | None
    due_on: date
    owner: str
    second_owner: str


# The plan a new cycle begins with: code, name, anchor, unit, start, due, owner, second owner. Regions change it.
L, D, C, P, TL, TEAM = (
    Owner.REGIONAL_LEAD,
    Owner.HOST_DASS,
    Owner.HOST_COORDINATOR,
    Owner.PSW,
    Owner.TEAM_LEAD,
    Owner.TEAM,
)
FIRST, PREVIOUS, VISIT = Anchor.FIRST_DAY, Anchor.PREVIOUS, Anchor.VISIT
DEFAULT_PLAN = (
    ("dates-agreed", "Agree the dates", FIRST, Unit.WEEKS, None, -26, L, D),
    (
        "scope-asked",
        "Ask what the team should look at, and ask people to join the team",
        FIRST,
        Unit.WEEKS,
        None,
        -20,
        D,
        L,
    ),
    ("team-confirmed", "Confirm the team and fix the lines of enquiry", FIRST, Unit.WEEKS, None, -12, L, ""),
    ("practice-review", "Carry out the practice review", FIRST, Unit.WEEKS, -8, -5, P, ""),
    (
        "self-assessment",
        "Finish the self-assessment, risks and documents",
        FIRST,
        Unit.WEEKS,
        None,
        -5,
        D,
        "",
    ),
    ("practice-review-handed-over", "Hand over the practice review", FIRST, Unit.WEEKS, None, -4, P, ""),
    ("pack-released", "Release the pack to the team", FIRST, Unit.WEEKS, None, -3, L, ""),
    ("timetable-final", "Finish the timetable and hold the team call", FIRST, Unit.WEEKS, None, -2, C, TL),
    ("groups-briefed", "Confirm that every group is briefed", FIRST, Unit.WORKING_DAYS, None, -5, C, ""),
    ("on-site", "Visit the council", VISIT, Unit.DAYS, 0, 0, TEAM, ""),
    ("draft-report", "Send the draft report to the host", FIRST, Unit.WEEKS, None, 2, TL, ""),
    ("accuracy-check", "Check the facts in the draft", PREVIOUS, Unit.WORKING_DAYS, None, 10, D, ""),
    ("final-agreed", "Agree the final report", FIRST, Unit.WEEKS, None, 6, TL, ""),
    ("published", "Publish the report", FIRST, Unit.WEEKS, None, 12, D, ""),
    ("action-plan", "Agree the action plan", FIRST, Unit.WEEKS, None, 14, D, ""),
    ("six-month-review", "Hold the six-month review", FIRST, Unit.MONTHS, None, 6, D, TL),
    ("twelve-month-review", "Hold the twelve-month review", FIRST, Unit.MONTHS, None, 12, D, TL),
)


def last_day_of_visit(first_day: date, days: int) -> date:
    """The last day on site of a visit of so many working days."""
    return add_working_days(first_day, days - 1)


def back_plan(
    lines: Iterable[PlanLine], first_day: date, last_day: date, *, not_before: date | None = None
) -> list[Planned]:
    """Every milestone of a visit. What would already be past is due on `not_before`, so that nobody starts late."""
    planned: list[Planned] = []
    previous = first_day
    for line in lines:
        starts_on, due_on = _span(line, first_day, last_day, previous)
        if not_before and due_on < not_before < first_day:
            due_on = not_before
            starts_on = min(starts_on, due_on) if starts_on else None
        planned.append(Planned(line.code, line.name, line.position, starts_on, due_on, line.owner, line.second_owner))
        previous = due_on
    return planned


def _span(line: PlanLine, first_day: date, last_day: date, previous: date) -> tuple[date | None, date]:
    if line.anchor == Anchor.VISIT:
        return first_day, last_day
    anchor = previous if line.anchor == Anchor.PREVIOUS else first_day
    starts_on = None if line.starts is None else _rolled(_shift(anchor, line.unit, line.starts), first_day)
    return starts_on, _rolled(_shift(anchor, line.unit, line.due), first_day)


def _shift(day: date, unit: str, count: int) -> date:
    if unit == Unit.WORKING_DAYS:
        return add_working_days(day, count)
    if unit == Unit.MONTHS:
        return months_after(day, count)
    return day + timedelta(days=count * (7 if unit == Unit.WEEKS else 1))


def months_after(day: date, count: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _rolled(day: date, first_day: date) -> date:
    return working_day_on_or_before(day) if day < first_day else working_day_on_or_after(day)


class CycleDates(Protocol):
    starts_on: date
    ends_on: date


def faults(first_day: date, last_day: date, cycle: CycleDates, today: date) -> list[tuple[str, str]]:
    """Why a visit cannot be on these days: pairs of the field at fault and the sentence."""
    found = []
    if last_day < first_day:
        found.append(("last_day", "The last day on site must be the same as or after the first day"))
    elif (last_day - first_day).days >= LONGEST_VISIT:
        found.append(("last_day", f"A visit can last at most {LONGEST_VISIT} days"))
    if first_day <= today:
        found.append(("first_day", "The first day on site must be in the future"))
    for field, day, name in (("first_day", first_day, "first"), ("last_day", last_day, "last")):
        if not cycle.starts_on <= day <= cycle.ends_on:
            found.append((field, f"The {name} day on site must be within the cycle"))
        elif reason := why_not_a_working_day(day):
            found.append((field, f"The {name} day on site must be a working day. {reason}"))
    return found


def why_not_a_working_day(day: date) -> str:
    if holiday := bank_holiday(day):
        return f"{day.day} {day:%B %Y} is a bank holiday: {holiday}."
    return "" if is_working_day(day) else f"{day.day} {day:%B %Y} is a {day:%A}."


def free_working_day(today: date, days: int) -> date:
    """The first day by which something new may be due: so many working days from today."""
    return add_working_days(today, days)
