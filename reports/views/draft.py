"""The draft on its way: the look of a second reader, sending it to the council, taking it back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.ui.wording import weekday
from peerchallenge.workdays import add_working_days, today_in_london
from reports.actions import draft as actions
from reports.assembling import Material
from reports.forms.report import LookForm, TakeBackForm
from reports.looking import signs_in_draft
from reports.readiness import unmet_to_send, worth_a_look
from reviews.standing_in import is_team_lead
from reviews.views.practice_frame import names_to_keep_out

from .frame import report_page


@challenge_view("look_again", post="look_again")
def second_look(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Read the whole draft, with what may tell who somebody is, and say so."""
    form = LookForm(request.POST or None, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        try:
            digest, remarks = request.POST.get("digest", ""), form.cleaned_data["remarks"]
            actions.look_again(challenge, digest=digest, remarks=remarks, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Thank you. The team sees that you have read it.")
            return redirect("report", challenge.slug)
    material = Material(challenge)
    return report_page(
        request,
        "reports/second_look.html",
        challenge,
        verb="see_draft",
        form=form,
        content=material.content,
        digest=material.digest,
        signs=signs_in_draft(material),
        to_consider=worth_a_look(material),
    )


@challenge_view("send_draft", post="send_draft")
@fresh_proof
def send(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Send the draft to the council, or see what is missing."""
    material = Material(challenge)
    missing = unmet_to_send(material, request.user)
    if request.method == "POST":
        try:
            copy = actions.send_draft(challenge, digest=request.POST.get("digest", ""), by=request.user)
        except (CannotMove, Refused) as refusal:
            missing = list(refusal.args)
        else:
            messages.success(request, f"Version {copy.number} of the draft is with the council.")
            return redirect("report", challenge.slug)
    return report_page(
        request,
        "reports/send.html",
        challenge,
        verb="send_draft",
        missing=missing,
        refused=request.method == "POST",
        digest=material.digest,
        until=weekday(add_working_days(today_in_london(), settings.ACCURACY_WORKING_DAYS)),
        to_consider=worth_a_look(material),
        thin=material.thin,
        stands_in=not is_team_lead(challenge, request.user),
    )


@challenge_view("take_back_draft", post="take_back_draft")
@fresh_proof
def back(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Go back to writing, with a reason."""
    form = TakeBackForm(request.POST or None, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        try:
            actions.take_back_draft(challenge, reason=form.cleaned_data["reason"], by=request.user)
        except CannotMove as refusal:
            for sentence in refusal.reasons:
                form.add_error(None, sentence)
        else:
            messages.success(request, "The team can write again. Everybody is told in the morning mail.")
            return redirect("report", challenge.slug)
    return report_page(request, "reports/back.html", challenge, verb="take_back_draft", form=form)
