"""The form of a note: few taps on a phone, and a warning where a text may tell who somebody is."""

from collections.abc import Iterable
from typing import Any

from assessments.models import Document, Section
from cycles.models import LineOfEnquiry
from peerchallenge.identifiers import found_in
from peerchallenge.ui import forms
from reviews.models import Leaning, Session, Source

FACTS = ("session", "document", "source", "leaning", "area", "line", "text", "own_words")
TEAM, ME = "team", "me"
WHO_READS = ((TEAM, "The team"), (ME, "Only me, until I share it"))


class NoteForm(forms.Form):
    """One note. `is_fine` shows only when something in the text looks as if it told who a person is."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    session = forms.ModelChoiceField(
        queryset=Session.objects.none(), label="In which session?", empty_label="In none", required=False
    )
    text = forms.CharField(
        label="What do you want to note?",
        help_text="One thing at a time. Please do not write names.",
        errors_as="what you want to note",
        widget=forms.TextArea(rows=5, max_characters=4000),
    )
    is_fine = forms.BooleanField(label="I have looked at it: this tells nobody who a person is", required=False)
    leaning = forms.ChoiceField(
        label="What is it?", choices=Leaning.choices, widget=forms.Radios(inline=True), errors_as="what it is"
    )
    own_words = forms.BooleanField(label="These are their own words", required=False)
    source = forms.ChoiceField(
        label="How do you know?", choices=Source.choices, widget=forms.Radios(), errors_as="how you know"
    )
    document = forms.ModelChoiceField(
        queryset=Document.objects.none(), label="In which document?", empty_label="In none", required=False
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
    who_reads = forms.ChoiceField(
        label="Who can read it?", choices=WHO_READS, widget=forms.Radios(inline=True), errors_as="who can read it"
    )
    version = forms.HiddenVersion(initial=1)

    def __init__(self, *args: Any, places: dict[str, Any], names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        for name, rows in places.items():
            self.fields[name].queryset = rows
        if not self._signs():
            del self.fields["is_fine"]
        if kwargs.get("initial", {}).get("who_reads") is None:
            self.initial["who_reads"] = TEAM

    def _signs(self) -> list[str]:
        text = self.data.get("text", "") if self.is_bound else ""
        return list(dict.fromkeys(str(found) for found in found_in(forms.storable(text), names=self.names)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (signs := self._signs()) and not cleaned.get("is_fine"):
            self.add_error(
                "text", f"This looks like {signs[0]}. Take it out, or say that it tells nobody who a person is"
            )
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}
