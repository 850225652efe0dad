"""What people fill in around the pack."""

from peerchallenge.ui import forms


class ReopenForm(forms.Form):
    """Why the preparation opens again."""

    reason = forms.CharField(
        label="Why does the preparation open again?",
        errors_as="why the preparation opens again",
        widget=forms.TextArea(max_characters=2000),
    )


class TeamCallForm(forms.Form):
    """When the team spoke, and what it holds on to."""

    held_on = forms.DateField(label="When did the team speak?", errors_as="when the team spoke")
    note = forms.CharField(
        label="What does the team want to hold on to?",
        help_text="Do not write names of people who get care, or of staff.",
        widget=forms.TextArea(max_characters=4000),
        required=False,
    )


class ReadForm(forms.Form):
    """Which things of the pack a member has read."""

    read = forms.MultipleChoiceField(label="Read", required=False)

    def __init__(self, *args, items=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["read"].choices = [(item.key, item.title) for item in items]
