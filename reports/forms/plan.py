"""Forms of the action plan. It may become public, so each looks for what tells who a person is."""

from typing import Any

from assessments.indicators import figure
from assessments.models import Baseline, Indicator
from peerchallenge.accounts.models import Person
from peerchallenge.ui import forms
from peerchallenge.workdays import today_in_london
from reports.models import RecommendationResponse, State
from reviews.forms.practice import CarefulForm

from .report import ReportForm

NO_REASON = "Choose an indicator, or say why none fits"
BOTH = "You chose an indicator. Leave this empty, or choose none"
NO_DATE = "Enter the date, or say why there is none"
Decision = RecommendationResponse.Decision


class MeasureForm(ReportForm):
    """By which indicators of the baseline is it measured, or why by none?"""

    mark_optional = False
    chosen = forms.MultipleChoiceField(
        label="Which indicators should show whether it helps?",
        errors_as="an indicator",
        required=False,
    )
    why_none = forms.CharField(
        label="If none fits: why, and how would you know that it helps?",
        errors_as="why none fits",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=500),
    )
    version = forms.HiddenVersion(initial=0)

    def __init__(self, *args: Any, baseline: list[Baseline], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.indicator_id): one.indicator for one in baseline}
        field = self.fields["chosen"]
        field.choices = [(str(one.indicator_id), f"{one.indicator.code}: {one.indicator.title}") for one in baseline]
        field.widget.hints = {str(one.indicator_id): _start(one) for one in baseline}
        if not baseline:
            del self.fields["chosen"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen, why = cleaned.get("chosen"), cleaned.get("why_none", "")
        if not self.errors and not chosen and not why:
            self.add_error("chosen" if "chosen" in self.fields else "why_none", NO_REASON)
        if chosen and why:
            self.add_error("why_none", BOTH)
        return cleaned

    @property
    def indicators(self) -> list[Indicator]:
        return [self.known[number] for number in self.cleaned_data.get("chosen", ())]


def _start(row: Baseline) -> str:
    if row.value is None:
        return "No figure was known at the visit"
    return f"{figure(row.value, row.indicator.unit)} in {row.year}"


class ResponseForm(ReportForm):
    """What the council says to one recommendation."""

    mark_optional = False
    decision = forms.ChoiceField(
        label="Does the council agree?",
        choices=Decision.choices,
        widget=forms.Radios(),
        errors_as="whether the council agrees",
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed where you agree in part, or do not agree.",
        errors_as="why",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
    no_action = forms.CharField(
        label="If there is no action: why not?",
        help_text="Leave it empty if you plan an action for it.",
        errors_as="why there is no action",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=1000),
    )
    version = forms.HiddenVersion(initial=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") in RecommendationResponse.GIVES_REASON and not cleaned.get("reason"):
            self.add_error("reason", "Enter why you do not agree, or not with all of it")
        return cleaned

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("decision", "reason", "no_action")}


class ActionForm(CarefulForm):
    """One action. It belongs to a role: a name is refused."""

    mark_optional = False
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(
        label="What will be done?",
        help_text="One thing, in one sentence.",
        errors_as="what will be done",
        widget=forms.TextArea(rows=2, max_characters=300),
    )
    owner = forms.CharField(
        label="Whose action is it?",
        help_text="The role, not a name. For example, Head of Access.",
        errors_as="whose action it is",
        max_length=120,
    )
    due_on = forms.DateField(label="By when?", errors_as="the date", required=False)
    no_date = forms.CharField(
        label="If there is no date: why not?",
        errors_as="why there is no date",
        required=False,
        max_length=300,
    )
    version = forms.HiddenVersion(initial=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "due_on" in cleaned and not cleaned["due_on"] and not cleaned.get("no_date"):
            self.add_error("due_on", NO_DATE)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        said: dict[str, Any] = {name: self.cleaned_data[name] for name in ("what", "owner", "due_on", "no_date")}
        return said


class ReporterForm(forms.Form):
    """Who of the host reports on an action."""

    mark_optional = False
    reporter = forms.ModelChoiceField(
        queryset=Person.everybody.none(),
        label="Who reports on this action?",
        help_text="They see this action and say how far it is. The plan itself names roles only.",
        empty_label="Nobody in particular",
        required=False,
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reporter"].queryset = people


class ProgressForm(ReportForm):
    """How far an action is today, or was on a day before."""

    mark_optional = False
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(
        label="How far is it?", choices=State.choices, widget=forms.Radios(), errors_as="how far it is"
    )
    words = forms.CharField(
        label="What has happened?",
        help_text="Please do not write names.",
        errors_as="what has happened",
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
    on = forms.DateField(label="On which day was that?", errors_as="the day", latest=today_in_london)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("state", "words", "on")}


class OpenAgainForm(CarefulForm):
    """Why the plan is changed again."""

    reason = forms.CharField(
        label="Why does the plan change?",
        help_text="Everybody who reads the plan reads it.",
        errors_as="why the plan changes",
        widget=forms.TextArea(rows=3, max_characters=1000),
    )
