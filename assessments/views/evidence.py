"""The documents that an answer or a risk rests on: link one, take one out, put it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import urlencode

from assessments.actions.evidence import link_evidence, take_out_evidence
from assessments.forms.around import EvidenceForm
from assessments.models import Document, RiskItem, Way
from assessments.writers import path_of
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused

from .answers import find_answer
from .documents import reader_of
from .frame import RISKS, SELF_ASSESSMENT, may_write, paper_page
from .risks import find_risk
from .writing import Row


@challenge_view("see_answers", post="answer_self_assessment")
def answer_evidence(request: HttpRequest, challenge: PeerChallenge, area: str, question: int) -> HttpResponse:
    """What an answer rests on."""
    return _evidence(request, find_answer(request, challenge, area, question))


@challenge_view("see_risk_answers", post="rate_risks")
def risk_evidence(request: HttpRequest, challenge: PeerChallenge, domain: str) -> HttpResponse:
    """What the view of a risk rests on."""
    return _evidence(request, find_risk(request, challenge, domain))


def _evidence(request: HttpRequest, row: Row) -> HttpResponse:
    documents = Document.objects.current().filter(challenge=row.assessment.challenge).exclude(way=Way.NOT_HELD)
    if reader_of(request).own_only:
        documents = documents.filter(added_by=request.user)
    if request.method == "POST" and "take_out" in request.POST:
        return _take_out(request, row)
    form = EvidenceForm(request.POST or None, documents=documents)
    if form.is_valid():
        try:
            link_evidence(row, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, f"{form.cleaned_data['document'].title} is linked")
        return redirect(request.path)
    return _page(request, row, form, documents)


def _take_out(request: HttpRequest, row: Row) -> HttpResponse:
    """Take a document out, with one button on the next page to put it back."""
    number = request.POST["take_out"]
    evidence = get_object_or_404(row.evidence.select_related("document"), pk=number if number.isdecimal() else 0)
    try:
        take_out_evidence(row, evidence, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(request.path)
    return redirect(f"{request.path}?{urlencode({'gone': evidence.document.code, 'where': evidence.where})}")


def _page(request: HttpRequest, row: Row, form: EvidenceForm, documents: Any) -> HttpResponse:
    paper = RISKS if isinstance(row, RiskItem) else SELF_ASSESSMENT
    linked = list(row.evidence.select_related("document", "added_by"))
    where = request.GET.get("where", "")
    back = [one for one in documents if one.code == request.GET.get("gone")]
    gone = back[0] if back and not any(one.document == back[0] and one.where == where for one in linked) else None
    return paper_page(
        request,
        "evidence.html",
        row.assessment.challenge,
        paper,
        crumbs=[(row.question.title, path_of(row))],
        form=form if may_write(request, row.assessment, paper) else None,
        row=row,
        evidence=linked,
        has_documents=bool(documents),
        gone=gone,
        where=where,
        back_url=path_of(row),
    )
