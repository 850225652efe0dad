"""Forms of an immediate concern: short, with no place for names, and never in the way of passing it on."""

from peerchallenge.ui import forms

from .careful import AskingForm


class ConcernForm(AskingForm):
    """What the officer needs to know before they phone."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    about = forms.CharField(
        label="What is it about, in a few words?",
        help_text="Do not write who it is. You say that on the phone.",
        errors_as="what it is about",
        widget=forms.TextArea(rows=3, max_characters=500),
    )
    done_already = forms.CharField(
        label="What has been done already?",
        help_text="For example, somebody stays with the person. Write “nothing yet” if that is so.",
        errors_as="what has been done already",
        widget=forms.TextArea(rows=3, max_characters=1000),
    )
    told = forms.CharField(
        label="Whom have you told?",
        help_text="Their job, not their name. For example, the duty social worker.",
        errors_as="whom you have told",
        max_length=200,
    )


class AnswerForm(AskingForm):
    """What the officer did about it."""

    answer = forms.CharField(
        label="What was done?",
        help_text="What happens now, and who looks after it: their job, not their name.",
        errors_as="what was done",
        widget=forms.TextArea(rows=4, max_characters=1000),
    )
    version = forms.HiddenVersion(initial=1)


class OfficerForm(forms.Form):
    """Whom the host council names."""

    name = forms.CharField(label="Name", errors_as="their name", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        errors_as="their e-mail address",
        max_length=254,
        help_text="A concern is announced there at once. It is also how they sign in.",
    )
