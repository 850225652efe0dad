"""Each reminder once, on the right working day; one mail a person and day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Message, Notice
from peerchallenge.notifications.reminders import promise_the_day, remind, rule_for
from peerchallenge.workdays import add_working_days, is_working_day
from tests.builders import a_person

from .owing import DUE, days_from, owe, things

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_owes_anything")]


# --- Which reminder --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2026, 3, 5), None),
        (date(2026, 3, 6), "before-14"),
        (date(2026, 3, 12), "before-14"),
        (date(2026, 3, 13), "before-7"),
        (date(2026, 3, 17), "before-7"),
        (date(2026, 3, 18), "before-2"),
        (date(2026, 3, 20), "before-2"),
        (date(2026, 3, 21), "late-1"),
        (date(2026, 3, 27), "late-1"),
        (date(2026, 3, 28), "late-8"),
        (date(2026, 4, 4), "late-15"),
    ],
)
def test_the_reminder_of_a_day(day, rule):
    assert rule_for(DUE, day) == rule


def test_a_reminder_that_falls_on_a_weekend_comes_on_the_friday_before():
    assert rule_for(date(2026, 3, 24), date(2026, 3, 20)) == "before-2"  # due on a Tuesday: two days before is Sunday


def test_a_reminder_that_falls_on_christmas_comes_before_it():
    assert rule_for(date(2026, 12, 29), date(2026, 12, 24)) == "before-2"


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_every_reminder_has_a_working_day_on_which_it_is_told_before_it_is_too_late(due_on):
    told = {}
    for day in days_from(due_on - timedelta(days=25), 35):
        if is_working_day(day) and (rule := rule_for(due_on, day)):
            told.setdefault(rule, day)
    assert told["before-14"] < told["before-7"] < told["before-2"] <= due_on < told["late-1"]
    for days in (14, 7, 2):
        assert add_working_days(told[f"before-{days}"], 1) > due_on - timedelta(days=days)


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_late_reminders_are_a_week_apart(due_on):
    rules = [rule_for(due_on, day) for day in days_from(due_on + timedelta(days=1), 70)]
    assert len(set(rules)) == 10
    assert sum(before != after for before, after in pairwise(rules)) == 9


# --- When ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "promised"),
    [
        (datetime(2026, 3, 27, 7, 59, tzinfo=UTC), False),  # winter time: London is on UTC
        (datetime(2026, 3, 27, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 6, 59, tzinfo=UTC), False),  # the Monday after clocks went forward
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 23, 7, 0, tzinfo=UTC), True),  # the Friday before they go back
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 26, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 9, 0, tzinfo=UTC), False),  # the nights of the change itself are Sundays
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 25, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 28, 9, 0, tzinfo=UTC), False),  # Boxing Day is a Saturday, so the Monday is its holiday
        (datetime(2026, 12, 29, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 27, 19, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 27, 20, 0, tzinfo=UTC), False),  # nothing is sent at night
    ],
)
def test_the_day_is_promised_from_eight_in_london_on_working_days(time_machine, moment, promised):
    time_machine.move_to(moment, tick=False)
    promise_the_day()
    promise_the_day()
    assert Job.objects.count() == promised


def test_in_a_whole_year_each_working_day_is_promised_once(at):
    for day in days_from(date(2026, 1, 1), 365):
        for hour in (7, 8, 12, 21):
            at(day, hour)
            promise_the_day()
    keys = {f"remind:{day}" for day in days_from(date(2026, 1, 1), 365) if is_working_day(day)}
    assert set(Job.objects.values_list("key", flat=True)) == keys
    assert len(keys) == 253


# --- Once ------------------------------------------------------------------------------------------------------------


def test_a_person_is_reminded_once_for_each_rule(morning):
    priya = a_person("Priya Shah")
    owe(priya)
    mails = {day: morning(day) for day in days_from(DUE - timedelta(days=16), 40)}
    told = [day for day, sent in mails.items() if sent]
    assert told == [
        date(2026, 3, 6),
        date(2026, 3, 13),
        date(2026, 3, 18),
        date(2026, 3, 23),  # the day after is a Saturday
        date(2026, 3, 30),
        date(2026, 4, 7),  # a week later again, and the Monday is Easter's
    ]
    assert all(len(sent) == 1 for sent in mails.values() if sent)


def test_reminding_again_on_the_same_day_adds_nothing(at):
    owe(a_person())
    at(DUE)
    remind(DUE.isoformat())
    remind(DUE.isoformat())
    assert (Notice.objects.count(), Message.objects.count(), Job.objects.count()) == (1, 1, 1)


def test_after_an_outage_only_the_latest_reminder_is_told(morning):
    owe(a_person(), due_on=DUE)
    assert len(morning(DUE + timedelta(days=18))) == 1
    assert [notice.key.split(":")[4] for notice in Notice.objects.all()] == ["late-15"]


def test_a_day_that_comes_too_late_is_left_to_the_next_one(at):
    owe(a_person())
    at(DUE)
    remind((DUE - timedelta(days=1)).isoformat())
    assert Notice.objects.count() == 0


def test_a_new_date_starts_the_same_reminders_anew(morning):
    priya = a_person()
    owe(priya)
    assert len(morning(date(2026, 3, 18))) == 1  # two days before
    things.clear()
    owe(priya, due_on=date(2026, 4, 1))
    assert len(morning(date(2026, 3, 30))) == 1  # two days before the new date


def test_two_people_who_owe_the_same_are_both_reminded(morning):
    owe(a_person())
    owe(a_person())
    assert len(morning(DUE)) == 2


def test_what_has_no_date_is_never_chased(morning):
    owe(a_person(), due_on=None)
    assert morning(DUE) == []


def test_ten_things_are_one_mail(morning):
    priya = a_person()
    for n in range(10):
        owe(priya, about=f"milestone:{n}", text=f"Thing {n}")
    (message,) = morning(DUE)
    assert message.subject == "Dudley: 10 things to do, first by 20 March"
    assert all(f"Dudley: thing {n}." in message.body for n in range(10))
