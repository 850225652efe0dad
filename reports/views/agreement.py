"""The final agreement: agreeing the report, reading it, and opening the accuracy check again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.accounts.rules import fresh_proof
from reports import accuracy as read
from reports.actions import agreement as actions
from reports.agreement import final_content, final_version, open_points, unmet_for_agreement
from reports.assembling import digest_of
from reports.forms.accuracy import AgreeForm, ReopenCheckForm
from reports.pdf import state_of
from reviews.standing_in import is_team_lead

from .accuracy_frame import accuracy_page, report_crumb


@challenge_view("agree_report", post="agree_report")
@fresh_proof
def agree(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Read the final text with its changes, and agree it; or see what is missing."""
    form = AgreeForm(request.POST or None)
    missing = []
    if form.is_valid():
        try:
            actions.agree_report(challenge, seen=form.cleaned_data["seen"], by=request.user)
        except CannotMove as refusal:
            missing = refusal.reasons
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("report-agree", challenge.slug)
        else:
            messages.success(request, "The final report is agreed. It is not public yet.")
            return redirect("report-final", challenge.slug)
    return _agree_page(request, challenge, missing)


def _agree_page(request: HttpRequest, challenge: PeerChallenge, refused: list[str]) -> HttpResponse:
    check = read.current_check(challenge)
    content = final_content(check) if check else {"sections": []}
    places = read.places(content)
    because = read.reasons(check) if check else {}
    for place in places:
        for paragraph in place.paragraphs:
            paragraph.because = because.get(paragraph.number, [])
    return accuracy_page(
        request,
        "reports/accuracy/agree.html",
        challenge,
        verb="agree_report",
        form=AgreeForm(initial={"seen": digest_of(content)}),
        missing=refused or unmet_for_agreement(challenge, check),
        refused=bool(refused),
        open_ones=open_points(check) if check else [],
        places=places,
        changed=len(because),
        stands_in=not is_team_lead(challenge, request.user),
        check=check,
    )


def final_exists(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know that there is a final report: since when. No word of it."""
    version = final_version(challenge)
    return _final_page(request, "reports/final/status_only.html", challenge, version=version)


@challenge_view("see_final", status=final_exists)
def final(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The report as it was agreed. Until it is published it is for those who took part."""
    version = final_version(challenge)
    places = read.places(version.content) if version else []
    is_public = challenge.stage >= Stage.PUBLISHED
    return _final_page(
        request,
        "reports/final/final.html",
        challenge,
        version=version,
        places=places,
        is_public=is_public,
        pdf=state_of(version) if version else None,
    )


def _final_page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: object) -> HttpResponse:
    crumbs = report_crumb(request, challenge)
    return challenge_page(
        request, template, challenge, verb="see_final", tab="report", further_crumbs=crumbs, **context
    )


@challenge_view("reopen_accuracy", post="reopen_accuracy")
@fresh_proof
def reopen(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Open the accuracy check again, with a reason. What was agreed is final no more."""
    form = ReopenCheckForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen_accuracy(challenge, by=request.user, **form.cleaned_data)
        except CannotMove as refusal:
            for sentence in refusal.reasons:
                form.add_error(None, sentence)
        else:
            messages.success(request, "The accuracy check is open again. Everybody is told in the morning mail.")
            return redirect("accuracy", challenge.slug)
    final_url = reverse("report-final", args=[challenge.slug])
    crumbs = [*report_crumb(request, challenge), ("Final report", final_url)]
    return challenge_page(
        request,
        "reports/final/reopen.html",
        challenge,
        verb="reopen_accuracy",
        tab="report",
        further_crumbs=crumbs,
        form=form,
        back_url=final_url,
        stands_in=not is_team_lead(challenge, request.user),
    )
