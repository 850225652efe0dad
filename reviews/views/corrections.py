"""Corrections said at the feedback: written down by both sides, changed, taken out, dealt with in the draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from reviews import corrections as read
from reviews.actions import corrections as actions
from reviews.forms.feedback import CorrectionForm
from reviews.models import Correction

from .feedback import feedback_page
from .practice_frame import clash_page, names_to_keep_out

FACTS = ("kind", "text", "about")


def how_many(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know how far it is: how many there are and how many are dealt with. No word of them."""
    rows = challenge.corrections.there()
    return feedback_page(
        request,
        "reviews/corrections/status_only.html",
        challenge,
        verb="see_corrections",
        count=rows.count(),
        waiting=rows.waiting().count(),
    )


@challenge_view("see_corrections", status=how_many)
def corrections(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What was said about the feedback, and what is dealt with."""
    rows = read.corrections_of(challenge)
    return feedback_page(
        request,
        "reviews/corrections/list.html",
        challenge,
        verb="see_corrections",
        corrections=[row for row in rows if not row.taken_out_at],
        taken_out=[row for row in rows if row.taken_out_at],
    )


@challenge_view("write_corrections", post="write_corrections")
def correction_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write down what was said."""
    form = _form(request, challenge, {"version": 1})
    if form.is_valid():
        try:
            side = read.side_of(request.standing)
            made = actions.write_correction(challenge, facts=form.facts, side=side, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made.reference} is saved")
            return redirect("corrections", challenge.slug)
    return _page(request, "reviews/corrections/form.html", challenge, verb="see_corrections", form=form)


@challenge_view("write_corrections", post="write_corrections")
def correction(request: HttpRequest, challenge: PeerChallenge, correction: str) -> HttpResponse:
    """Change what is written down, take it out or put it back: either side may, for both."""
    found = _find(challenge, correction)
    if answer := _act(request, found):
        return answer
    form = _form(request, challenge, {name: getattr(found, name) for name in (*FACTS, "version")})
    if form.is_valid():
        try:
            actions.change_correction(found, facts=form.facts, seen=form.seen, by=request.user)
        except Stale as stale:
            theirs = {name: getattr(stale.theirs, name) for name in FACTS}
            return clash_page(request, stale, form, theirs, their_name="Somebody else")
        messages.success(request, f"{found.reference} is saved")
        return redirect("corrections", challenge.slug)
    return _page(
        request, "reviews/corrections/form.html", challenge, verb="see_corrections", form=form, correction=found
    )


def _act(request: HttpRequest, found: Correction) -> HttpResponse | None:
    buttons = {
        "take_out": (actions.take_out_correction, "is taken out. You can put it back."),
        "put_back": (actions.put_back_correction, "is back"),
    }
    chosen = next((button for button in buttons if button in request.POST), "")
    if not chosen:
        return None
    act, done = buttons[chosen]
    try:
        act(found, by=request.user)
        messages.success(request, f"{found.reference} {done}")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("corrections", found.challenge.slug)


@challenge_view("deal_with_corrections", post="deal_with_corrections")
def correction_dealt_with(request: HttpRequest, challenge: PeerChallenge, correction: str) -> HttpResponse:
    """The team lead says that the draft takes a correction up, or that it is open again."""
    found = _find(challenge, correction)
    if request.method == "POST":
        return _deal(request, found)
    if found.about not in read.parts_presented(challenge):
        found.about = ""
    verb = "see_corrections"
    return _page(request, "reviews/corrections/dealt_with.html", challenge, verb=verb, correction=found)


def _deal(request: HttpRequest, found: Correction) -> HttpResponse:
    seen = request.POST.get("version", "")
    try:
        if "open_again" in request.POST:
            actions.open_correction_again(found, by=request.user)
            messages.success(request, f"{found.reference} is open again")
        else:
            number = int(seen) if seen.isdecimal() and len(seen) < 6 else 0
            actions.deal_with_correction(found, seen=number, by=request.user)
            messages.success(request, f"{found.reference} is dealt with")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("corrections", found.challenge.slug)


def _find(challenge: PeerChallenge, reference: str) -> Correction:
    found = get_object_or_404(challenge.corrections.called(reference))
    found.challenge = challenge
    return found


def _form(request: HttpRequest, challenge: PeerChallenge, initial: dict[str, Any]) -> CorrectionForm:
    parts, names = read.parts_presented(challenge), names_to_keep_out(request, challenge)
    return CorrectionForm(request.POST or None, parts=parts, names=names, initial=initial)


def _page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    above = [("Corrections", reverse("corrections", args=[challenge.slug]))]
    return feedback_page(request, template, challenge, above=above, **context)
