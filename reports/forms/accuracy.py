"""Forms of the accuracy check. The report is read in public, so each asks about what tells who a person is."""

from collections.abc import Mapping
from typing import Any

from assessments.models import Document
from peerchallenge.ui import forms
from reports.accuracy import Paragraph
from reports.models import Answer
from reviews.models.points import PointKind

from .report import ReportForm

POINT_FACTS = ("kind", "text", "proposed")
NO_DOCUMENT = ("", "No document")
ANOTHER_DRAFT = "The team has sent another draft since you opened this page. Look at its paragraph again."


class CheckForm(ReportForm):
    """What is written about one draft: a page that was open while another draft came saves nothing."""

    draft = forms.HiddenVersion()

    def __init__(self, *args: Any, draft: int, **kwargs: Any) -> None:
        kwargs["initial"] = {**kwargs.get("initial", {}), "draft": draft}
        super().__init__(*args, **kwargs)
        self.of_draft = draft

    def clean_draft(self) -> int:
        number: int = self.cleaned_data["draft"]
        if number != self.of_draft:
            raise forms.ValidationError(ANOTHER_DRAFT)
        return number


class PointForm(CheckForm):
    """One point about one paragraph."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="What kind of point is it?",
        choices=PointKind.choices,
        widget=forms.Radios(),
        errors_as="what kind of point it is",
    )
    text = forms.CharField(
        label="What is your point?",
        help_text="Say what is not right, and how you know. Please do not write names.",
        errors_as="your point",
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
    proposed = forms.CharField(
        label="What should it say?",
        help_text="Your words for the paragraph. The team decides what the report says.",
        errors_as="what it should say",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
    document = forms.ChoiceField(
        label="Which document shows it?",
        help_text="One that you have handed in.",
        errors_as="a document",
        required=False,
    )
    version = forms.HiddenVersion(initial=1)

    def __init__(self, *args: Any, documents: Mapping[str, Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = documents
        lines = [(code, f"{code} {document.title}") for code, document in documents.items()]
        self.fields["document"].choices = [NO_DOCUMENT, *lines]

    @property
    def facts(self) -> dict[str, Any]:
        said = {name: self.cleaned_data[name] for name in POINT_FACTS}
        return {**said, "document": self.documents.get(self.cleaned_data["document"])}


class ResponseForm(CheckForm):
    """What the council says to the report as a whole."""

    mark_optional = False
    text = forms.CharField(
        label="What does the council say to the report?",
        help_text="The final report prints it as it stands. Please do not write names. You can leave it empty.",
        errors_as="what the council says",
        required=False,
        widget=forms.TextArea(rows=12, max_characters=10_000),
    )
    version = forms.HiddenVersion(initial=1)


class SendForm(forms.Form):
    """Sends what was seen, and nothing that was written since."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class AnswerForm(CheckForm):
    """What the team lead decides about a point, why, and how the paragraph reads then."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=Answer.Decision.choices,
        widget=forms.Radios(),
        errors_as="what you decide",
    )
    reason = forms.CharField(
        label="Why?",
        help_text="The council reads this once the report is agreed.",
        errors_as="why you decide so",
        widget=forms.TextArea(rows=4, max_characters=2000),
    )
    new_heading = forms.CharField(
        label="New heading",
        help_text="Change it only where you accept the point.",
        errors_as="the new heading",
        required=False,
        widget=forms.TextArea(rows=2, max_characters=400),
    )
    new_text = forms.CharField(
        label="New text of the paragraph",
        help_text="Change it only where you accept the point.",
        errors_as="the new text",
        required=False,
        widget=forms.TextArea(rows=8, max_characters=20_000),
    )
    version = forms.HiddenVersion(initial=0)
    text_version = forms.HiddenVersion(initial=0)
    mark_optional = False

    def __init__(self, *args: Any, paragraph: Paragraph, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not paragraph.above:
            del self.fields["new_heading"]
        elif paragraph.name:
            self.fields["new_heading"].label = "Name"

    @property
    def facts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("decision", "reason")}

    @property
    def new(self) -> dict[str, str]:
        """How the paragraph reads with this answer."""
        said = self.cleaned_data
        return {"heading": said.get("new_heading", ""), "text": said["new_text"]}


class AgreeForm(SendForm):
    """Agrees the text that was seen."""


class ReopenCheckForm(forms.Form):
    """Why the accuracy check opens again."""

    reason = forms.CharField(
        label="Why does the accuracy check open again?",
        errors_as="why it opens again",
        widget=forms.TextArea(max_characters=2000),
    )
