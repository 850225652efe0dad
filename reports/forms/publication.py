"""Forms of the publication: approving, publishing, withdrawing, correcting, and what the host does with its report."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from peerchallenge.ui import forms
from peerchallenge.ui.wording import day
from peerchallenge.workdays import today_in_london
from reports.embargo import NoSuchMoment, in_london
from reviews.forms.careful import ComparedForm

from .accuracy import SendForm
from .report import ReportForm

NOW, LATER = "now", "later"
EXAMPLE = "For example, 10 3 2027"
OWN_PAGE = "The address must begin with https:// or http:// and name a website"


class ApproveForm(SendForm):
    """Approves the text that was seen."""


class PublishForm(ReportForm):
    """Publishes the text that was seen: now, or from a day and time in London on."""

    mark_optional = False
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    when = forms.ChoiceField(
        label="When does the report become public?",
        choices=((NOW, "Now"), (LATER, "At a day and time")),
        widget=forms.Radios(),
        errors_as="when the report becomes public",
    )
    day = forms.DateField(
        label="Day", help_text=f"Only if it is not now. {EXAMPLE}", errors_as="the day", required=False
    )
    clock = forms.TimeField(
        label="Time in London", help_text="For example, 9am or 14:30", errors_as="the time", required=False
    )
    note = forms.CharField(
        label="What has changed?",
        help_text="The public reads this beside the new version. Please do not write names.",
        errors_as="what has changed",
        widget=forms.TextArea(rows=3, max_characters=2000),
    )
    override = forms.CharField(
        label="Why can it not wait until the closed period is over?",
        help_text="Only if it becomes public on a day of a closed period. The regional office reads it.",
        errors_as="why it cannot wait",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=2000),
    )

    def __init__(self, *args: Any, asks_for_note: bool, has_blocks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_note:
            del self.fields["note"]
        if not has_blocks:
            del self.fields["override"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.at: datetime | None = None
        if cleaned.get("when") == LATER:
            for name, what in (("day", "the day"), ("clock", "the time")):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, f"Enter {what}")
            if cleaned.get("day") and cleaned.get("clock"):
                self._find_moment(cleaned)
        return cleaned

    def _find_moment(self, cleaned: dict[str, Any]) -> None:
        try:
            self.at = in_london(cleaned["day"], cleaned["clock"])
        except NoSuchMoment:
            self.add_error("clock", "Clocks change in that hour. Choose another time")

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes. A note goes with a new publication alone."""
        said = self.cleaned_data
        return {"seen": said["seen"], "at": self.at, "override": said.get("override", "")}


class WithdrawForm(ReportForm):
    """Why the report is no more to be read."""

    reason = forms.CharField(
        label="Why is the report withdrawn?",
        help_text="The public reads it in place of the report. Please do not write names.",
        errors_as="why the report is withdrawn",
        widget=forms.TextArea(rows=3, max_characters=2000),
    )


class CorrectionForm(ReportForm):
    """What a correction puts right, for the public."""

    note = forms.CharField(
        label="What is put right?",
        help_text="The public reads this beside the new version. Please do not write names.",
        errors_as="what is put right",
        widget=forms.TextArea(rows=3, max_characters=2000),
    )
    version = forms.HiddenVersion(initial=0)


class ParagraphForm(ReportForm):
    """How one paragraph reads in a correction."""

    mark_optional = False
    heading = forms.CharField(
        label="Heading",
        errors_as="the heading",
        widget=forms.TextArea(rows=2, max_characters=400),
    )
    text = forms.CharField(
        label="Text",
        help_text="Begin each line of a list with “- ”.",
        errors_as="the text",
        required=False,
        widget=forms.TextArea(rows=8, max_characters=20_000),
    )
    version = forms.HiddenVersion(initial=0)

    def __init__(self, *args: Any, has_heading: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_heading:
            del self.fields["heading"]

    @property
    def facts(self) -> dict[str, str]:
        return {"heading": self.cleaned_data.get("heading", ""), "text": self.cleaned_data["text"]}


class DayBoxes(forms.DateBoxes):
    """Three boxes; or one value, where somebody chose between two days that were saved at once."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...]:
        if name not in data:
            return super().value_from_datadict(data, files, name)
        year, month, number = [*str(data[name]).split("-"), "", ""][:3]
        return number, month, year


def _day(label: str, what: str) -> forms.DateField:
    return forms.DateField(label=label, errors_as=what, required=False, latest=today_in_london, widget=DayBoxes())


class SharingForm(ComparedForm):
    """What the host does with its report. A day that is filled in says that it is done."""

    mark_optional = False
    own_page = forms.CharField(
        label="Where does the report stand on the council’s own website?",
        help_text="The whole address, for example https://www.example.org/report",
        errors_as="the address",
        required=False,
        max_length=500,
    )
    committee = forms.CharField(
        label="Which committee or meeting was it presented to?",
        errors_as="the committee",
        required=False,
        max_length=200,
    )
    presented_on = _day("When was it presented?", "the day it was presented")
    staff_on = _day("When was it shared with staff?", "the day it was shared with staff")
    partners_on = _day("When was it shared with partners?", "the day it was shared with partners")
    participants_on = _day(
        "When were those told who came to the talks?", "the day those were told who came to the talks"
    )
    version = forms.HiddenVersion(initial=0)

    def clean_own_page(self) -> str:
        address: str = self.cleaned_data["own_page"].strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            raise forms.ValidationError(OWN_PAGE) from None
        if address and (parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in address):
            raise forms.ValidationError(OWN_PAGE)
        return address

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("presented_on") and not cleaned.get("committee") and "committee" not in self.errors:
            self.add_error("committee", "Enter the committee, or leave the day empty")
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}

    @property
    def choices(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, forms.DateField)]

    def step(self, name: str, code: date | None) -> tuple[str, str]:
        return (code.isoformat(), day(code)) if code else ("", "no day")
