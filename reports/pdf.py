"""The PDF of a version as pages speak of it: whether it is there, being made, or why not. And the wish to have it.

A page that gives one out asks `state_of(version, kind)`, shows reports/pdf/state.html, and sends `file_of(…)`. A
published version is the same with Kind.PUBLIC: it carries the licence in place of the handling label.
"""

import secrets
from dataclasses import dataclass

from peerchallenge.accounts.models import Person
from peerchallenge.documents.models import StoredFile
from peerchallenge.documents.pdf import Reason
from peerchallenge.jobs.models import Job, State
from peerchallenge.jobs.queue import enqueue

from .models import ReportPdf, ReportVersion

Kind = ReportPdf.Kind
CUT_OFF = "It was begun several times and never finished."


@dataclass(frozen=True)
class PdfState:
    """What a page says of the PDF of a version."""

    pdf: ReportPdf | None
    why_not: str = ""  # a sentence, when it could not be made

    @property
    def file(self) -> StoredFile | None:
        return self.pdf.file if self.pdf else None

    @property
    def is_being_made(self) -> bool:
        return bool(self.pdf and not self.file and not self.why_not)


def pdf_of(version: ReportVersion, kind: Kind = Kind.HANDLED) -> ReportPdf | None:
    """The PDF of this version, made or not."""
    return ReportPdf.objects.filter(version=version, kind=kind).select_related("file").first()


def state_of(version: ReportVersion, kind: Kind = Kind.HANDLED) -> PdfState:
    """Whether the PDF is there, being made, could not be made, or was never asked for."""
    pdf = pdf_of(version, kind)
    return PdfState(pdf, _why_not(pdf) if pdf else "")


def file_of(version: ReportVersion, kind: Kind = Kind.HANDLED) -> StoredFile | None:
    """The file, once it is there."""
    pdf = pdf_of(version, kind)
    return pdf.file if pdf else None


def want_pdf(version: ReportVersion, kind: Kind = Kind.HANDLED, *, by: Person) -> ReportPdf:
    """Have it made in the background, inside the transaction of the caller. One that could not be made is tried again.

    Asking for what is there or being made changes nothing.
    """
    facts = {"asked_by": by, "key": secrets.token_hex(32)}
    pdf, _ = ReportPdf.objects.get_or_create(version=version, kind=kind, defaults=facts)
    if _why_not(pdf):
        again = ReportPdf.objects.filter(pk=pdf.pk, attempt=pdf.attempt, file=None)
        again.update(attempt=pdf.attempt + 1, failure="")  # of two who ask at once, one does
        pdf.refresh_from_db(fields=["attempt", "failure"])
    if not pdf.file_id:
        enqueue("report_pdf", pdf.job_key, report_pdf_id=pdf.pk, attempt=pdf.attempt)
    return pdf


def _why_not(pdf: ReportPdf) -> str:
    if pdf.file_id:
        return ""
    if pdf.failure:
        return Reason(pdf.failure).label
    given_up = Job.objects.filter(key=pdf.job_key, state=State.FAILED).exists()
    return CUT_OFF if given_up else ""
