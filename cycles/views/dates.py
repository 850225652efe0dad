"""Dates of a challenge: milestones, offers and answers, moving the visit."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles import dates as plan
from cycles.access import challenge_view
from cycles.actions import dates as actions
from cycles.forms.challenges import AnswerOfferForm, MoveForm, OfferForm
from cycles.models import DateOffer, Offerer, PeerChallenge
from cycles.refusals import Refused
from cycles.roles import Role
from cycles.scheduling import faults
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.forms import storable
from peerchallenge.ui.pages import page
from peerchallenge.ui.wording import visit_days
from peerchallenge.workdays import today_in_london

from .frame import challenge_page, seen_milestones

OFFICE = {Role.RL, Role.RC}


@challenge_view("see_milestones", post="keep_milestones")
def dates(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Every milestone with its date and its owner; the regional office records what is done."""
    if request.method == "POST":
        milestone = get_object_or_404(challenge.milestones, code=storable(request.POST.get("milestone", "")[:40]))
        action = actions.reopen_milestone if "undo" in request.POST else actions.finish_milestone
        try:
            action(milestone, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Saved: {milestone.name}")
        return redirect("dates", challenge.slug)
    return challenge_page(
        request,
        "cycles/challenges/dates.html",
        challenge,
        verb="see_milestones",
        tab="dates",
        milestones=seen_milestones(request, challenge),
        today=today_in_london(),
    )


@challenge_view("see_offers")
def offers(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The dates on offer and what became of each."""
    return challenge_page(
        request,
        "cycles/challenges/offers.html",
        challenge,
        verb="see_offers",
        further_crumbs=_under_dates(challenge),
        offers=[
            {"offer": offer, "own": not _may_answer(request, offer)}
            for offer in challenge.offers.select_related("offered_by", "answered_by")
        ],
        proposing=_side(request) == Offerer.HOST,
    )


@challenge_view("offer_dates", post="offer_dates")
def offer_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Offer days to the other side."""
    form = OfferForm(request.POST or None)
    if form.is_valid():
        try:
            made = actions.offer_dates(challenge, side=_side(request), by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            days = visit_days(made.first_day, made.last_day)
            messages.success(
                request, f"You offered {days}. They see it on their home page now, and in the morning mail."
            )
            return redirect("offers", challenge.slug)
    return challenge_page(
        request,
        "cycles/challenges/offer_new.html",
        challenge,
        verb="see_offers",
        further_crumbs=_under_dates(challenge),
        form=form,
        proposing=_side(request) == Offerer.HOST,
        back_url=reverse("offers", args=[challenge.slug]),
    )


@challenge_view("offer_dates", post="offer_dates")
def offer(request: HttpRequest, challenge: PeerChallenge, number: int) -> HttpResponse:
    """One offer: the other side answers it, one's own side may take it back."""
    found = get_object_or_404(challenge.offers.select_related("offered_by", "challenge__cycle"), number=number)
    own = not _may_answer(request, found)
    form = None if own or found.answer else AnswerOfferForm(request.POST or None)
    if request.method == "POST" and (own or found.answer or form.is_valid()):
        try:
            _carry_out(request, found, own, form)
        except Refused as refusal:
            if not form:
                messages.error(request, str(refusal))
                return redirect("offers", challenge.slug)
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return redirect("offers", challenge.slug)
    return challenge_page(
        request,
        "cycles/challenges/offer.html",
        challenge,
        verb="see_offers",
        further_crumbs=[*_under_dates(challenge), ("Offers", reverse("offers", args=[challenge.slug]))],
        offer=found,
        form=form,
        own=own,
        warnings=[] if found.answer else plan.warnings(challenge, found.first_day, found.last_day),
        back_url=reverse("offers", args=[challenge.slug]),
    )


def _carry_out(request: HttpRequest, found: DateOffer, own: bool, form: AnswerOfferForm | None) -> None:
    if found.answer:
        raise Refused("This offer has been answered already")
    if own:
        actions.withdraw_offer(found, by=request.user)
        messages.success(request, "You took this offer back")
    elif form.cleaned_data["answer"] == "accept":
        actions.accept_offer(found, by=request.user)
        messages.success(request, f"The visit is on {visit_days(found.first_day, found.last_day)}")
    else:
        actions.decline_offer(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "You declined these days. You can propose others.")


@challenge_view("move_visit", post="move_visit")
def move(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Move the visit: first see what would change, then save."""
    form = MoveForm(_moved_a_week(request.POST) if request.method == "POST" else None, initial=_present(challenge))
    changes = warnings = ()
    if not challenge.first_day:
        messages.error(request, "There are no dates to move yet. Offer dates first.")
        return redirect("offers", challenge.slug)
    if form.is_valid() and _possible(form, challenge):
        days = form.cleaned_data["first_day"], form.cleaned_data["last_day"]
        if request.POST.get("step") == "save" and form.cleaned_data["shown"] == _shown(days):
            return _save_move(request, challenge, form)
        changes, warnings = plan.changes(challenge, *days), plan.warnings(challenge, *days)
        form.data = form.data.copy()
        form.data["shown"] = _shown(days)
    return challenge_page(
        request,
        "cycles/challenges/move.html",
        challenge,
        verb="move_visit",
        further_crumbs=_under_dates(challenge),
        form=form,
        changes=changes,
        warnings=warnings,
        back_url=reverse("dates", args=[challenge.slug]),
    )


def _save_move(request: HttpRequest, challenge: PeerChallenge, form: MoveForm) -> HttpResponse:
    wanted = {name: form.cleaned_data[name] for name in ("first_day", "last_day", "reason")}
    try:
        actions.move_visit(challenge, seen=form.cleaned_data["version"], by=request.user, **wanted)
    except Stale as stale:
        saved = stale.last_saved
        return page(
            request,
            "cycles/challenges/moved_meanwhile.html",
            status=409,
            challenge=stale.theirs,
            theirs=visit_days(stale.theirs.first_day, stale.theirs.last_day),
            mine=visit_days(wanted["first_day"], wanted["last_day"]),
            reason=wanted["reason"],
            saved=saved,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("move-visit", challenge.slug)
    messages.success(request, f"The visit moved to {visit_days(wanted['first_day'], wanted['last_day'])}")
    return redirect("dates", challenge.slug)


def _possible(form: MoveForm, challenge: PeerChallenge) -> bool:
    days = form.cleaned_data["first_day"], form.cleaned_data["last_day"]
    for field, sentence in faults(*days, challenge.cycle, today_in_london()):
        form.add_error(field, sentence)
    return not form.errors


def _present(challenge: PeerChallenge) -> dict:
    return {"first_day": challenge.first_day, "last_day": challenge.last_day, "version": challenge.version}


def _shown(days: tuple) -> str:
    return "/".join(day.isoformat() for day in days)


def _moved_a_week(data):
    """The posted days, a week earlier or later when one of those buttons was pressed."""
    shift = {"earlier": -7, "later": 7}.get(data.get("step"))
    probe = MoveForm(data)
    probe.is_valid()
    if not shift or "first_day" not in probe.cleaned_data or "last_day" not in probe.cleaned_data:
        return data
    moved = data.copy()
    for name in ("first_day", "last_day"):
        day = probe.cleaned_data[name] + timedelta(days=shift)
        moved[f"{name}-day"], moved[f"{name}-month"], moved[f"{name}-year"] = day.day, day.month, day.year
    return moved


def _side(request: HttpRequest) -> Offerer:
    return Offerer.REGION if request.standing.roles & OFFICE else Offerer.HOST


def _may_answer(request: HttpRequest, found: DateOffer) -> bool:
    """An offer is answered by the side that did not make it."""
    answering = {Role.HD} if found.offered_by_side == Offerer.REGION else OFFICE
    return bool(request.standing.roles & answering)


def _under_dates(challenge: PeerChallenge) -> list[tuple[str, str]]:
    return [("Dates", reverse("dates", args=[challenge.slug]))]
