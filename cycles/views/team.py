"""The review team of a challenge: who is on it, the rule, one member, and a welcome."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles import team_list
from cycles.access import challenge_view
from cycles.actions import team as actions
from cycles.actions import team_rule as rule_actions
from cycles.forms.team import TakeOffForm, WaiverForm
from cycles.models import PeerChallenge, TeamInvitation
from cycles.refusals import Refused
from cycles.team_rule import rule_of
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.ui.forms import storable

from .frame import challenge_page, seen_milestones


@challenge_view("see_team")
def team(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Who is on the team, and whether the rule is met. The office also sees who was asked and who has left."""
    found = team_list.read(challenge, request.user, request.standing)
    return challenge_page(request, "cycles/team/team.html", challenge, verb="see_team", tab="team", team=found)


@challenge_view("see_waivers", post="waive_team_rule")
def rule(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The team rule line by line; the regional lead lets a line pass, with a reason, or takes that back."""
    if "take_back" in request.POST:
        return _take_back_waiver(request, challenge)
    lines = rule_of(challenge)
    form = WaiverForm(request.POST or None, lines=lines)
    if form.is_valid():
        try:
            rule_actions.waive_line(challenge, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Saved. The team can go on without it.")
            return redirect("team-rule", challenge.slug)
    may_waive = request.standing.may("waive_team_rule")
    return team_page(
        request,
        "cycles/team/rule.html",
        challenge,
        verb="see_waivers",
        lines=lines,
        form=form if may_waive and form.fields["line"].choices else None,
        may_waive=may_waive,
        shows_reasons=not request.standing.own_rows_only("see_waivers"),
    )


def _take_back_waiver(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    try:
        rule_actions.take_back_waiver(challenge, line=storable(request.POST["take_back"][:24]), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Saved. The team needs this again.")
    return redirect("team-rule", challenge.slug)


@challenge_view("change_team", post="change_team")
@fresh_proof
def member(request: HttpRequest, challenge: PeerChallenge, member: str) -> HttpResponse:
    """Somebody on the team, or asked to join: taking them off it, or taking the question back."""
    asked = challenge.team_invitations.open().select_related("person", "home", "challenge", "asked_by")
    if invitation := asked.filter(person__slug=member).first():
        return _asked(request, challenge, invitation)
    places = challenge.team.current().select_related("person", "home", "challenge__cycle__region", "challenge__host")
    found = get_object_or_404(places, person__slug=member)
    form = TakeOffForm(request.POST or None)
    if form.is_valid():
        try:
            actions.take_off_team(found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{found.person.name} is off the team and has no access to it any more")
            return redirect("team", challenge.slug)
    return team_page(request, "cycles/team/member.html", challenge, verb="change_team", form=form, member=found)


def _asked(request: HttpRequest, challenge: PeerChallenge, invitation: TeamInvitation) -> HttpResponse:
    if request.method != "POST":
        return team_page(request, "cycles/team/asked.html", challenge, verb="change_team", invitation=invitation)
    try:
        actions.take_back_invitation(invitation, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{invitation.person.name} is not asked any more")
    return redirect("team", challenge.slug)


@challenge_view("see_invitations")
def welcome(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What being on the team means, in plain words: that everybody is a full member, what happens when, who to call."""
    team = team_list.team_of(challenge)
    return team_page(
        request,
        "cycles/team/welcome.html",
        challenge,
        verb="see_invitations",
        mine=next((place for place in team if place.person_id == request.user.pk), None),
        leads=[place.person.name for place in team if place.role == "team_lead"],
        days=team_list.days_of_member(challenge, seen_milestones(request, challenge)),
    )


def team_page(
    request: HttpRequest, template: str, challenge: PeerChallenge, *, verb: str, **context: object
) -> HttpResponse:
    """One page below the team."""
    here = reverse("team", args=[challenge.slug])
    return challenge_page(
        request,
        template,
        challenge,
        verb=verb,
        tab="team",
        further_crumbs=[("Team", here)],
        back_url=here,
        **context,
    )
