"""Reading a form through and signing it off, and the copy that readers are given."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessments.actions.signing import reopen, sign_off
from assessments.copies import content_of, only
from assessments.forms.around import ReopenForm, SignOffForm
from assessments.models import Assessment
from assessments.readiness import gaps_of, unmet_documents, unmet_forms
from assessments.risk_map import map_of_copy
from assessments.scales import scales_of
from assessments.writers import path_of
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.rules import fresh_proof

from .frame import RISKS, SELF_ASSESSMENT, Paper, form_of, may_write, paper_page
from .status import how_far


@challenge_view("see_answers", post="sign_off_self_assessment")
def self_assessment_check(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Read the self-assessment through. The host DASS signs it off here, and opens it again."""
    return _check(request, challenge, SELF_ASSESSMENT)


@challenge_view("see_risk_answers", post="sign_off_risks")
def risks_check(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The same for the risk tool."""
    return _check(request, challenge, RISKS)


def _check(request: HttpRequest, challenge: PeerChallenge, paper: Paper) -> HttpResponse:
    if request.method == "POST":
        return _decide(request, challenge, paper)
    return _check_page(request, form_of(challenge, paper), paper)


@fresh_proof
def _decide(request: HttpRequest, challenge: PeerChallenge, paper: Paper) -> HttpResponse:
    assessment = form_of(challenge, paper)
    reopening = "reopen" in request.POST
    form = ReopenForm(request.POST) if reopening else SignOffForm(request.POST, has_gaps=bool(gaps_of(assessment)))
    if form.is_valid():
        try:
            if reopening:
                reopen(assessment, by=request.user, **form.cleaned_data)
            else:
                sign_off(assessment, by=request.user, gaps_reason=form.cleaned_data.get("gaps_reason", ""))
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            if reopening:
                messages.success(request, f"The {paper.name} is open again")
            return redirect(paper.path(challenge, "" if reopening else "confirmation"))
    return _check_page(request, form_of(challenge, paper), paper, form)


def _check_page(request: HttpRequest, assessment: Assessment, paper: Paper, form: Any = None) -> HttpResponse:
    signs, rows = request.standing.may(paper.sign_off), _rows_for(request, assessment, paper)
    gaps = [gap for gap in gaps_of(assessment) if gap.row is None or gap.row.question.code in rows]
    if signs and not form:
        form = ReopenForm() if assessment.signed_off_at else SignOffForm(None, has_gaps=bool(gaps))
    return paper_page(
        request,
        "signing/check.html",
        assessment.challenge,
        paper,
        crumbs=[],
        assessment=assessment,
        content=_with_paths(only(content_of(assessment), rows), rows),
        gaps=[(gap, rows[gap.row.question.code] if gap.row else _top(assessment)) for gap in gaps],
        form=form if signs else None,
        writing=may_write(request, assessment, paper),
        top_url=_top(assessment),
    )


def _rows_for(request: HttpRequest, assessment: Assessment, paper: Paper) -> dict[str, str]:
    """The page of each question that this person may see, by its code."""
    rows = assessment.rows.with_question()
    if request.standing.own_rows_only(paper.read):
        rows = rows.filter(assigned_to=request.user)
    found = {}
    for row in rows:
        row.assessment.challenge = assessment.challenge
        found[row.question.code] = path_of(row)
    return found


def _with_paths(content: dict[str, Any], paths: dict[str, str]) -> dict[str, Any]:
    for section in content["sections"]:
        for answer in section["answers"]:
            answer["path"] = paths[answer["code"]]
    return content


def _top(assessment: Assessment) -> str:
    return reverse("top-risks", args=[assessment.challenge.slug])


@challenge_view("see_answers")
def self_assessment_confirmation(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """That the self-assessment is signed off, and what happens next."""
    return _confirmation(request, challenge, SELF_ASSESSMENT)


@challenge_view("see_risk_answers")
def risks_confirmation(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The same for the risk tool."""
    return _confirmation(request, challenge, RISKS)


def _confirmation(request: HttpRequest, challenge: PeerChallenge, paper: Paper) -> HttpResponse:
    assessment = form_of(challenge, paper)
    if not assessment.signed_off_at:
        return redirect(paper.path(challenge))
    return paper_page(
        request,
        "signing/confirmation.html",
        challenge,
        paper,
        crumbs=[],
        assessment=assessment,
        copy=assessment.signed_copies.latest("number"),
        unmet=[*unmet_forms(challenge), *unmet_documents(challenge)],
    )


@challenge_view("see_self_assessment", status=how_far(SELF_ASSESSMENT))
def self_assessment_signed(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The self-assessment as it was signed off: what the team reads."""
    return _signed(request, challenge, SELF_ASSESSMENT, "see_self_assessment")


@challenge_view("see_risks", status=how_far(RISKS))
def risks_signed(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The risk tool as it was signed off."""
    return _signed(request, challenge, RISKS, "see_risks")


def _signed(request: HttpRequest, challenge: PeerChallenge, paper: Paper, verb: str) -> HttpResponse:
    """Readers see the newest copy. The host can look at each."""
    assessment, is_host = form_of(challenge, paper), request.standing.may(paper.read)
    copies = list(assessment.signed_copies.select_related("signed_by", "reopening__by"))
    wanted = [copy for copy in copies if str(copy.number) == request.GET.get("copy")] if is_host else []
    copy = (wanted or copies[-1:] or [None])[0]
    content, own = copy.content if copy else None, request.standing.own_rows_only(verb)
    if copy and own:
        content = only(content, set(_rows_for(request, assessment, paper)))
    return paper_page(
        request,
        "signing/signed.html",
        challenge,
        paper,
        verb=verb,
        crumbs=[],
        assessment=assessment,
        copy=copy,
        copies=copies if is_host else [],
        content=content,
        gaps_reason=copy.gaps_reason if copy and not own else "",
        **(map_of_copy(content, scales_of(assessment.edition)) if content else {}),
    )
