"""The risks that the host worries about most: one page, kept as a whole."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from assessments.actions.risks import name_top_risks
from assessments.forms.writing import YES, TopRisksForm
from assessments.models import Assessment, Question, TopRisk
from assessments.saving import TopStale, save_top_words, top_version
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.models import Revision
from peerchallenge.ui.pages import conflict_page

from .frame import RISKS, form_of, may_write, paper_page
from .writing import first_fault, kept, kept_by_another, not_kept

PARTS = (("name", "what it is"), ("why_now", "why now"), ("doing", "what you are doing"))


@challenge_view("see_risk_answers", post="rate_risks")
def top_risks(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Read and write the top risks."""
    assessment = form_of(challenge, RISKS)
    form, refused = _form(request, assessment), ""
    if form.is_bound and form.can_be_kept:
        try:
            name_top_risks(assessment, form.by_place, seen=form.seen, by=request.user)
        except TopStale as stale:
            return _both_texts(request, form, stale)
        except Refused as refusal:
            refused = str(refusal)
        if form.is_valid() and not refused:
            messages.success(request, "Your top risks are saved", extra_tags=request.path)
            return redirect("risks", challenge.slug)
        form.now_at(top_version(assessment.top_risks.all()))
    return _page(request, assessment, form, refused)


def _form(request: HttpRequest, assessment: Assessment) -> TopRisksForm:
    domains = Question.objects.filter(section__edition=assessment.edition_id)
    form = TopRisksForm(request.POST or None, assessment.top_risks.all(), domains)
    form.is_valid()
    return form


def _page(request: HttpRequest, assessment: Assessment, form: TopRisksForm, refused: str) -> HttpResponse:
    writing = may_write(request, assessment, RISKS)
    return paper_page(
        request,
        "risks/top.html",
        assessment.challenge,
        RISKS,
        crumbs=[],
        form=form if writing else None,
        groups=[[form[name] for name in form.kept if name.endswith(f"_{risk.place}")] for risk in form.risks],
        risks=assessment.top_risks.select_related("domain"),
        assessment=assessment,
        refused=refused,
        lost=form.words if refused else None,
        path=request.path,
    )


def _both_texts(request: HttpRequest, form: TopRisksForm, stale: TopStale) -> HttpResponse:
    said = [(risk, part, words) for risk in stale.theirs for part, words in PARTS]
    theirs = {f"{part}_{risk.place}": getattr(risk, part) for risk, part, _ in said}
    saved = _last_saved(stale)
    return conflict_page(
        request,
        mine={name: form.words[name] for name in theirs},
        theirs=theirs,
        their_name=str(saved.by) if saved else "Somebody",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=top_version(stale.theirs),
        labels={f"{part}_{risk.place}": f"Risk {risk.place}: {words}" for risk, part, words in said},
        choices=[_two_domains(form, risk) for risk in stale.theirs if _differ(form, risk)],
        carry={f"domain_{risk.place}": _sent(form, risk) for risk in stale.theirs if not _differ(form, risk)}
        | {"completed": YES},
        device=request.path,
    )


def _sent(form: TopRisksForm, risk: TopRisk) -> str:
    return str(form.words.get(f"domain_{risk.place}") or "")


def _differ(form: TopRisksForm, risk: TopRisk) -> bool:
    return _sent(form, risk) != str(risk.domain_id or "")


def _two_domains(form: TopRisksForm, risk: TopRisk) -> dict[str, Any]:
    """The domains that two people chose for one of the top risks: what a form sends, and the words."""
    name = f"domain_{risk.place}"
    words, mine, theirs = dict(form.fields[name].choices), _sent(form, risk), str(risk.domain_id or "")
    label = f"Risk {risk.place}: {form.fields[name].label}"
    return {"name": name, "label": label, "mine": (mine, words.get(mine)), "theirs": (theirs, words.get(theirs))}


def _last_saved(stale: TopStale) -> Any:
    """Who saved one of the top risks last, and when."""
    saved = Revision.objects.filter(target="assessments.toprisk", target_id__in=[risk.pk for risk in stale.theirs])
    return saved.select_related("by").order_by("-at", "-pk").first()


@challenge_view("rate_risks", post="rate_risks")
def draft(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What the page sends by itself while somebody writes."""
    if request.method != "POST":
        return redirect("top-risks", challenge.slug)
    assessment = form_of(challenge, RISKS)
    form = _form(request, assessment)
    if not form.can_be_kept:
        return not_kept(first_fault(form), status=400)
    try:
        with transaction.atomic():
            save_top_words(assessment, form.by_place, seen=form.seen, by=request.user)
    except Refused as refusal:
        return not_kept(str(refusal))
    except TopStale as stale:
        return kept_by_another(request, _last_saved(stale), top_version(stale.theirs), {})
    return kept(top_version(assessment.top_risks.all()), timezone.now())
