"""Forms of the scope: the host's question, its lines, and what the team wants to test."""

from peerchallenge.ui import forms


class ScopeForm(forms.Form):
    focus = forms.CharField(
        label="What should the team look at?",
        help_text="One question, and what lies behind it. Plain words help the whole team.",
        errors_as="what the team should look at",
        widget=forms.TextArea(rows=8, max_characters=4000),
    )
    version = forms.HiddenVersion()


class LineForm(forms.Form):
    """A line of enquiry, or a thing to test."""

    text = forms.CharField(
        label="What should the team find out?",
        help_text="One sentence, best as a question.",
        errors_as="what the team should find out",
        widget=forms.TextArea(rows=3, max_characters=300),
    )
    because = forms.CharField(
        label="Because",
        help_text="Why it matters: what you know, or do not know yet.",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=300),
    )
    version = forms.HiddenVersion(initial=0)


class ThingToTestForm(LineForm):
    """The team says why it asks."""

    because = forms.CharField(
        label="Because",
        help_text="What you read, heard or saw that makes you ask.",
        errors_as="why you ask",
        widget=forms.TextArea(rows=3, max_characters=300),
    )
