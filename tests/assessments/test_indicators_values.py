"""Published figures taken in from a file, and baselines taken down as at the visit."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.db import IntegrityError

import assessments
from assessments.actions import indicators as actions
from assessments.indicators import Series, Year, figure, fix_baseline, load_values, number, series_of
from assessments.models import IndicatorValue
from assessments.trend import trend_of
from cycles import register
from cycles.models import Authority, PeerChallenge, Stage
from tests import builders as a
from tests.assessments.builders import a_baseline, a_measure, a_preparing_challenge, a_value

pytestmark = pytest.mark.django_db
FILE = Path(assessments.__file__).parent / "data" / "wm_indicators.csv"
T = date(2026, 3, 10)


def noon(day):
    return time_machine.travel(datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC), tick=False)


# --- Taking in -------------------------------------------------------------------------------------------------------


def test_every_figure_of_the_file_is_taken_in_and_a_blank_is_none():
    register.load()
    assert load_values(FILE) == 578
    of_councils = IndicatorValue.objects.exclude(authority=None)
    assert of_councils.count() == 578
    assert of_councils.values("authority").distinct().count() == 14
    assert IndicatorValue.objects.filter(authority=None).count() == 42  # England, for each measure and year
    stoke = IndicatorValue.objects.filter(authority__short_name="Stoke-on-Trent", indicator__code="ASC7")
    assert [value.year for value in stoke] == ["2022-23"]


def test_taking_in_again_changes_nothing_that_was_corrected():
    register.load()
    load_values(FILE)
    value = IndicatorValue.objects.get(authority__short_name="Dudley", indicator__code="ASC1", year="2021-22")
    actions.correct_figure(a.a_region(), value, value=Decimal("7.9"), seen=1, by=a.a_person())
    load_values(FILE)
    value.refresh_from_db()
    assert value.value == Decimal("7.9")
    assert IndicatorValue.objects.count() == 578 + 42


def test_figures_are_read_as_people_know_them():
    register.load()
    load_values(FILE)
    dudley = {one.indicator.code: one for one in series_of(Authority.objects.get(short_name="Dudley"))}
    assert (dudley["ASC1"].latest.name, number(dudley["ASC1"].latest.value)) == ("2021-22", "7.4")
    assert number(dudley["ASC2"].latest.value) == "0.440"
    assert number(dudley["ASC6"].latest.value) == "3,847"
    assert figure(dudley["ASC7"].latest.value, "percent") == "25.8%"


def test_the_database_keeps_one_figure_per_council_and_year():
    council = a.an_authority()
    a_value(a_measure(), council)
    with pytest.raises(IntegrityError):
        a_value(a_measure(), council)


# --- The chart -------------------------------------------------------------------------------------------------------


def a_series(*years):
    return Series(a_measure("ASC3"), [Year(name, v and Decimal(v), e and Decimal(e)) for name, v, e in years])


def test_a_year_without_a_figure_leaves_room_on_the_chart():
    trend = trend_of(a_series(("2018-19", "60", "70"), ("2019-20", None, "65"), ("2022-23", "80", "60")))
    assert trend.council == [(56.0, 126.0), (394.0, 12.0)]
    assert [x for x, _ in trend.england] == [56.0, 140.5, 394.0]
    assert trend.title == "60.0% in 2018-19, 80.0% in 2022-23"


def test_a_line_that_never_moves_can_be_drawn():
    assert len(trend_of(a_series(("2021-22", "60", None), ("2022-23", "60", None))).council) == 2


# --- As at the visit -------------------------------------------------------------------------------------------------


def a_chosen(stage=Stage.READING, **facts):
    """A challenge with one chosen indicator, visited on T."""
    challenge = a_preparing_challenge(first_day=T, stage=stage)
    return challenge, a_baseline(challenge, a_measure(), **facts)


def fixed(row):
    row.refresh_from_db()
    return row.value, row.year, row.fixed_on


def test_the_newest_figure_is_taken_down_with_the_day():
    challenge, row = a_chosen()
    for year, value in (("2021-22", "7.4"), ("2022-23", "7.6")):
        a_value(a_measure(), challenge.host, year, value)
    with noon("2026-02-16"):
        fix_baseline(challenge)
    assert fixed(row) == (Decimal("7.6"), "2022-23", date(2026, 2, 16))


def test_it_is_taken_down_again_as_at_the_first_day():
    challenge, row = a_chosen()
    with noon("2026-02-16"):
        value = a_value(a_measure(), challenge.host, "2022-23", "7.6", added_by=a.a_person())
        fix_baseline(challenge)
    with noon("2026-03-02"):
        actions.correct_figure(challenge.cycle.region, value, value=Decimal("7.7"), seen=1, by=a.a_person())
    with noon("2026-03-11"):
        fix_baseline(challenge)
    assert fixed(row) == (Decimal("7.7"), "2022-23", T)


def test_what_became_known_after_the_visit_is_looked_through():
    challenge, row = a_chosen()
    with noon("2026-03-02"):
        value = a_value(a_measure(), challenge.host, "2022-23", "7.6", added_by=a.a_person())
    with noon("2026-04-20"):
        for seen, corrected in enumerate(("8.1", "8.2"), start=1):
            actions.correct_figure(challenge.cycle.region, value, value=Decimal(corrected), seen=seen, by=a.a_person())
        a_value(a_measure(), challenge.host, "2024-25", "8.8", added_by=a.a_person())
        a_value(a_measure(), challenge.host, "2025-26", "9.9")  # published, of a year that had not ended at T
        fix_baseline(challenge)
    assert fixed(row) == (Decimal("7.6"), "2022-23", T)


def test_no_figure_is_a_fact_with_a_day_too():
    challenge, row = a_chosen()
    a_value(a_measure(), challenge.host, "2022-23", None)
    with noon("2026-03-11"):
        fix_baseline(challenge)
    assert fixed(row) == (None, "", T)


def test_what_is_chosen_after_the_visit_began_is_as_at_the_visit_and_the_rest_stays():
    challenge, row = a_chosen(fixed_on=T, value="7.0", year="2021-22")
    measures = [a_measure(code) for code in ("ASC1", "ASC2", "ASC3")]
    a_value(a_measure("ASC2"), challenge.host, "2022-23", "0.44")
    with noon("2026-04-20"):
        PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.DRAFTING)
        challenge.refresh_from_db()
        actions.choose_baseline(challenge, measures, seen=[measures[0].pk], by=a.a_person())
    assert fixed(row) == (Decimal("7"), "2021-22", T)
    assert fixed(challenge.baselines.get(indicator=measures[1])) == (Decimal("0.44"), "2022-23", T)
    assert fixed(challenge.baselines.get(indicator=measures[2])) == (None, "", T)


def test_before_the_team_reads_nothing_is_taken_down():
    challenge = a_preparing_challenge(first_day=T)
    measures = [a_measure(code) for code in ("ASC1", "ASC2", "ASC3")]
    with noon("2026-01-20"):
        actions.choose_baseline(challenge, measures, seen=[], by=a.a_person())
    assert not challenge.baselines.exclude(fixed_on=None).exists()


def test_a_value_needs_a_year_and_a_day():
    challenge, _ = a_chosen()
    with pytest.raises(IntegrityError):
        a_baseline(challenge, a_measure("ASC2"), value="7.2")
