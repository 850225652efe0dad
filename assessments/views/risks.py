"""The risk tool: its grid and map, one page for each domain, its drafts and versions."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from assessments.actions.risks import rate_risk
from assessments.copies import said_in
from assessments.forms.writing import RiskForm
from assessments.frameworks import what_it_speaks_to
from assessments.history import give_words, sittings_of
from assessments.models import RiskItem
from assessments.progress import progress_of
from assessments.risk_map import cells_of, risk_map
from assessments.scales import scales_of
from assessments.writers import path_of
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from peerchallenge.workdays import today_in_london

from .answers import SITTINGS
from .frame import RISKS, form_of, may_write, paper_page
from .status import how_far
from .writing import both_texts, keep_draft, try_to_keep


@challenge_view("see_risks", status=how_far(RISKS))
def risks(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The grid of risks, for the host. Everybody else is led to the copy that was signed off."""
    if not request.standing.may("see_risk_answers"):
        return redirect("risks-signed", challenge.slug)
    form = form_of(challenge, RISKS)
    scales = scales_of(form.edition)
    rows = list(form.risks.with_question().annotate(evidence_count=Count("evidence")))
    for row in rows:
        row.assessment.challenge = challenge
    return paper_page(
        request,
        "risks/grid.html",
        challenge,
        RISKS,
        assessment=form,
        rows=[cells_of(row, scales) | {"path": path_of(row), "evidence_count": row.evidence_count} for row in rows],
        risk_map=risk_map([(number, row.likelihood, row.impact) for number, row in enumerate(rows, 1)], scales),
        top=form.top_risks.select_related("domain"),
        progress=progress_of(form),
        due=challenge.milestones.filter(code="self-assessment").first(),
        writing=may_write(request, form, RISKS),
        today=today_in_london(),
    )


def find_risk(request: HttpRequest, challenge: PeerChallenge, domain: str, *, for_writing: bool = False) -> RiskItem:
    risks = RiskItem.objects.with_question().filter(assessment__challenge=challenge, question__section__slug=domain)
    risk = get_object_or_404(risks.for_writing() if for_writing else risks)
    risk.assessment.challenge = challenge
    return risk


@challenge_view("see_risk_answers", post="rate_risks")
def risk(request: HttpRequest, challenge: PeerChallenge, domain: str) -> HttpResponse:
    """Read and write what the host says about one domain of risk."""
    find = partial(find_risk, request, challenge, domain)
    if request.method != "POST":
        found = find()
        return _risk_page(request, found, RiskForm(None, found, scales_of(found.assessment.edition)))
    attempt = try_to_keep(request, find, RiskForm, rate_risk)
    if attempt.stale:
        return both_texts(request, attempt)
    if attempt.form.errors or attempt.refused:
        return _risk_page(request, attempt.row, attempt.form, refused=attempt.refused)
    done = "completed" if attempt.row.is_complete else "saved"
    messages.success(request, f"“{attempt.row.question.title}” is {done}", extra_tags=request.path)
    return redirect(_onward(request, attempt.row))


def _risk_page(request: HttpRequest, risk: RiskItem, form: RiskForm, *, refused: str = "") -> HttpResponse:
    writing = may_write(request, risk.assessment, RISKS)
    slugs = _domains(risk)
    return paper_page(
        request,
        "risks/risk.html",
        risk.assessment.challenge,
        RISKS,
        crumbs=[],
        form=form if writing else None,
        risk=risk,
        place=slugs.index(risk.question.section.slug) + 1,
        places=len(slugs),
        said=None if writing else said_in(risk, scales_of(risk.assessment.edition)),
        refused=refused,
        lost=form.words if refused else None,
        speaks_to=what_it_speaks_to(risk.question),
        evidence=risk.evidence.select_related("document", "added_by"),
        path=path_of(risk),
    )


def _domains(risk: RiskItem) -> list[str]:
    return list(risk.assessment.risks.values_list("question__section__slug", flat=True))


def _onward(request: HttpRequest, risk: RiskItem) -> str:
    challenge, then = risk.assessment.challenge, request.POST.get("then")
    if then == "stay":
        return request.path
    if then == "evidence":
        return f"{path_of(risk)}evidence/"
    slugs = _domains(risk)
    after = slugs[slugs.index(risk.question.section.slug) + 1 :]
    if then == "list":
        return RISKS.path(challenge)
    return reverse("risk", args=[challenge.slug, after[0]]) if after else reverse("top-risks", args=[challenge.slug])


@challenge_view("rate_risks", post="rate_risks")
def draft(request: HttpRequest, challenge: PeerChallenge, domain: str) -> HttpResponse:
    """What the page sends by itself while somebody writes."""
    if request.method != "POST":
        return redirect(path_of(find_risk(request, challenge, domain)))
    return keep_draft(request, partial(find_risk, request, challenge, domain), RiskForm)


@challenge_view("see_risk_answers")
def history(request: HttpRequest, challenge: PeerChallenge, domain: str) -> HttpResponse:
    """Every version of what the host said about a domain: who, when, and the words then."""
    risk = find_risk(request, challenge, domain)
    page_obj = Paginator(sittings_of(risk), SITTINGS).get_page(request.GET.get("page"))
    give_words(list(page_obj), risk)
    crumbs = [(risk.question.title, path_of(risk))]
    return paper_page(request, "history.html", challenge, RISKS, crumbs=crumbs, row=risk, page_obj=page_obj)
