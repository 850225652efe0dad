"""Forms of one challenge: offers and answers, moving, pausing."""

from cycles.models import Pause
from peerchallenge.ui import forms


class OfferForm(forms.Form):
    first_day = forms.DateField(
        label="First day on site", help_text="For example, 10 3 2027", errors_as="the first day on site"
    )
    note = forms.CharField(
        label="A note with the offer", required=False, widget=forms.TextArea(rows=3, max_characters=1000)
    )


class AnswerOfferForm(forms.Form):
    """The answer of the other side. A no says why."""

    mark_optional = False
    answer = forms.ChoiceField(
        label="Do these days suit?",
        choices=(("accept", "Yes, these days suit"), ("decline", "No, they do not suit")),
        widget=forms.Radios(),
        errors_as="whether these days suit",
    )
    reason = forms.CharField(
        label="Why not?",
        help_text="Only if the days do not suit. Next you can propose other days.",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=1000),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == "decline" and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Enter why these days do not suit")
        return cleaned


class MoveForm(forms.Form):
    """Where the visit moves to. `shown` names the days whose effect the person has seen."""

    first_day = forms.DateField(label="New first day on site", errors_as="the first day on site")
    last_day = forms.DateField(label="New last day on site", errors_as="the last day on site")
    reason = forms.CharField(
        label="Why does the visit move?",
        errors_as="why the visit moves",
        widget=forms.TextArea(rows=3, max_characters=1000),
    )
    version = forms.HiddenVersion()
    shown = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day on site must be the same as or after the first day")
        return cleaned


class PauseForm(forms.Form):
    how = forms.ChoiceField(
        label="What happens to this peer challenge?",
        choices=Pause.choices,
        widget=forms.Radios(
            hints={
                Pause.POSTPONED: "It will go on later, with the same people and what they have done.",
                Pause.WITHDRAWN: "It will not take place in this cycle.",
            }
        ),
        errors_as="postponed or withdrawn",
    )
    reason = forms.CharField(label="Why?", errors_as="the reason", widget=forms.TextArea(rows=3, max_characters=2000))


class ResumeForm(forms.Form):
    reason = forms.CharField(
        label="Why can it go on?",
        errors_as="why it can go on",
        widget=forms.TextArea(rows=3, max_characters=2000),
    )
