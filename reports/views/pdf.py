"""The PDF of the final report: having it made, and taking it away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from peerchallenge.documents.storage import send
from peerchallenge.ui.rules import public
from reports.actions import pdf as actions
from reports.agreement import final_version
from reports.models import ReportPdf, ReportVersion
from reports.pdf import file_of, state_of
from reports.published_pdf import is_out, version_of

from .agreement import final_exists


@challenge_view("make_pdf", post="make_pdf")
def pdf(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Ask for the PDF. How far it is stands on the page of the report."""
    version = final_version(challenge)
    if request.method == "POST" and version and not state_of(version).file:
        actions.ask_for_pdf(version, by=request.user)
    return redirect("report-final", challenge.slug)


@challenge_view("see_final", status=final_exists)
def pdf_download(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The file itself, for those who may read the page."""
    version = final_version(challenge)
    if not version or not file_of(version):
        raise Http404
    actions.take_pdf(version, by=request.user)
    return pdf_answer(version)


@public
@require_safe
def published_pdf(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The PDF of a report that is public now, for everybody."""
    report = is_out(slug, number)
    version = version_of(report) if report else None
    if not version:
        raise Http404
    return pdf_answer(version, ReportPdf.Kind.PUBLIC)


def pdf_answer(version: ReportVersion, kind: ReportPdf.Kind = ReportPdf.Kind.HANDLED) -> HttpResponse:
    """The PDF of a version as a download, or 404. Who may have it, the view that calls this has decided."""
    if file := file_of(version, kind):
        return send(file)
    raise Http404
