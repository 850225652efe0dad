"""Figures about councils: taking in the published ones, reading those of one council, fixing a baseline.

Figures of different councils are never put side by side: only a council's own years, and England.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db.models import Q

from cycles.models import Authority, PeerChallenge
from peerchallenge.audit.models import Revision
from peerchallenge.ui.wording import civil
from peerchallenge.workdays import today_in_london

from .models import Baseline, Indicator, IndicatorValue

PUBLISHED = "oflog-2015-23"  # the framework of the figures that can be read from a file


def load_values(path: Path, framework: str = PUBLISHED, called: Callable[[Authority], str] = str) -> int:
    """Take in published figures: one line for each measure, year and council, a blank where there is none.

    `called` says by which name the file knows a council. Returns how many figures of councils the file holds. What is
    there already stays as it is.
    """
    measures = {indicator.code: indicator for indicator in Indicator.objects.filter(framework__code=framework)}
    councils = {called(council): council for council in Authority.objects.all()}
    with path.open(newline="", encoding="utf-8") as file:
        lines = [line for line in csv.DictReader(file)]
    found = {}
    for line in lines:
        measure, year = measures[line["code"]], line["financial_year"]
        for council, text in ((councils[line["authority"]], line["value"]), (None, line["england_median"])):
            if text.strip():
                value = Decimal(text).quantize(Decimal("0.001"))
                found[measure, year, council] = IndicatorValue(
                    indicator=measure, authority=council, year=year, value=value
                )
    IndicatorValue.objects.bulk_create(found.values(), ignore_conflicts=True)
    return sum(council is not None for _, _, council in found)


@dataclass(frozen=True)
class Year:
    """One year of a measure: the council's figure and England's, if they are known."""

    name: str
    value: Decimal | None
    england: Decimal | None


@dataclass(frozen=True)
class Series:
    """One measure of one council through the years."""

    indicator: Indicator
    years: list[Year]

    @property
    def latest(self) -> Year | None:
        """The newest year with a figure of the council."""
        return next((year for year in reversed(self.years) if year.value is not None), None)

    @property
    def first(self) -> Year | None:
        return next((year for year in self.years if year.value is not None), None)


def series_of(council: Authority) -> list[Series]:
    """Every measure that is known, each with what is known of this council and of England."""
    ours: dict[int, dict[str, Decimal]] = defaultdict(dict)
    england: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for value in IndicatorValue.objects.known().filter(Q(authority=council) | Q(authority=None)):
        (ours if value.authority_id else england)[value.indicator_id][value.year] = value.value
    found = []
    for indicator in Indicator.objects.select_related("framework").order_by("framework__name", "code"):
        mine, all_of_it = ours[indicator.pk], england[indicator.pk]
        names = sorted(mine.keys() | all_of_it.keys())
        found.append(Series(indicator, [Year(name, mine.get(name), all_of_it.get(name)) for name in names]))
    return found


def fix_baseline(challenge: PeerChallenge, *, only_new: bool = False) -> None:
    """Take down the value of each chosen indicator as it is known on the first day of the visit, or today before that.

    For the release of the pack and for the start of the visit; `only_new` for what is chosen after that.
    """
    today = today_in_london()
    day = min(today, challenge.first_day or today)
    rows = list(challenge.baselines.filter(fixed_on=None) if only_new else challenge.baselines.all())
    known = _known_on(day, challenge.host, [row.indicator_id for row in rows])
    for row in rows:
        row.year, row.value = max(known.get(row.indicator_id, {}).items(), default=("", None))
        row.fixed_on = day
    Baseline.objects.bulk_update(rows, ["year", "value", "fixed_on"])


def _known_on(day: date, council: Authority, indicators: Iterable[int]) -> dict[int, dict[str, Decimal]]:
    """The figures of a council by measure and year, as they were on that day: later corrections are looked through."""
    values = list(IndicatorValue.objects.filter(authority=council, indicator__in=list(indicators)))
    later = Revision.objects.filter(
        target=IndicatorValue._meta.label_lower, target_id__in=[value.pk for value in values], at__date__gt=day
    )
    as_it_was = {revision.target_id: revision.before["value"] for revision in later.order_by("-version")}
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for value in values:
        figure = as_it_was.get(value.pk, value.value)
        if figure is not None and _was_there(value, day):
            found[value.indicator_id][value.year] = Decimal(figure)
    return found


def _was_there(value: IndicatorValue, day: date) -> bool:
    """Published figures are as old as their year, whenever they were taken in."""
    return civil(value.added_at) <= day if value.added_by_id else end_of(value.year) < day


def end_of(year: str) -> date:
    """The last day of a financial year such as "2022-23"."""
    return date(int(year[:4]) + 1, 3, 31)


def number(value: Decimal | None) -> str:
    """`1,730`, `67.4`, `0.405`: as many places as say something."""
    if value is None:
        return ""
    return f"{value:,.{0 if abs(value) >= 100 else 1 if abs(value) >= 2 else 3}f}"


def figure(value: Decimal | None, unit: str) -> str:
    """A number with its unit where that is short: `67.4%`."""
    return number(value) + ("%" if unit == "percent" and value is not None else "")
