"""The plan of a visit, worked out from its first day on site."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycles.models import MilestoneTemplate
from cycles.scheduling import DEFAULT_PLAN, back_plan, faults, last_day_of_visit
from peerchallenge.workdays import is_working_day

TUESDAY = date(2027, 3, 9)
NAMES = ("code", "name", "anchor", "unit", "starts", "due", "owner", "second_owner")


def the_default_plan():
    return [
        MilestoneTemplate(position=position, **dict(zip(NAMES, line, strict=True)))
        for position, line in enumerate(DEFAULT_PLAN, start=1)
    ]


def plan(first_day, **options):
    planned = back_plan(the_default_plan(), first_day, last_day_of_visit(first_day, 3), **options)
    return {one.code: one for one in planned}


def test_the_default_plan_of_a_visit_is_the_one_the_region_agreed():
    due = {code: one.due_on for code, one in plan(TUESDAY).items()}
    assert due == {
        "dates-agreed": date(2026, 9, 8),
        "scope-asked": date(2026, 10, 20),
        "team-confirmed": date(2026, 12, 15),
        "practice-review": date(2027, 2, 2),
        "self-assessment": date(2027, 2, 2),
        "practice-review-handed-over": date(2027, 2, 9),
        "pack-released": date(2027, 2, 16),
        "timetable-final": date(2027, 2, 23),
        "groups-briefed": date(2027, 3, 2),
        "on-site": date(2027, 3, 11),
        "draft-report": date(2027, 3, 23),
        "accuracy-check": date(2027, 4, 8),  # ten working days later: Good Friday and Easter Monday do not count
        "final-agreed": date(2027, 4, 20),
        "published": date(2027, 6, 1),
        "action-plan": date(2027, 6, 15),
        "six-month-review": date(2027, 9, 9),
        "twelve-month-review": date(2028, 3, 9),
    }


def test_work_that_lasts_has_a_start_too():
    assert plan(TUESDAY)["practice-review"].starts_on == date(2027, 1, 12)


def test_a_visit_of_three_days_skips_the_weekend():
    assert last_day_of_visit(date(2027, 3, 11), 3) == date(2027, 3, 15)


def test_what_would_be_past_already_is_due_when_the_host_can_catch_up():
    soonest = date(2026, 11, 20)
    planned = plan(TUESDAY, not_before=soonest)
    assert planned["scope-asked"].due_on == soonest
    assert planned["team-confirmed"].due_on == date(2026, 12, 15)


@given(st.dates(min_value=date(2026, 1, 1), max_value=date(2036, 12, 31)).filter(is_working_day))
def test_every_milestone_of_every_visit_falls_on_a_working_day_and_on_its_side_of_the_visit(first_day):
    for code, one in plan(first_day).items():
        assert is_working_day(one.due_on), code
        assert one.starts_on is None or one.starts_on <= one.due_on
    planned = plan(first_day)
    assert planned["groups-briefed"].due_on < first_day < planned["draft-report"].due_on


class ACycle:
    starts_on, ends_on = date(2026, 9, 1), date(2028, 8, 31)


@pytest.mark.parametrize(
    ("first", "last", "field", "words"),
    [
        (date(2027, 3, 10), date(2027, 3, 9), "last_day", "same as or after"),
        (date(2027, 3, 10), date(2027, 4, 9), "last_day", "at most 10 days"),
        (date(2026, 10, 1), date(2026, 10, 2), "first_day", "in the future"),
        (date(2029, 3, 6), date(2029, 3, 8), "first_day", "within the cycle"),
        (date(2027, 3, 13), date(2027, 3, 15), "first_day", "Saturday"),
        (date(2027, 12, 27), date(2027, 12, 29), "first_day", "bank holiday"),
    ],
)
def test_a_visit_on_impossible_days_is_refused_with_the_reason(first, last, field, words):
    found = faults(first, last, ACycle(), date(2026, 11, 23))
    assert any(where == field and words in sentence for where, sentence in found), found


def test_a_visit_on_good_days_has_no_fault():
    assert faults(TUESDAY, TUESDAY + timedelta(days=2), ACycle(), date(2026, 11, 23)) == []
