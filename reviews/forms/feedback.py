"""Forms of the feedback of the last day, and of what is corrected in the room."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from peerchallenge.ui import forms
from reviews.feedback import Choice
from reviews.models import SAID_IN_THE_ROOM

from .careful import AskingForm

LONGEST, LONGEST_OPTION = 2000, 90
THIN = "Needs more evidence"


class FeedbackForm(AskingForm):
    """What is said first and last, and a box for each finding and recommendation on the board."""

    opening = forms.CharField(
        label="What do you say first?",
        errors_as="what you say first",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=LONGEST),
    )
    closing = forms.CharField(
        label="What happens next?",
        help_text="When the draft report comes, and until when the council can check the facts in it.",
        errors_as="what happens next",
        widget=forms.TextArea(rows=4, max_characters=LONGEST),
    )
    version = forms.HiddenVersion(initial=0)

    def __init__(self, *args: Any, groups: Mapping[str, Sequence[Choice]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for choice in self._boxes():
            self.fields[choice.reference] = forms.BooleanField(
                label=f"{choice.reference} {choice.text}", help_text=THIN if choice.is_thin else "", required=False
            )

    def _boxes(self) -> Iterable[Choice]:
        return (choice for choices in self.groups.values() for choice in choices)

    @property
    def helper(self) -> Any:
        helper = super().helper
        boxes = [
            forms.Fieldset(title, *(choice.reference for choice in choices))
            for title, choices in self.groups.items()
            if choices
        ]
        last = [name for name in ("closing", "is_fine", "version") if name in self.fields]
        helper.layout = forms.Layout("opening", *boxes, *last)
        return helper

    @property
    def taken(self) -> list[str]:
        """What the feedback takes in, in the order of the board."""
        return [choice.reference for choice in self._boxes() if self.cleaned_data[choice.reference]]

    @property
    def choices(self) -> list[str]:
        return [choice.reference for choice in self._boxes()]

    def step(self, name: str, code: Any) -> tuple[str, str]:
        return ("on", "It is in") if code else ("", "It is left out")


class FreezingForm(forms.Form):
    """Freezes what was read, and nothing that was written since."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CorrectionForm(AskingForm):
    """One thing that was said about the feedback."""

    kind = forms.ChoiceField(
        label="What kind of point is it?",
        choices=[(kind.value, kind.label) for kind in SAID_IN_THE_ROOM],
        widget=forms.Radios(),
        errors_as="what kind of point it is",
    )
    text = forms.CharField(
        label="What was said?",
        help_text="One point at a time. Please do not write who said it.",
        errors_as="what was said",
        widget=forms.TextArea(rows=4, max_characters=LONGEST),
    )
    about = forms.ChoiceField(label="Which part of the feedback is it about?", errors_as="a part", required=False)
    version = forms.HiddenVersion(initial=1)

    def __init__(self, *args: Any, parts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [("", "Not said"), *((part, _short(part)) for part in parts)]
        if not parts:
            del self.fields["about"]
        self.ask_last()

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "text", "about") if name in self.fields}


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_OPTION else f"{text[: LONGEST_OPTION - 1].rstrip()}…"
