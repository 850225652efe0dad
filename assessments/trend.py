"""Where the points of a small line chart lie. Its template draws them; the same numbers stand in a table below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .indicators import Series, figure

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 420, 150, 56, 26, 12, 24
Point = tuple[float, float]


@dataclass(frozen=True)
class Trend:
    """Points within a box of WIDTH x HEIGHT, and what stands at its edges."""

    council: list[Point]
    england: list[Point]
    highest: str
    lowest: str
    first_year: str
    last_year: str
    title: str

    @property
    def council_line(self) -> str:
        return _line(self.council)

    @property
    def england_line(self) -> str:
        return _line(self.england)


def _line(points: Sequence[Point]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)


def trend_of(series: Series) -> Trend | None:
    """The chart of a measure, from two figures of the council on; with fewer there is nothing to draw."""
    first, last = series.first, series.latest
    if not first or not last or first is last:
        return None
    values = [value for year in series.years for value in (year.value, year.england) if value is not None]
    low, high, unit = min(values), max(values), series.indicator.unit
    return Trend(
        council=_points({year.name: year.value for year in series.years}, low, high),
        england=_points({year.name: year.england for year in series.years}, low, high),
        highest=figure(high, unit),
        lowest=figure(low, unit),
        first_year=series.years[0].name,
        last_year=series.years[-1].name,
        title=f"{figure(first.value, unit)} in {first.name}, {figure(last.value, unit)} in {last.name}",
    )


def _points(values: Mapping[str, Decimal | None], low: Decimal, high: Decimal) -> list[Point]:
    """Each year at its place in time, so that a year without a figure leaves room."""
    begins = [int(year[:4]) for year in values]
    wide, tall, years = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM, max(begins) - min(begins)
    span = float(high - low) or 1.0
    return [
        (
            round(LEFT + wide * (begin - min(begins)) / years, 1),
            round(TOP + tall * (1 - float(value - low) / span), 1),
        )
        for begin, value in zip(begins, values.values(), strict=True)
        if value is not None
    ]
