"""Who has access to a challenge and why; the host's side lets its own people in and takes them out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.actions import host_members as actions
from cycles.forms.people import HostMemberForm
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.who_has_access import who_has_access
from peerchallenge.accounts.models import Person
from peerchallenge.accounts.rules import fresh_proof

from .frame import challenge_page


@challenge_view("see_access")
def access(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Everybody who has access, each with the reason, and whose access has ended."""
    return challenge_page(
        request,
        "cycles/people/access.html",
        challenge,
        verb="see_access",
        tab="access",
        sides=who_has_access(challenge),
        may_change=request.standing.may("change_access"),
    )


@challenge_view("change_access", post="change_access")
@fresh_proof
def host_member_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Let somebody of the host council in."""
    form = HostMemberForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.let_in_host_member(challenge, by=request.user, **given)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{given['name']} is let in. We have sent an e-mail to {given['email']}.")
            return redirect("access", challenge.slug)
    return _below_access(request, "cycles/people/host_member_new.html", challenge, form=form)


@challenge_view("change_access", post="change_access")
@fresh_proof
def host_member(request: HttpRequest, challenge: PeerChallenge, person: str) -> HttpResponse:
    """Take somebody of the host out, after one more question."""
    parts = challenge.host_members.select_related("challenge__host").filter(person__slug=person)
    found = get_object_or_404(Person.everybody.filter(host_places__in=parts).distinct())
    if request.method == "POST":
        try:
            actions.take_out_host_member(challenge, found, by=request.user)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"{found.name} is taken out and has no access any more")
        return redirect("access", challenge.slug)
    return _below_access(request, "cycles/people/host_member.html", challenge, person=found, parts=parts.current())


def _below_access(request: HttpRequest, template: str, challenge: PeerChallenge, **context: object) -> HttpResponse:
    here = reverse("access", args=[challenge.slug])
    return challenge_page(
        request,
        template,
        challenge,
        verb="change_access",
        tab="access",
        further_crumbs=[("People", here)],
        back_url=here,
        **context,
    )
