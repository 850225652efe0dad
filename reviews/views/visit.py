"""The page on which the team lead starts the visit."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page
from peerchallenge.accounts.rules import fresh_proof
from reviews.actions.visit import start_visit
from reviews.readiness import unmet_for_visit
from reviews.standing_in import is_team_lead


@challenge_view("start_visit", post="start_visit")
@fresh_proof
def start(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Start the visit, or see what is missing."""
    missing = unmet_for_visit(challenge)
    if request.method == "POST":
        try:
            start_visit(challenge, by=request.user)
        except CannotMove as refusal:
            missing = refusal.reasons
        else:
            messages.success(request, "The visit has started. The team can write notes.")
            return redirect("challenge", challenge.slug)
    back = reverse("timetable", args=[challenge.slug])
    return challenge_page(
        request,
        "reviews/visit/start.html",
        challenge,
        verb="start_visit",
        tab="timetable",
        missing=missing,
        refused=request.method == "POST",
        stands_in=not is_team_lead(challenge, request.user),
        further_crumbs=[("Visit", back)],
        back_url=back,
    )
