"""Forms of the reviews after six and twelve months."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from assessments.forms.indicators import BIGGEST
from assessments.models import Indicator
from peerchallenge.ui import forms
from peerchallenge.workdays import today_in_london
from reports.following import Figure
from reports.models import State
from reviews.forms.practice import CarefulForm

from .report import ReportForm

NOT_A_NUMBER = "The figure must be a number, like 67.4"
NO_PERIOD = "Enter the year or the months that the figure is of"
NO_COUNT = "Enter a whole number, like 120"
MOST_PEOPLE = 10**8


class HowFarForm(ReportForm):
    """How far one recommendation is, as one side sees it."""

    mark_optional = False
    state = forms.ChoiceField(
        label="How far is it?", choices=State.choices, widget=forms.Radios(), errors_as="how far it is"
    )
    words = forms.CharField(
        label="What has changed?",
        help_text="For people who use services, carers and staff. Please do not write names.",
        errors_as="what has changed",
        widget=forms.TextArea(rows=6, max_characters=3000),
    )
    version = forms.HiddenVersion(initial=0)

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("state", "words")}


class MeetingForm(CarefulForm):
    """The meeting of a review: when, who took part by their role, and what was agreed."""

    mark_optional = False
    met_on = forms.DateField(label="When did you meet?", errors_as="the day of the meeting", latest=today_in_london)
    took_part = forms.CharField(
        label="Who took part?",
        help_text="Roles, not names. For example, host director and team lead.",
        errors_as="who took part",
        widget=forms.TextArea(rows=2, max_characters=1000),
    )
    agreed = forms.CharField(
        label="What was agreed?",
        help_text="Those who can open this review read it. It is not published.",
        errors_as="what was agreed",
        widget=forms.TextArea(rows=6, max_characters=5000),
    )
    version = forms.HiddenVersion(initial=1)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("met_on", "took_part", "agreed")}


class FiguresForm(forms.Form):
    """Every indicator of the baseline once more: the figure, of which time it is, of how many people it speaks."""

    mark_optional = False

    def __init__(self, *args: Any, figures: list[Figure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = figures
        for one in figures:
            self._ask(one)

    def _ask(self, one: Figure) -> None:
        code, now = one.indicator.code, one.now
        start = f"At the visit: {one.before} in {one.start.year}." if one.before else "At the visit: not known."
        self.fields[name_of("value", one)] = forms.CharField(
            label=f"{code}: {one.indicator.title}",
            help_text=f"In {one.indicator.unit}. {start}",
            errors_as=f"the figure of {code}",
            required=False,
            initial="" if now.value is None else f"{now.value.normalize():f}",
            max_length=20,
        )
        self.fields[name_of("period", one)] = forms.CharField(
            label="Of which year or months?",
            help_text="For example, 2025-26 or April to June 2026.",
            required=False,
            initial=now.period,
            max_length=40,
        )
        self.fields[name_of("people", one)] = forms.CharField(
            label="Of how many people does it speak?",
            help_text="Leave it empty if you do not know.",
            required=False,
            initial="" if now.people is None else str(now.people),
            max_length=9,
        )
        self.fields[name_of("version", one)] = forms.HiddenVersion(initial=now.version)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for one in self.rows:
            self._clean_row(one, cleaned)
        return cleaned

    def _clean_row(self, one: Figure, cleaned: dict[str, Any]) -> None:
        value, people = (cleaned.get(name_of(part, one), "").replace(",", "").strip() for part in ("value", "people"))
        try:
            number = Decimal(value.removesuffix("%").strip()) if value else None
        except InvalidOperation:
            number = Decimal("NaN")
        if number is not None and (not number.is_finite() or abs(number) >= BIGGEST):
            self.add_error(name_of("value", one), NOT_A_NUMBER)
        elif number is not None and not cleaned.get(name_of("period", one)):
            self.add_error(name_of("period", one), NO_PERIOD)
        if people and not (people.isdecimal() and int(people) < MOST_PEOPLE):
            self.add_error(name_of("people", one), NO_COUNT)
        elif not self.errors:
            cleaned[name_of("value", one)] = number if number is None else number.quantize(Decimal("0.001"))
            cleaned[name_of("people", one)] = int(people) if people else None

    @property
    def facts(self) -> Iterable[tuple[Indicator, dict[str, Any], int]]:
        given = self.cleaned_data
        return [
            (
                one.indicator,
                {part: given[name_of(part, one)] for part in ("value", "period", "people")},
                given[name_of("version", one)],
            )
            for one in self.rows
        ]


def name_of(part: str, one: Figure) -> str:
    """How the form names a part of a figure: codes of different frameworks collide, so both stand in it."""
    return f"{part}-{one.indicator.framework.code}.{one.indicator.code}"


class PublishForm(forms.Form):
    """Publishes what was seen, and nothing that was written since."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class WithdrawForm(CarefulForm):
    """Why the page goes off the web. The reason stands in its place."""

    reason = forms.CharField(
        label="Why do you take the page off the web?",
        help_text="The public reads this in its place.",
        errors_as="why you take it off the web",
        widget=forms.TextArea(rows=3, max_characters=1000),
    )
