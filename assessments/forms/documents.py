"""Forms of documents: what to show in the list, and one form for each way to give a document."""

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator

from assessments.models import Document, Way
from peerchallenge.documents.storage import ACCEPTED, KINDS, SAME_AS, check, too_large
from peerchallenge.ui import forms
from peerchallenge.workdays import today_in_london

ALL, MISSING, REQUIRED = "all", "missing", "required"
NOT_WHOLE = "Enter the whole address as your browser shows it, beginning with https://"
NOT_PUBLIC = "Enter the address of a page that everybody can open, not one inside the council"
LONGEST_ADDRESS = 500
_NAMED = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]+")
_INSIDE = (".local", ".internal", ".localhost", ".lan", ".intranet")


class DocumentFilter(forms.Form):
    mark_optional = False
    show = forms.ChoiceField(
        label="Show",
        required=False,
        choices=((ALL, "All"), (MISSING, "Missing"), (REQUIRED, "Required")),
        widget=forms.Radios(inline=True, small=True),
    )


class WayForm(forms.Form):
    """Which way? Sent by GET: the answer is part of the address of the next page."""

    question = "way"
    way = forms.ChoiceField(
        label="How do you want to give this document?",
        errors_as="how you give this document",
        choices=Way.choices,
        widget=forms.Radios(
            hints={
                Way.FILE: "You upload it. One file may answer several lines of the list.",
                Way.LINK: "You give the address of a page that everybody can open.",
                Way.SECTION: "It stands in a document that you have given already.",
                Way.NOT_HELD: "You say why. This counts as an answer.",
            }
        ),
    )

    def __init__(self, *args: Any, ways: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way, label) for way, label in Way.choices if way in ways]


class DocumentForm(forms.Form):
    """What the forms of all ways share. `title` is asked for what is not on the list of the team."""

    title = forms.CharField(label="What is it called?", errors_as="what it is called", max_length=200)

    def __init__(self, *args: Any, asks_title: bool, others: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_title:
            del self.fields["title"]


class FileForm(DocumentForm):
    heading = "upload a file"
    file = forms.FileField(
        label="The file", errors_as="a file", help_text=f"{ACCEPTED[0].upper()}{ACCEPTED[1:]}. At most 50 MB."
    )

    dated_on = forms.DateField(
        label="Date of the document",
        errors_as="the date of the document",
        help_text="The day it was agreed or last changed. For example, 27 3 2026",
        latest=today_in_london,
    )
    names_a_person = forms.ChoiceField(
        label="Does it name a person?",
        errors_as="yes if it names a person",
        help_text="Count people who use services, carers and staff in a case, not directors, councillors or authors.",
        choices=(("no", "No"), ("yes", "Yes")),
        widget=forms.Radios(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs |= {
            "accept": ",".join(f".{extension}" for extension in (*KINDS, *SAME_AS)),
            "data-largest": settings.MAX_FILE_SIZE,
            "data-too-large": too_large(),
        }

    def clean_file(self) -> UploadedFile:
        check(self.cleaned_data["file"])
        return self.cleaned_data["file"]

    @property
    def names_somebody(self) -> bool:
        return self.cleaned_data.get("names_a_person") == "yes"


class LinkForm(DocumentForm):
    heading = "give the address of a web page"
    link = forms.CharField(
        label="Address of the page",
        errors_as="the address of the page",
        help_text="For example, https://www.example.org/council-plan. Anybody must be able to open it.",
        max_length=LONGEST_ADDRESS,
    )
    dated_on = forms.DateField(
        label="Date of the document",
        errors_as="the date of the document",
        help_text="The day it was agreed or last changed. For example, 27 3 2026",
        required=False,
        latest=today_in_london,
    )

    def clean_link(self) -> str:
        """Only looked at, never fetched: the service opens no address that somebody typed in."""
        link = self.cleaned_data["link"].strip()
        try:
            parts = urlsplit(link)
            host = (parts.hostname or "").lower()
        except ValueError:
            raise forms.ValidationError(NOT_WHOLE) from None
        if parts.scheme != "https" or not host or " " in link:
            raise forms.ValidationError(NOT_WHOLE)
        if parts.username or not _NAMED.fullmatch(host) or host.endswith(_INSIDE):
            raise forms.ValidationError(NOT_PUBLIC)
        URLValidator(schemes=["https"], message=NOT_WHOLE)(link)
        return link


class _DocumentChoice(forms.ModelChoiceField):
    def label_from_instance(self, document: Document) -> str:
        return f"{document.code}, {document.title}"


class SectionForm(DocumentForm):
    heading = "say which part of which document"
    part_of = _DocumentChoice(
        label="Which document is it part of?",
        errors_as="the document it is part of",
        empty_label="Select a document",
        queryset=Document.objects.none(),
    )
    where = forms.CharField(
        label="Where in it?", errors_as="where in it", help_text="For example, pages 12 to 15", max_length=200
    )

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part_of"].queryset = others


class NotHeldForm(DocumentForm):
    heading = "say why you do not have this"
    reason = forms.CharField(
        label="Why do you not have it?",
        errors_as="why you do not have it",
        help_text="For example: we write it now, it is due in June. Or: we do not publish one.",
        widget=forms.TextArea(rows=4, max_characters=1000),
    )


FORMS = {Way.FILE: FileForm, Way.LINK: LinkForm, Way.SECTION: SectionForm, Way.NOT_HELD: NotHeldForm}
WAYS_OF_REQUIRED = (Way.FILE, Way.LINK, Way.SECTION, Way.NOT_HELD)
WAYS_OF_EXTRA = (Way.FILE, Way.LINK)
