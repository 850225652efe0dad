"""The page on which the regional lead opens the preparation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessments.actions import opening as actions
from assessments.readiness import unmet_for_preparing
from cycles.access import challenge_view
from cycles.lifecycle import NEXT, CannotMove
from cycles.models import PeerChallenge, Stage
from cycles.views.frame import challenge_page


@challenge_view("begin_preparing", post="begin_preparing")
def stage(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Open the preparation, or see what is missing."""
    missing = list(unmet_for_preparing(challenge))
    if request.method == "POST":
        try:
            actions.begin_preparing(challenge, by=request.user)
        except CannotMove as refusal:
            missing = refusal.reasons
        else:
            messages.success(request, f"{challenge.host} can start to prepare.")
            return redirect("challenge", challenge.slug)
    return challenge_page(
        request,
        "assessments/opening.html",
        challenge,
        verb="begin_preparing",
        missing=missing,
        refused=request.method == "POST",
        step=NEXT[Stage(challenge.stage)][0],
        back_url=reverse("challenge", args=[challenge.slug]),
    )
