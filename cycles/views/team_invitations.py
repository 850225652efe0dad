"""Asking people to join a review team, and the page on which they say yes or no."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.actions import team as actions
from cycles.forms.team import ROLE_HINTS, YES, AnswerForm, AskForm, AskNewcomerForm
from cycles.models import PeerChallenge, TeamInvitation, TeamRole
from cycles.refusals import Refused
from cycles.team_rule import rule_of
from peerchallenge.accounts import second_factor
from peerchallenge.accounts.rules import fresh_proof, signed_in
from peerchallenge.ui.pages import page

from .team import team_page

YOUR_PART = {
    TeamRole.TEAM_LEAD: "You lead the visit, keep it fair, and answer for the report.",
    TeamRole.POLITICIAN: "You bring what you know as a councillor of another council.",
    TeamRole.SENIOR_MANAGER: "You bring what you know as a manager of another council.",
    TeamRole.EXPERT_BY_EXPERIENCE: "You bring what you know of care and support from your own life.",
    TeamRole.PRACTICE_REVIEWER: "You look at practice before the visit, with the principal social worker of the host.",
}


@challenge_view("change_team", post="change_team")
@fresh_proof
def team_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Ask somebody of the region: first what they would be on the team, then who."""
    role = request.GET.get("role", "")
    if role not in TeamRole.values:
        return _choose_role(request, challenge)
    form = AskForm(request.POST or None, challenge=challenge, role=role)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask(
                challenge, given["person"], role=role, reply_by=given["reply_by"], note=given["note"], by=request.user
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{given['person'].name} is asked")
            return redirect("team", challenge.slug)
    return team_page(request, "cycles/team/ask.html", challenge, verb="change_team", form=form, role=TeamRole(role))


def _choose_role(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    roles = [(line, ROLE_HINTS[TeamRole(line.role)]) for line in rule_of(challenge) if line.role]
    return team_page(request, "cycles/team/choose_role.html", challenge, verb="change_team", roles=roles)


@challenge_view("change_team", post="change_team")
@fresh_proof
def team_newcomer(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Ask somebody whom the region does not know yet, such as a person of another region."""
    form = AskNewcomerForm(request.POST or None, challenge=challenge)
    if form.is_valid():
        given = form.cleaned_data
        known = {name: given[name] for name in ("role", "reply_by", "note")}
        try:
            actions.ask(challenge, form.newcomer, by=request.user, **known)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{given['name']} is asked. We have sent an e-mail to {given['email']}.")
            return redirect("team", challenge.slug)
    return team_page(request, "cycles/team/ask_newcomer.html", challenge, verb="change_team", form=form)


@signed_in
def team_invitations(request: HttpRequest) -> HttpResponse:
    """The review teams that this person was asked to join, with what they said."""
    return page(
        request,
        "cycles/team/invitations.html",
        invitations=_mine(request),
        crumbs=[("Home", reverse("home"))],
    )


@signed_in
def team_invitation(request: HttpRequest, slug: str) -> HttpResponse:
    """One question to join a team: yes, or no with the reason. It is for this person only."""
    found = _mine(request).filter(challenge__slug=slug).first()
    if not found:
        raise Http404
    form = None if found.answer else AnswerForm(request.POST or None)
    if form and form.is_valid():
        try:
            return _answered(request, found, form)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
    return page(
        request,
        "cycles/team/invitation.html",
        invitation=found,
        challenge=found.challenge,
        your_part=YOUR_PART[TeamRole(found.role)],
        form=form,
        crumbs=[("Home", reverse("home")), ("Invitations to review teams", reverse("team-invitations"))],
    )


def _mine(request: HttpRequest) -> QuerySet[TeamInvitation]:
    """The latest first: of several questions about one challenge that is the open one."""
    mine = TeamInvitation.objects.filter(person=request.user).order_by("-asked_at", "-pk")
    return mine.select_related("challenge__host", "challenge__cycle__region", "asked_by")


def _answered(request: HttpRequest, invitation: TeamInvitation, form: AnswerForm) -> HttpResponse:
    if form.cleaned_data["answer"] == YES:
        actions.say_yes(invitation, by=request.user)
        second_factor.look_again(request)
        messages.success(request, f"Thank you. You are on the review team for {invitation.challenge.host}.")
        return redirect("team-welcome", invitation.challenge.slug)
    actions.say_no(invitation, reason=form.cleaned_data["reason"], by=request.user)
    messages.success(request, "Thank you for your answer. The regional office is told.")
    return redirect("team-invitations")
