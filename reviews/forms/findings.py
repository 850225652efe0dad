"""Forms of findings and recommendations. No text may tell who somebody is."""

from typing import Any

from assessments.models import Section
from cycles.models import LineOfEnquiry
from peerchallenge.ui import forms
from reviews.findings import themes
from reviews.models import Finding, Recommendation

from .practice import NO_NAMES, CarefulForm

FINDING_FACTS = ("kind", "text", "detail", "area", "line")
RECOMMENDATION_FACTS = ("text", "area", "theme", "time", "how_known")
AGREES, DISAGREES = "yes", "no"


class FindingForm(CarefulForm):
    """One finding: a sentence that stands on its own, and what is behind it."""

    kind = forms.ChoiceField(
        label="What is it?", choices=Finding.Kind.choices, widget=forms.Radios(inline=True), errors_as="what it is"
    )
    text = forms.CharField(
        label="What did you find?",
        help_text=f"One sentence that stands on its own. {NO_NAMES}",
        errors_as="what you found",
        widget=forms.TextArea(rows=3, max_characters=300),
    )
    detail = forms.CharField(
        label="What is behind it?",
        help_text="What you heard, saw and read, and why it matters. The draft report starts from these words.",
        errors_as="what is behind it",
        required=False,
        widget=forms.TextArea(rows=8, max_characters=4000),
    )
    area = forms.ModelChoiceField(
        queryset=Section.objects.none(), label="Which area is it about?", empty_label="Not said", required=False
    )
    line = forms.ModelChoiceField(
        queryset=LineOfEnquiry.objects.none(),
        label="Which line of enquiry is it about?",
        empty_label="Not said",
        required=False,
    )
    version = forms.HiddenVersion(initial=1)

    def __init__(self, *args: Any, places: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in places.items():
            self.fields[name].queryset = rows

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FINDING_FACTS}


class RecommendationForm(CarefulForm):
    """One recommendation: action first, from findings, with the sign that would show that it helps."""

    text = forms.CharField(
        label="What should the council do?",
        help_text=f"Begin with what to do. For example, Agree one way in for everybody who asks for help. {NO_NAMES}",
        errors_as="what the council should do",
        widget=forms.TextArea(rows=3, max_characters=400),
    )
    findings = forms.ModelMultipleChoiceField(
        queryset=Finding.objects.none(), label="Which findings does it follow from?", required=False
    )
    area = forms.ModelChoiceField(
        queryset=Section.objects.none(), label="Which area is it about?", empty_label="Not said", required=False
    )
    theme = forms.ChoiceField(label="What is its theme?", errors_as="a theme", required=False)
    time = forms.ChoiceField(
        label="How soon?", choices=Recommendation.Time.choices, widget=forms.Radios(), errors_as="how soon"
    )
    how_known = forms.CharField(
        label="How would we know that it helps?",
        help_text="A figure that moves, or what people would say. For example, People wait less than 28 days.",
        errors_as="how we would know that it helps",
        widget=forms.TextArea(rows=3, max_characters=500),
    )
    version = forms.HiddenVersion(initial=1)

    def __init__(self, *args: Any, places: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in places.items():
            self.fields[name].queryset = rows
        self.fields["theme"].choices = [("", "Not said"), *themes().items()]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in RECOMMENDATION_FACTS}


class OpinionForm(CarefulForm):
    """Whether one agrees, and why not."""

    agrees = forms.ChoiceField(
        label="Do you agree with this finding?",
        choices=((AGREES, "Yes"), (DISAGREES, "No, or not yet")),
        widget=forms.Radios(inline=True),
        errors_as="whether you agree",
    )
    reason = forms.CharField(
        label="If not, what would you say instead?",
        help_text="The team reads it, and sees that it is from you.",
        errors_as="what you would say instead",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=500),
    )
    version = forms.HiddenVersion(initial=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("agrees") == DISAGREES and not cleaned.get("reason") and "reason" not in self.errors:
            self.add_error("reason", "Enter what you would say instead")
        return cleaned


class ThinForm(CarefulForm):
    mark_optional = False
    reason = forms.CharField(
        label="Why does it go into the report?",
        help_text="Leave it empty to wait for more evidence.",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=500),
    )
