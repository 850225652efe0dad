"""Working days in England, for every day from 2026 to 2036."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge.workdays import (
    add_working_days,
    bank_holiday,
    is_working_day,
    today_in_london,
    working_day_on_or_after,
    working_day_on_or_before,
)

days = st.dates(date(2026, 1, 1), date(2036, 12, 31))
counts = st.integers(-60, 60)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 4, 3), "Good Friday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 5, 4), "Early May bank holiday"),
        (date(2026, 5, 25), "Spring bank holiday"),
        (date(2026, 8, 31), "Summer bank holiday"),
        (date(2028, 1, 3), "New Year’s Day (substitute day)"),  # 1 January 2028 is a Saturday
        (date(2027, 12, 27), "Christmas Day (substitute day)"),
        (date(2027, 12, 28), "Boxing Day (substitute day)"),
    ],
)
def test_a_bank_holiday_in_england_is_no_working_day(day, name):
    assert bank_holiday(day) == name
    assert not is_working_day(day)


def test_every_bank_holiday_is_called_as_on_gov_uk_and_stands_on_the_day_that_is_free():
    span = (date(2026, 1, 1) + timedelta(days=n) for n in range(4018))
    found = {day: name for day in span if (name := bank_holiday(day))}
    assert {name.removesuffix(" (substitute day)") for name in found.values()} == {
        "New Year’s Day",
        "Good Friday",
        "Easter Monday",
        "Early May bank holiday",
        "Spring bank holiday",
        "Summer bank holiday",
        "Christmas Day",
        "Boxing Day",
    }
    assert len(found) == 8 * 11, "eight a year, none of them twice"
    assert not [day for day in found if day.weekday() > 4]


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 1, 2), date(2026, 8, 3), date(2026, 3, 17)])
def test_holidays_of_scotland_and_ireland_are_working_days_in_england(day):
    assert is_working_day(day)


@given(days)
def test_no_working_day_is_on_a_weekend(day):
    assert not (is_working_day(day) and f"{day:%a}" in ("Sat", "Sun"))


@given(days)
def test_a_working_day_near_a_day_is_the_nearest_one_on_that_side(day):
    before, after = working_day_on_or_before(day), working_day_on_or_after(day)
    assert before <= day <= after
    assert is_working_day(before)
    assert is_working_day(after)
    assert not any(is_working_day(day - timedelta(days=n)) for n in range((day - before).days))
    assert not any(is_working_day(day + timedelta(days=n)) for n in range((after - day).days))


@given(days, counts)
def test_adding_working_days_passes_exactly_that_many(day, count):
    there = add_working_days(day, count)
    between = range(1, abs((there - day).days) + 1)
    step = 1 if there >= day else -1
    passed = [day + timedelta(days=n * step) for n in between]
    assert sum(map(is_working_day, passed)) == abs(count)
    assert count == 0 or (is_working_day(there) and (there > day) == (count > 0))


@given(days, counts)
def test_adding_and_taking_away_working_days_comes_back_to_a_working_day(day, count):
    start = working_day_on_or_after(day)
    assert add_working_days(add_working_days(start, count), -count) == start


@given(days, st.integers(1, 60))
def test_a_later_day_never_gives_an_earlier_working_day(day, count):
    assert add_working_days(day, count) <= add_working_days(day + timedelta(days=1), count)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T23:59:59+00:00", date(2026, 3, 28)),
        ("2026-03-29T22:59:59+00:00", date(2026, 3, 29)),
        ("2026-03-29T23:00:00+00:00", date(2026, 3, 30)),  # summer time: midnight comes an hour before UTC's
        ("2026-10-25T22:59:59+00:00", date(2026, 10, 25)),
        ("2026-10-25T23:30:00+00:00", date(2026, 10, 25)),  # winter time again
        ("2026-10-26T00:00:00+00:00", date(2026, 10, 26)),
    ],
)
def test_today_is_the_day_in_london_also_when_clocks_change(time_machine, moment, day):
    time_machine.move_to(moment, tick=False)
    assert today_in_london() == day
