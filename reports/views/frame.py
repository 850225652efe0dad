"""What the pages of the report have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page

FRONT = "reports/report.html"


def report_page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    """The page of the report, or one below it."""
    crumbs = []
    if template != FRONT:
        crumbs = [("Report", reverse("report", args=[challenge.slug]))]
        context.setdefault("back_url", crumbs[-1][1])
    return challenge_page(request, template, challenge, tab="report", further_crumbs=crumbs, **context)
