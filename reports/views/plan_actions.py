"""The actions of the plan: planning one, changing it, who reports on it, and how far it is."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessments.writers import people_of_host
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from peerchallenge.workdays import today_in_london
from reports.actions import plan as actions
from reports.forms.plan import ActionForm, ProgressForm, ReporterForm
from reports.models import Action
from reports.plan import Plan
from reviews.views.practice_frame import clash_page, names_to_keep_out

from .plan_frame import Crumbs, action_of, line_crumb, line_of, plan_page, warn_of_date

FACTS = ("what", "owner", "due_on", "no_date")


@challenge_view("see_plan")
def action_list(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The actions are listed on the page of the plan."""
    return redirect("plan", challenge.slug)


@challenge_view("write_plan", post="write_plan")
def action_new(request: HttpRequest, challenge: PeerChallenge, recommendation: str) -> HttpResponse:
    """Plan an action for a recommendation."""
    plan = Plan(challenge)
    line = line_of(plan, recommendation)
    form = _form(request, challenge, {"key": uuid4(), "version": 1})
    if form.is_valid():
        key = form.cleaned_data["key"] or uuid4()
        try:
            made = actions.add_action(line.row, key=key, facts=form.facts, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made.reference} is in the plan")
            return redirect("plan-recommendation", challenge.slug, line.reference)
    above, template = [line_crumb(challenge, line)], "reports/plan/action_form.html"
    return plan_page(request, template, challenge, verb="see_plan", above=above, form=form, line=line, plan=plan)


@challenge_view("see_plan", post="report_on_actions")
def action(request: HttpRequest, challenge: PeerChallenge, action: str) -> HttpResponse:
    """One action with all that was told of it. Who reports on it does so here."""
    found = action_of(request, challenge, action)
    form = _progress_form(request, challenge, found)
    if form and form.is_valid():
        key = form.cleaned_data["key"] or uuid4()
        try:
            actions.report_on_action(found, key=key, facts=form.facts, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Saved how far {found.reference} is")
            return redirect("plan-action", challenge.slug, found.reference)
    return plan_page(
        request,
        "reports/plan/action.html",
        challenge,
        verb="see_plan",
        above=_above(challenge, found),
        action=found,
        told=list(found.progress.all()),
        form=form,
    )


def _progress_form(request: HttpRequest, challenge: PeerChallenge, found: Action) -> ProgressForm | None:
    if found.taken_out_at or not request.standing.may("report_on_actions"):
        return None
    initial = {"key": uuid4(), "on": today_in_london()}
    return ProgressForm(request.POST or None, names=names_to_keep_out(request, challenge), initial=initial)


@challenge_view("write_plan", post="write_plan")
def action_change(request: HttpRequest, challenge: PeerChallenge, action: str) -> HttpResponse:
    """Change what is planned, take the action out, or put it back."""
    found = action_of(request, challenge, action)
    if {"take_out", "put_back"} & set(request.POST):
        return _take_out_or_put_back(request, found)
    form = _form(request, challenge, {name: getattr(found, name) for name in (*FACTS, "key", "version")})
    if form.is_valid():
        try:
            actions.change_action(found, facts=form.facts, seen=form.seen, by=request.user)
        except Stale as stale:
            return _clash(request, stale, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found.reference} is saved")
            return redirect("plan-action", challenge.slug, found.reference)
    above = [*_above(challenge, found), (found.reference, _path(challenge, found))]
    return plan_page(
        request,
        "reports/plan/action_form.html",
        challenge,
        verb="see_plan",
        above=above,
        form=form,
        action=found,
        plan=Plan(challenge),
    )


def _clash(request: HttpRequest, stale: Stale, form: ActionForm) -> HttpResponse:
    warn_of_date(request, form.cleaned_data["due_on"], stale.theirs.due_on)
    return clash_page(request, stale, form, {name: getattr(stale.theirs, name) for name in FACTS})


def _take_out_or_put_back(request: HttpRequest, found: Action) -> HttpResponse:
    try:
        if "take_out" in request.POST:
            actions.take_out_action(found, by=request.user)
            messages.success(request, f"{found.reference} is taken out. You can put it back.")
        else:
            actions.put_back_action(found, by=request.user)
            messages.success(request, f"{found.reference} is back")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("plan-action", found.challenge.slug, found.reference)


@challenge_view("write_plan", post="write_plan")
def reporter(request: HttpRequest, challenge: PeerChallenge, action: str) -> HttpResponse:
    """Say who of the host reports on an action. This stays open while the plan is agreed."""
    found = action_of(request, challenge, action)
    form = ReporterForm(request.POST or None, people=people_of_host(challenge), initial={"reporter": found.reporter_id})
    if form.is_valid():
        named = form.cleaned_data["reporter"]
        try:
            actions.name_reporter(found, reporter=named, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{named or 'Nobody in particular'} reports on {found.reference}")
            return redirect("plan-action", challenge.slug, found.reference)
    above = [*_above(challenge, found), (found.reference, _path(challenge, found))]
    template = "reports/plan/reporter.html"
    return plan_page(request, template, challenge, verb="write_plan", above=above, form=form, action=found)


def _form(request: HttpRequest, challenge: PeerChallenge, initial: dict[str, Any]) -> ActionForm:
    return ActionForm(request.POST or None, names=names_to_keep_out(request, challenge), initial=initial)


def _path(challenge: PeerChallenge, found: Action) -> str:
    return reverse("plan-action", args=[challenge.slug, found.reference])


def _above(challenge: PeerChallenge, found: Action) -> Crumbs:
    """The recommendation that an action belongs to."""
    reference = found.recommendation.reference
    return [(reference, reverse("plan-recommendation", args=[challenge.slug, reference]))]
