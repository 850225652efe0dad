"""What people fill in for the report. A text that may tell who somebody is, is asked about once."""

from typing import Any

from peerchallenge.accounts.models import Person
from peerchallenge.identifiers import Found
from peerchallenge.ui import forms
from reports.looking import signs_in
from reviews.forms.careful import AskingForm
from reviews.forms.practice import CarefulForm


class ReportForm(AskingForm):
    """Asks about small groups as well. The question stands at the end, where the button is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_fine := self.fields.pop("is_fine", None):
            self.fields["is_fine"] = is_fine

    def signs_in(self, text: str) -> list[Found]:
        return signs_in(text, self.names)


class SectionForm(ReportForm):
    """What the team says in one section."""

    text = forms.CharField(
        label="What does the team say here?",
        help_text="Leave an empty line between two paragraphs. Begin each line of a list with “- ”.",
        required=False,
        widget=forms.TextArea(rows=16, max_characters=20_000),
    )
    is_done = forms.BooleanField(label="This section is done", required=False)
    version = forms.HiddenVersion(initial=0)
    mark_optional = False

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "is_done")}


class WriterForm(forms.Form):
    """Whom the team lead asks to write a section."""

    mark_optional = False
    writer = forms.ModelChoiceField(
        queryset=Person.everybody.none(), label="Who writes this section?", empty_label="Nobody yet", required=False
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["writer"].queryset = people


class LookForm(ReportForm):
    """What the second reader wants to tell the team about the draft."""

    mark_optional = False
    remarks = forms.CharField(
        label="Is there anything the team should look at?",
        help_text="The team reads it, and sees that it is from you. Leave it empty if all is well.",
        errors_as="what the team should look at",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=2000),
    )


class TakeBackForm(CarefulForm):
    """Why there will be a new draft."""

    reason = forms.CharField(
        label="Why does the team write a new draft?",
        help_text="The council reads it.",
        errors_as="why the team writes a new draft",
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
