"""Forms of figures: choosing a baseline, saying why, adding and correcting a figure."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from assessments.indicators import Series, figure
from assessments.models import Baseline, Indicator
from peerchallenge.ui import forms
from peerchallenge.workdays import today_in_london

BIGGEST = 10**8
NOT_A_YEAR = "Enter a year like 2024-25"


def key_of(indicator: Indicator) -> str:
    """How a form names a measure: codes of different frameworks collide, so both stand in it."""
    return f"{indicator.framework.code}.{indicator.code}"


def _in_groups(indicators: Iterable[Indicator]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for indicator in indicators:
        label = f"{indicator.code}: {indicator.title}"
        groups.setdefault(indicator.framework.name, []).append((key_of(indicator), label))
    return list(groups.items())


class BaselineForm(forms.Form):
    """Which indicators? `seen` is what was chosen when the page was made."""

    chosen = forms.MultipleChoiceField(
        label="Which figures should show later whether things got better?",
        errors_as="3 to 8 indicators",
        help_text="Choose 3 to 8.",
    )
    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(self, *args: Any, series: list[Series], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_figures_first = sorted(series, key=lambda one: (not one.latest, one.indicator.framework.name))
        self.known = {key_of(one.indicator): one.indicator for one in with_figures_first}
        field = self.fields["chosen"]
        field.choices = _in_groups(self.known.values())
        field.widget.hints = {key_of(one.indicator): _latest(one) for one in series}

    @property
    def indicators(self) -> list[Indicator]:
        return [self.known[key] for key in self.cleaned_data["chosen"]]

    @property
    def seen_numbers(self) -> list[int]:
        return [self.known[key].pk for key in self.cleaned_data["seen"].split() if key in self.known]


def _latest(series: Series) -> str:
    if not (latest := series.latest):
        return "No figure yet"
    return f"{figure(latest.value, series.indicator.unit)} in {latest.name}"


class WhyForm(forms.Form):
    """Why each of the chosen ones? One short text and one version for each."""

    def __init__(self, *args: Any, rows: list[Baseline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            code = row.indicator.code
            self.fields[why(row)] = forms.CharField(
                label=f"{code}: {row.indicator.title}",
                errors_as=f"why you chose {code}",
                initial=row.why,
                widget=forms.TextArea(rows=3, max_characters=300),
            )
            self.fields[version(row)] = forms.HiddenVersion(initial=row.version)

    @property
    def reasons(self) -> list[tuple[Baseline, str, int]]:
        given = self.cleaned_data
        return [(row, given[why(row)], given[version(row)]) for row in self.rows]


def why(row: Baseline) -> str:
    return f"why-{key_of(row.indicator)}"


def version(row: Baseline) -> str:
    return f"version-{key_of(row.indicator)}"


class FigureForm(forms.Form):
    """One figure of a council. With a version it corrects what is there; empty then means that there is no figure."""

    mark_optional = False
    indicator = forms.ChoiceField(label="Measure", errors_as="a measure")
    year = forms.CharField(
        label="Year", errors_as="the year", help_text="The financial year. For example, 2024-25", max_length=7
    )
    value = forms.CharField(
        label="Figure",
        errors_as="the figure",
        help_text="A number, for example 67.4. When you correct one: leave it empty if there is no figure.",
        required=False,
        max_length=20,
    )
    version = forms.HiddenVersion(required=False)

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {key_of(indicator): indicator for indicator in indicators}
        self.fields["indicator"].choices = [("", ""), *_in_groups(self.known.values())]
        self.fields["value"].widget.attrs["class"] = self.fields["year"].widget.attrs["class"] = "govuk-input--width-10"

    def clean_indicator(self) -> Indicator:
        return self.known[self.cleaned_data["indicator"]]

    def clean_year(self) -> str:
        match = re.fullmatch(r"(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)", self.cleaned_data["year"])
        if not match or (int(match[1]) + 1) % 100 != int(match[2]):
            raise forms.ValidationError(NOT_A_YEAR)
        if int(match[1]) > today_in_london().year:
            raise forms.ValidationError("The year must not be in the future")
        return f"{match[1]}-{match[2]}"

    def clean_value(self) -> Decimal | None:
        text = self.cleaned_data["value"].replace(",", "").removesuffix("%").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError("The figure must be a number, like 67.4") from None
        if not number.is_finite() or abs(number) >= BIGGEST:
            raise forms.ValidationError("The figure must be a number below 100 million")
        return number.quantize(Decimal("0.001"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "value" in cleaned and cleaned["value"] is None and cleaned.get("version") is None:
            self.add_error("value", "Enter the figure")
        return cleaned
