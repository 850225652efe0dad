"""The action plan: the whole, one recommendation, how it is measured, what the host says to it, and the agreement."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.wording import sentence_list
from reports.actions import measures as measure_actions
from reports.actions import plan as actions
from reports.forms.plan import MeasureForm, OpenAgainForm, ResponseForm
from reports.models import Measuring, Review
from reports.plan import Line, Plan, baseline_of, chosen_in
from reviews.views.practice_frame import clash_page, names_to_keep_out

from .plan_frame import line_crumb, line_of, plan_of, plan_page

NOT_YET = "The recommendations are here once the report is agreed"


def how_far(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know how far it is: counts, and whether the plan is agreed. No word of it."""
    plan = Plan(challenge)
    return plan_page(request, "reports/plan/status_only.html", challenge, verb="see_plan", plan=plan)


@challenge_view("see_plan", status=how_far)
def plan(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Every recommendation with its measure, what the council says to it, and its actions."""
    may_see = request.standing.may("see_reviews")
    return plan_page(
        request,
        "reports/plan/plan.html",
        challenge,
        verb="see_plan",
        plan=plan_of(request, challenge),
        is_public=challenge.stage >= Stage.PUBLISHED,
        reviews=list(Review.objects.filter(challenge=challenge)) if may_see else [],
    )


@challenge_view("see_plan")
def recommendation(request: HttpRequest, challenge: PeerChallenge, recommendation: str) -> HttpResponse:
    """One recommendation, with all that the council makes of it."""
    shown = plan_of(request, challenge)
    line = line_of(shown, recommendation)
    return plan_page(
        request,
        "reports/plan/recommendation.html",
        challenge,
        verb="see_plan",
        above=[],
        plan=shown,
        line=line,
        taken_out=_taken_out(request, line),
    )


def _taken_out(request: HttpRequest, line: Line) -> list:
    """Actions that can be put back, for those who can."""
    may = request.standing.may("write_plan")
    return list(line.row.actions.exclude(taken_out_at=None)) if may else []


@challenge_view("measure_recommendations", post="measure_recommendations")
def measure(request: HttpRequest, challenge: PeerChallenge, recommendation: str) -> HttpResponse:
    """Choose the indicators that show whether a recommendation helps, or say why none fits."""
    if challenge.stage < Stage.AGREED:
        messages.warning(request, NOT_YET)
        return redirect("challenge", challenge.slug)
    line, baseline = line_of(Plan(challenge), recommendation), baseline_of(challenge)
    initial = {"why_none": line.measuring.why_none, "version": line.measuring.version}
    initial["chosen"] = [str(number) for number in chosen_in(line.measuring)]
    names = names_to_keep_out(request, challenge)
    form = MeasureForm(request.POST or None, baseline=baseline, names=names, initial=initial)
    if form.is_valid() and _measured(request, line, form):
        messages.success(request, f"Saved how {line.reference} is measured")
        return redirect("plan", challenge.slug)
    return plan_page(
        request,
        "reports/plan/measure.html",
        challenge,
        verb="see_plan",
        above=[line_crumb(challenge, line)],
        form=form,
        line=line,
        baseline=baseline,
    )


def _measured(request: HttpRequest, line: Line, form: MeasureForm) -> bool:
    """Save it. When somebody saved first, what they chose stands above the form, and the next save counts."""
    try:
        measure_actions.measure(
            line.row,
            indicators=form.indicators,
            why_none=form.cleaned_data["why_none"],
            seen=form.seen,
            by=request.user,
        )
    except Stale as stale:
        form.add_error(None, _their_choice(stale.theirs))
        form.data = form.data.copy()
        form.data["version"] = str(stale.theirs.version)
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _their_choice(theirs: Measuring) -> str:
    codes = sentence_list([indicator.code for indicator in theirs.indicators.all()])
    said = f"chose {codes}" if codes else f"wrote “{theirs.why_none}”"
    return f"Somebody else saved first, and {said}. Look at your own choice, then save it again."


@challenge_view("write_plan", post="write_plan")
def response(request: HttpRequest, challenge: PeerChallenge, recommendation: str) -> HttpResponse:
    """Say for the council whether it agrees, and why not where it does not."""
    shown = Plan(challenge)
    line = line_of(shown, recommendation)
    initial = {name: getattr(line.response, name) for name in ("decision", "reason", "no_action", "version")}
    form = ResponseForm(request.POST or None, names=names_to_keep_out(request, challenge), initial=initial)
    if form.is_valid():
        try:
            actions.answer_recommendation(line.row, facts=form.facts, seen=form.seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, {name: getattr(stale.theirs, name) for name in form.facts})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Saved what the council says to {line.reference}")
            return redirect("plan-recommendation", challenge.slug, line.reference)
    above = [line_crumb(challenge, line)]
    return plan_page(
        request, "reports/plan/response.html", challenge, verb="see_plan", above=above, form=form, line=line, plan=shown
    )


@challenge_view("agree_plan", post="agree_plan")
@fresh_proof
def agreement(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Agree the plan for the council; or, once it is agreed, open it again with a reason."""
    shown = Plan(challenge)
    names, refused = names_to_keep_out(request, challenge), []
    form = OpenAgainForm(request.POST or None, names=names) if shown.is_agreed else None
    if request.method == "POST" and (not form or form.is_valid()):
        try:
            return _agree_or_open(request, challenge, form)
        except CannotMove as refusal:
            refused = refusal.reasons
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("plan", challenge.slug)
    return plan_page(
        request,
        "reports/plan/open_again.html" if form else "reports/plan/agreement.html",
        challenge,
        verb="see_plan",
        above=[],
        form=form,
        plan=shown,
        refused=refused,
    )


def _agree_or_open(request: HttpRequest, challenge: PeerChallenge, form: OpenAgainForm | None) -> HttpResponse:
    if form:
        actions.open_plan_again(challenge, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "The plan can be changed again. Everybody is told in the morning mail.")
    else:
        actions.agree_plan(challenge, by=request.user)
        messages.success(request, "The action plan is agreed. Everybody is told in the morning mail.")
    return redirect("plan", challenge.slug)
