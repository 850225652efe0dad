"""Around the answers: who writes one, what it rests on, signing a form off and opening it again."""

from typing import Any

from assessments.models import Document
from peerchallenge.accounts.models import Person
from peerchallenge.ui import forms


class ShareOutForm(forms.Form):
    person = forms.ModelChoiceField(
        queryset=Person.everybody.none(),
        label="Who writes it?",
        to_field_name="slug",
        required=False,
        empty_label="Nobody in particular",
        errors_as="who writes it",
    )
    mark_optional = False

    def __init__(self, data: Any, *, people: Any, now: Person | None):
        super().__init__(data, initial={"person": now.slug if now else ""})
        self.fields["person"].queryset = people


class EvidenceForm(forms.Form):
    document = forms.ModelChoiceField(
        queryset=Document.objects.none(),
        label="Document",
        to_field_name="code",
        empty_label="Choose a document",
        errors_as="a document",
    )
    where = forms.CharField(
        label="Where in it?", help_text="For example, page 4", errors_as="where in it", required=False, max_length=120
    )

    def __init__(self, data: Any, *, documents: Any):
        super().__init__(data)
        self.fields["document"].queryset = documents
        self.fields["document"].label_from_instance = lambda document: f"{document.code} {document.title}"


class SignOffForm(forms.Form):
    gaps_reason = forms.CharField(
        label="Why is something missing?",
        help_text="The review team reads this.",
        errors_as="why something is missing",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
    mark_optional = False

    def __init__(self, data: Any, *, has_gaps: bool):
        super().__init__(data)
        if not has_gaps:
            del self.fields["gaps_reason"]


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Why do you open it again?",
        help_text="Those who see this form at the council can read this. So can the regional office.",
        errors_as="why you open it again",
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
