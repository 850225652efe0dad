"""What those see who may know how far a form is, and not a word of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from assessments.models import Assessment
from assessments.progress import progress_of
from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page

from .frame import Paper


def how_far(paper: Paper) -> Callable[..., HttpResponse]:
    """The view that shows the progress of a form, and nothing else."""

    def status(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
        form = Assessment.objects.filter(challenge=challenge, kind=paper.kind).first()
        return challenge_page(
            request,
            "assessments/status_only.html",
            challenge,
            verb=paper.read,
            tab="preparation",
            further_crumbs=[("Prepare", reverse("preparation", args=[challenge.slug]))],
            paper=paper,
            assessment=form,
            progress=progress_of(form) if form else None,
        )

    return status
