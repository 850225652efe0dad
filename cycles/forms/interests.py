"""Forms of what members say about themselves, and of the decision about an interest."""

from typing import Any

from cycles.models import InterestKind
from peerchallenge.ui import forms

YES, NO = "yes", "no"
NONE, INTEREST = "none", "interest"


class DeclarationForm(forms.Form):
    """No interest, or which and what it is about. Nothing is ticked before somebody ticks it."""

    mark_optional = False
    has_interest = forms.ChoiceField(
        label="Do you have an interest in this council?",
        choices=((NONE, "No, none of these is true of me"), (INTEREST, "Yes, one of these or something like it")),
        widget=forms.Radios(),
        errors_as="whether you have an interest",
    )
    kinds = forms.MultipleChoiceField(
        label="If yes: what is it?",
        help_text="Tick all that are true.",
        choices=InterestKind.choices,
        required=False,
    )
    text = forms.CharField(
        label="If yes: tell us a little more",
        help_text="A few words are enough. Only the regional lead and the team lead read this.",
        errors_as="what it is about",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
    version = forms.HiddenVersion()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("has_interest") == INTEREST:
            if not cleaned.get("kinds") and "kinds" not in self.errors:
                self.add_error("kinds", "Select what it is")
            if not cleaned.get("text", "").strip() and "text" not in self.errors:
                self.add_error("text", "Enter a few words about it")
            return cleaned
        return cleaned | {"kinds": [], "text": ""}


class InterestForm(forms.Form):
    """The regional lead decides about an interest. A no says why."""

    mark_optional = False
    decision = forms.ChoiceField(
        label="Can this person be on the team?",
        choices=((YES, "Yes, they can go on"), (NO, "No, their place ends now")),
        widget=forms.Radios(),
        errors_as="whether this person can be on the team",
    )
    note = forms.CharField(
        label="Why?",
        help_text="If no, you must say why. You and the team lead can read it later.",
        errors_as="why",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=1000),
    )
    version = forms.HiddenVersion()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") == NO and not cleaned.get("note", "").strip():
            self.add_error("note", "Enter why this person cannot be on the team")
        return cleaned


class NeedsForm(forms.Form):
    """What helps somebody take part. "Nothing" is an answer too."""

    mark_optional = False
    anything = forms.ChoiceField(
        label="Is there something that helps you take part?",
        choices=((YES, "Yes"), (NO, "No, nothing")),
        widget=forms.Radios(),
        errors_as="whether something helps you",
    )
    text = forms.CharField(
        label="If yes: what helps you?",
        help_text="It may be breaks, large print, a room without steps, a person who supports you, or less noise.",
        errors_as="what helps you",
        required=False,
        widget=forms.TextArea(rows=5, max_characters=2000),
    )
    share_with_lead = forms.BooleanField(label="The team lead may read this too", required=False)
    share_with_host = forms.BooleanField(
        label="The host coordinator may read this too",
        help_text="They plan the rooms and the breaks.",
        required=False,
    )
    version = forms.HiddenVersion()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("anything") == NO:
            return cleaned | {"text": ""}
        if cleaned.get("anything") == YES and not cleaned.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", "Enter what helps you")
        return cleaned
