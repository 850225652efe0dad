"""The PDF of the report: asked for again, and taken away."""

from django.db import transaction

from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record
from reports.models import ReportPdf, ReportVersion
from reports.pdf import want_pdf


@transaction.atomic
def ask_for_pdf(version: ReportVersion, *, by: Person) -> ReportPdf:
    """Have the PDF made that is not there, or that could not be made before."""
    challenge = version.report.challenge
    record("report.pdf_asked", challenge, by=by, challenge=challenge, number=version.number)
    return want_pdf(version, by=by)


@transaction.atomic
def take_pdf(version: ReportVersion, *, by: Person) -> None:
    """Somebody takes the report away as a file: the trail keeps who and when."""
    challenge = version.report.challenge
    record("report.pdf_downloaded", challenge, by=by, challenge=challenge, number=version.number)
