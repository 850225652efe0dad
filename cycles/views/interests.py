"""What members declare, how the regional lead decides, and what helps members take part."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from cycles.access import challenge_view
from cycles.actions import interests as actions
from cycles.forms.interests import INTEREST, NO, NONE, YES, DeclarationForm, InterestForm, NeedsForm
from cycles.models import Declaration, PeerChallenge, TeamMember
from cycles.refusals import Refused
from cycles.team_rule import team_of
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui import forms

from .team import team_page


@challenge_view("see_declarations", post="declare")
def interests(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """A member says whether they have an interest; the regional lead and the team lead see what all said."""
    team = team_of(challenge, "declaration__interests")
    mine = _mine(request, team)
    form = DeclarationForm(request.POST or None, initial=_known_declaration(mine)) if mine else None
    if mine and form.is_valid():
        given = form.cleaned_data
        said = {"kinds": given["kinds"], "text": given["text"], "seen": given["version"]}
        try:
            actions.declare(mine, by=request.user, **said)
        except Stale as stale:
            _show_again(form, stale)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Thank you. Your answer is saved.")
            return redirect("team-interests", challenge.slug)
    context = {"form": form if request.standing.may("declare") else None, "mine": mine}
    context["team"] = None if request.standing.own_rows_only("see_declarations") else team
    return team_page(request, "cycles/team/interests.html", challenge, verb="see_declarations", **context)


@challenge_view("clear_declarations", post="clear_declarations")
@fresh_proof
def member_interest(request: HttpRequest, challenge: PeerChallenge, member: str) -> HttpResponse:
    """The regional lead decides whether a member can be on the team with what they declared."""
    declared = Declaration.objects.select_related("member__person", "member__challenge__cycle__region", "cleared_by")
    here = declared.filter(member__challenge=challenge, member__ended_at=None)
    found = get_object_or_404(here.select_related("member__challenge__host"), member__person__slug=member)
    form = InterestForm(request.POST or None, initial={"version": found.version})
    if form.is_valid():
        given = form.cleaned_data
        decision = {"cleared": given["decision"] == YES, "note": given["note"], "seen": given["version"]}
        try:
            actions.decide_interest(found, by=request.user, **decision)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"Saved. {found.member.person.name} is told.")
            return redirect("team-interests", challenge.slug)
    context = {"declaration": found, "form": None if found.cleared_at else form}
    return team_page(request, "cycles/team/interest.html", challenge, verb="clear_declarations", **context)


@challenge_view("see_needs", post="say_needs")
def needs(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """A member says what helps them take part; the regional office sees what all said."""
    team = team_of(challenge)
    mine = _mine(request, team)
    form = NeedsForm(request.POST or None, initial=_known_needs(mine)) if mine else None
    if mine and form.is_valid():
        given = form.cleaned_data
        said = {name: given[name] for name in ("text", "share_with_lead", "share_with_host")}
        try:
            actions.say_needs(mine, seen=given["version"], by=request.user, **said)
        except Stale as stale:
            _show_again(form, stale)
        else:
            messages.success(request, "Thank you. Your answer is saved.")
            return redirect("team-needs", challenge.slug)
    context = {"form": form if request.standing.may("say_needs") else None, "mine": mine}
    context["team"] = None if request.standing.own_rows_only("see_needs") else team
    return team_page(request, "cycles/team/needs.html", challenge, verb="see_needs", **context)


def _mine(request: HttpRequest, team: list[TeamMember]) -> TeamMember | None:
    return next((place for place in team if place.person_id == request.user.pk), None)


def _known_declaration(member: TeamMember) -> dict[str, Any]:
    """What the member has said so far. Nothing is filled in before they have said something."""
    declaration = getattr(member, "declaration", None)
    if not declaration:
        return {"version": 0}
    return {
        "has_interest": INTEREST if declaration.has_interest else NONE,
        "kinds": [interest.kind for interest in declaration.interests.all()],
        "text": declaration.text,
        "version": declaration.version,
    }


def _known_needs(member: TeamMember) -> dict[str, Any]:
    needs = getattr(member, "needs", None)
    if not needs:
        return {"version": 0}
    return {
        "anything": YES if needs.text else NO,
        "text": needs.text,
        "share_with_lead": needs.share_with_lead,
        "share_with_host": needs.share_with_host,
        "version": needs.version,
    }


def _show_again(form: forms.Form, stale: Stale) -> None:
    """The same person answered in two windows. What they send now stays in the form; what is saved stands above it."""
    form.data = form.data.copy()
    form.data["version"] = stale.theirs.version
    form.add_error(None, "You have saved another answer in the meantime. Look at both, then save what is right.")
