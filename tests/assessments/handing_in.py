"""Sending the form of a document, as a browser does."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.assessments.builders import PDF

DATE = {"dated_on-day": "3", "dated_on-month": "2", "dated_on-year": "2025"}


def a_file(name="Budget 2025.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def send_to(client, challenge, code, way, data=None, **files):
    """Send the form of a way for one line of the list; without a code, for something extra."""
    page, arguments = ("document-answer", [code]) if code else ("document-new", [])
    address = reverse(page, args=[challenge.slug, *arguments])
    return client.post(f"{address}?way={way}", {**(data or {}), **files})


def the_document(challenge, code="D04"):
    return challenge.documents.current().get(code=code)
