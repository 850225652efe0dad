"""Recommendations: writing one, and one as the team has it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from reviews import findings as read
from reviews.actions import recommendations as actions
from reviews.forms.findings import RECOMMENDATION_FACTS, RecommendationForm
from reviews.models import Recommendation

from .findings import findings_page
from .practice_frame import clash_page, names_to_keep_out

FORM = "reviews/findings/recommendation_form.html"


@challenge_view("write_findings", post="write_findings")
def recommendation_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write a recommendation; ?from=F07 ticks the finding it follows from."""
    start = challenge.findings.there().called(request.GET.get("from", "")).first()
    initial = {"version": 1} | ({"findings": [start.pk], "area": start.area_id} if start else {})
    form = _form(request, challenge, initial)
    if form.is_valid():
        try:
            given = form.cleaned_data["findings"]
            made = actions.add_recommendation(challenge, facts=form.facts, findings=given, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made.reference} is saved")
            return redirect("findings", challenge.slug)
    return findings_page(request, FORM, challenge, verb="write_findings", form=form)


@challenge_view("see_findings", post="write_findings")
def recommendation(request: HttpRequest, challenge: PeerChallenge, recommendation: str) -> HttpResponse:
    """One recommendation, with the findings it follows from."""
    found = _find(challenge, recommendation)
    if request.method == "POST":
        return _act(request, found)
    return findings_page(
        request,
        "reviews/findings/recommendation.html",
        challenge,
        verb="see_findings",
        recommendation=found,
        theme=read.themes().get(found.theme, ""),
        findings=found.findings.there(),
    )


def _act(request: HttpRequest, found: Recommendation) -> HttpResponse:
    buttons = {
        "take_out": (actions.take_out_recommendation, "is taken out. You can put it back."),
        "put_back": (actions.put_back_recommendation, "is back"),
    }
    for button, (act, done) in buttons.items():
        if button in request.POST:
            try:
                act(found, by=request.user)
                messages.success(request, f"{found.reference} {done}")
            except Refused as refusal:
                messages.warning(request, str(refusal))
    return redirect("recommendation", found.challenge.slug, found.reference)


@challenge_view("write_findings", post="write_findings")
def recommendation_change(request: HttpRequest, challenge: PeerChallenge, recommendation: str) -> HttpResponse:
    """Change a recommendation."""
    found = _find(challenge, recommendation)
    initial = {name: getattr(found, name) for name in (*RECOMMENDATION_FACTS, "version")}
    initial["findings"] = list(found.findings.values_list("pk", flat=True))
    form = _form(request, challenge, initial)
    if form.is_valid():
        given = form.cleaned_data["findings"]
        try:
            actions.change_recommendation(found, facts=form.facts, findings=given, seen=form.seen, by=request.user)
        except Stale as stale:
            theirs = {name: getattr(stale.theirs, name) for name in RECOMMENDATION_FACTS}
            return clash_page(request, stale, form, theirs)
        messages.success(request, f"{found.reference} is saved")
        return redirect("recommendation", challenge.slug, found.reference)
    crumb = (found.reference, reverse("recommendation", args=[challenge.slug, found.reference]))
    return findings_page(
        request, FORM, challenge, verb="write_findings", above=[crumb], form=form, recommendation=found
    )


def _find(challenge: PeerChallenge, reference: str) -> Recommendation:
    found = get_object_or_404(challenge.recommendations.called(reference).select_related("area"))
    found.challenge = challenge
    return found


def _form(request: HttpRequest, challenge: PeerChallenge, initial: dict[str, Any]) -> RecommendationForm:
    places = {"area": read.areas_of(challenge), "findings": challenge.findings.there()}
    names = names_to_keep_out(request, challenge)
    return RecommendationForm(request.POST or None, places=places, names=names, initial=initial)
