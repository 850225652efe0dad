"""The pages on which the team lead starts and ends the visit."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page
from peerchallenge.accounts.rules import fresh_proof
from reviews import feedback as read
from reviews.actions.visit import end_visit, start_visit
from reviews.readiness import unmet_for_the_end, unmet_for_visit
from reviews.standing_in import is_team_lead

Answer = HttpResponse | list[str]  # a page to go to, or why not


@challenge_view("start_visit", post="start_visit")
@fresh_proof
def start(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Start the visit, or see what is missing."""
    if request.method == "POST":
        answer = _move(request, challenge, start_visit, "The visit has started. The team can write notes.")
    else:
        answer = unmet_for_visit(challenge)
    if isinstance(answer, HttpResponse):
        return answer
    return _page(request, "reviews/visit/start.html", challenge, verb="start_visit", missing=answer)


@challenge_view("end_visit", post="end_visit")
@fresh_proof
def end(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """End the visit, or see what is missing."""
    if request.method == "POST":
        answer = _move(request, challenge, end_visit, "The visit has ended. The host can read the feedback.")
    else:
        answer = unmet_for_the_end(challenge)
    if isinstance(answer, HttpResponse):
        return answer
    draft = read.draft_of(challenge)
    last = next(iter(read.copies_of(challenge, only_last=True)), None)
    has_changed = bool(last and draft) and last.content != read.content_of(draft)
    facts = {"missing": answer, "last": last, "has_changed": has_changed}
    return _page(request, "reviews/visit/end.html", challenge, verb="end_visit", **facts)


def _move(request: HttpRequest, challenge: PeerChallenge, act: Callable[..., None], done: str) -> Answer:
    try:
        act(challenge, by=request.user)
    except CannotMove as refusal:
        return refusal.reasons
    messages.success(request, done)
    return redirect("challenge", challenge.slug)


def _page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    back = reverse("timetable", args=[challenge.slug])
    return challenge_page(
        request,
        template,
        challenge,
        tab="timetable",
        refused=request.method == "POST",
        stands_in=not is_team_lead(challenge, request.user),
        further_crumbs=[("Visit", back)],
        back_url=back,
        **context,
    )
