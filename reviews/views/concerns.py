"""Immediate concerns: passing one on, reading, answering, and naming the officer of the host."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.actions.host_members import let_in_host_member
from cycles.models import HostRole, PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page, preparation_crumb
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page
from reviews.actions import concerns as actions
from reviews.concerns import how_they_stand, officers_of, readable
from reviews.forms.concerns import AnswerForm, ConcernForm, OfficerForm
from reviews.models import Concern

from .practice_frame import names_to_keep_out


def how_many(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know that there are some: how many, and how they stand. No word of them."""
    counts = how_they_stand(challenge)
    return _page(request, "reviews/concern/status_only.html", challenge, verb="see_concerns", counts=counts)


@challenge_view("see_concerns", status=how_many)
def concerns(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What was passed on, the newest first: all for the officer and the team lead, one's own for others."""
    return _page(
        request,
        "reviews/concern/list.html",
        challenge,
        verb="see_concerns",
        concerns=readable(challenge, request.standing, request.user),
        own_only=request.standing.own_rows_only("see_concerns"),
        officers=officers_of(challenge),
    )


@challenge_view("pass_on_concern", post="pass_on_concern")
def concern_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Pass a concern on. The page says first what to do when somebody is in danger now."""
    names = names_to_keep_out(request, challenge)
    form = ConcernForm(request.POST or None, names=names, initial={"key": uuid4()})
    if form.is_valid():
        key = form.cleaned_data["key"] or uuid4()
        try:
            concern = actions.pass_on(challenge, key=key, texts=form.written, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Passed on. Now phone for the details.")
            return redirect("concern", challenge.slug, concern.reference)
    officers = officers_of(challenge)
    return _page(request, "reviews/concern/new.html", challenge, verb="pass_on_concern", form=form, officers=officers)


@challenge_view("see_concerns")
def concern(request: HttpRequest, challenge: PeerChallenge, concern: str) -> HttpResponse:
    """One concern, its clock, and what was done."""
    found = _find(request, challenge, concern)
    return _page(request, "reviews/concern/concern.html", challenge, verb="see_concerns", concern=found)


@challenge_view("answer_concern", post="answer_concern")
def concern_answer(request: HttpRequest, challenge: PeerChallenge, concern: str) -> HttpResponse:
    """The officer acknowledges a concern with one press, and says what was done."""
    found = _find(request, challenge, concern)
    if "acknowledge" in request.POST:
        return _acknowledge(request, found)
    names, facts = names_to_keep_out(request, challenge), {"answer": found.answer, "version": found.version}
    form = AnswerForm(request.POST or None, names=names, initial=facts)
    if form.is_valid():
        text, seen = form.cleaned_data["answer"], form.cleaned_data["version"]
        try:
            actions.answer(found, text=text, seen=seen, by=request.user)
        except Stale as stale:
            return _clash(request, stale, form)
        messages.success(request, "Saved. The team lead and the person who passed it on can read it.")
        return redirect("concern", challenge.slug, found.reference)
    return _page(request, "reviews/concern/answer.html", challenge, verb="answer_concern", form=form, concern=found)


@challenge_view("name_officer", post="name_officer")
@fresh_proof
def officer(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The host council says who is told at once when somebody may be in danger."""
    form = OfficerForm(request.POST or None)
    if form.is_valid():
        given, role = form.cleaned_data, HostRole.CONCERNS_OFFICER
        try:
            let_in_host_member(challenge, role=role, by=request.user, **given)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{given['name']} is named. We have sent an e-mail to {given['email']}.")
            return redirect("concerns-officer", challenge.slug)
    named = officers_of(challenge)
    above = preparation_crumb(challenge)
    return challenge_page(
        request,
        "reviews/concern/officer.html",
        challenge,
        verb="name_officer",
        form=form,
        officers=named,
        minutes=settings.CONCERN_MINUTES,
        tab="preparation",
        further_crumbs=[above],
        back_url=above[1],
    )


def _acknowledge(request: HttpRequest, found: Concern) -> HttpResponse:
    try:
        actions.acknowledge(found, by=request.user)
        messages.success(request, "The team sees that you have read it. Say here what was done as soon as you can.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("concern", found.challenge.slug, found.reference)


def _clash(request: HttpRequest, stale: Stale, form: AnswerForm) -> HttpResponse:
    saved = stale.last_saved
    return conflict_page(
        request,
        mine={"answer": form.cleaned_data["answer"]},
        theirs={"answer": stale.theirs.answer},
        their_name=str(saved.by) if saved else "Somebody",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=stale.theirs.version,
        labels={"answer": form.fields["answer"].label},
        carry={"is_fine": "on"} if form.cleaned_data.get("is_fine") else {},
    )


def _find(request: HttpRequest, challenge: PeerChallenge, reference: str) -> Concern:
    found = get_object_or_404(readable(challenge, request.standing, request.user).called(reference))
    found.challenge = challenge
    return found


def _page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    is_below = context["verb"] != "see_concerns" or "concern" in context
    here = reverse("concerns", args=[challenge.slug])
    crumbs = [("Immediate concerns", here)] if is_below else []
    if "form" in context and "concern" in context:
        reference = context["concern"].reference
        crumbs.append((reference, reverse("concern", args=[challenge.slug, reference])))
    context.setdefault("back_url", crumbs[-1][1] if crumbs else reverse("challenge", args=[challenge.slug]))
    minutes = settings.CONCERN_MINUTES
    return challenge_page(request, template, challenge, further_crumbs=crumbs, minutes=minutes, **context)
