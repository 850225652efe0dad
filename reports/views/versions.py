"""The report as it reads: the preview for the team, and the numbered copies for everybody who may read them."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.policy import Standing
from reports.assembling import Material
from reports.models import ReportVersion

from .frame import report_page

MOST_DIGITS = 4


@challenge_view("see_draft")
def preview(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """How the draft would read if it was sent now."""
    content = Material(challenge).content
    return report_page(request, "reports/preview.html", challenge, verb="see_draft", content=content)


@challenge_view("see_report")
def versions(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The copies are listed on the page of the report."""
    return redirect("report", challenge.slug)


@challenge_view("see_report")
def version(request: HttpRequest, challenge: PeerChallenge, number: str) -> HttpResponse:
    """One copy, as it was given out."""
    number = number if number.isdecimal() and len(number) <= MOST_DIGITS else "0"
    copy = get_object_or_404(versions_of(challenge, request.standing), number=number)
    return report_page(
        request, "reports/version.html", challenge, verb="see_report", version=copy, content=copy.content
    )


def versions_of(challenge: PeerChallenge, standing: Standing) -> QuerySet[ReportVersion]:
    """The copies of this report, the newest first, each with the check of its facts.

    What was agreed is for those who may read the final report: while the check is open again, it is nobody's.
    """
    copies = ReportVersion.objects.filter(report__challenge=challenge).select_related("accuracy_check")
    return copies if standing.may("see_final") else copies.filter(kind=ReportVersion.Kind.DRAFT)
