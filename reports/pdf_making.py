"""Making the PDF of a version: the job that runs in the background. It reads the version, and nobody's drafts."""

import hashlib
import logging

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.text import slugify

from peerchallenge.audit.locks import take_turn
from peerchallenge.documents.pdf import NoPdf, Printed, print_pdf
from peerchallenge.documents.storage import keep_bytes

from .accuracy import places
from .models import ReportPdf, ReportVersion

log = logging.getLogger(__name__)
LABEL = "OFFICIAL-SENSITIVE"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def make(report_pdf_id: int, attempt: int) -> None:
    """Make it, or say why not. Run again after a crash, it makes it anew and keeps one."""
    related = ("version__report__challenge__host", "version__report__challenge__cycle__region", "asked_by")
    wanted = ReportPdf.objects.filter(pk=report_pdf_id, attempt=attempt, file=None).select_related(*related).first()
    if not wanted:
        return
    html = html_of(wanted.version, wanted.kind)
    try:
        printed = print_pdf(html)
    except NoPdf as refusal:
        log.warning("the PDF %s was not made: %s", wanted.pk, refusal)
        ReportPdf.objects.filter(pk=wanted.pk, attempt=attempt, file=None).update(failure=refusal.reason)
        return
    _keep(wanted, printed, hashlib.sha256(html.encode()).hexdigest())


def html_of(version: ReportVersion, kind: str) -> str:
    """The whole document. Its text is the partial that the page of the report shows as well."""
    challenge = version.report.challenge
    is_public = kind == ReportPdf.Kind.PUBLIC  # published again after a withdrawal, the text has another number
    facts = {
        "title": f"Peer challenge of adult social care in {challenge.host}: {'' if is_public else 'final '}report",
        "about": f"{challenge.host} peer challenge: "
        + ("report" if is_public else f"final report, version {version.number}"),
        "council": challenge.host.official_name,
        "region": challenge.cycle.region.name,
        "challenge": challenge,
        "version": version,
        "places": places(version.content),
        "is_public": is_public,
        "demo": settings.DEMO,
        "label": LABEL,
        "licence": LICENCE,
    }
    return render_to_string("reports/pdf/report.html", facts)


@transaction.atomic
def _keep(wanted: ReportPdf, printed: Printed, digest: str) -> None:
    """Of several runs one keeps its file, whole. A run that dies here leaves nothing that the next does not replace."""
    take_turn(f"report pdf {wanted.pk}")
    row = ReportPdf.objects.filter(pk=wanted.pk, file=None)
    if row.exists():
        version = wanted.version
        name = f"{slugify(version.report.challenge.host.short_name)}-peer-challenge-report-version-{version.number}.pdf"
        file = keep_bytes(printed.content, name, by=wanted.asked_by, key=wanted.key)
        row.update(file=file, pages=printed.pages, made_from=digest, failure="")
