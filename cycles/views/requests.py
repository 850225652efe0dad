"""Requests for a challenge: a director asks, the regional office answers."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import region_view
from cycles.actions import planning as actions
from cycles.forms.planning import AnswerRequestForm, RequestForm
from cycles.models import Authority, ChallengeRequest, Cycle, PostKind
from cycles.refusals import Refused
from cycles.region_policy import CAN_IN_REGION
from peerchallenge.accounts.models import Person
from peerchallenge.ui.pages import page

from .planning import OFFICE_SEES, under


@region_view("see_requests", post="answer_requests")
def requests(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """What directors asked for, and the answers. A director sees what their own council asked."""
    office = bool(request.region_standing & CAN_IN_REGION["answer_requests"].may)
    asked = list(_seen(cycle, None if office else request.user))
    waiting = [one for one in asked if not one.answered_at]
    form = AnswerRequestForm(request.POST or None, initial={"request": waiting[0].pk if waiting else None})
    if form.is_valid():
        try:
            answered = _answer(asked, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"You answered {answered.host}")
            return redirect("requests", cycle.slug)
    return page(
        request,
        "cycles/planning/requests.html",
        cycle=cycle,
        waiting=waiting[0] if waiting else None,
        answered=[one for one in asked if one.answered_at],
        more=len(waiting) - 1,
        form=form if waiting and office else None,
        crumbs=under(cycle),
        who_can_see=f"{OFFICE_SEES}, and the director who asked",
    )


def _answer(asked: list[ChallengeRequest], *, request: int, agreed: bool, answer: str, by: Person) -> ChallengeRequest:
    """Answer the one of these requests that has this number."""
    chosen = next((one for one in asked if one.pk == request), None)
    if not chosen:
        raise Http404
    actions.answer_request(chosen, agreed=agreed, answer=answer, by=by)
    return chosen


def _seen(cycle: Cycle, director: Person | None) -> QuerySet[ChallengeRequest]:
    """All requests of the cycle, or those of the councils that this director leads."""
    found = cycle.requests.select_related("host", "asked_by", "answered_by", "cycle__region")
    return found.filter(host__in=_directed_by(director, cycle)) if director else found


def _directed_by(person: Person, cycle: Cycle) -> QuerySet[Authority]:
    own = person.posts.current().filter(kind=PostKind.DASS).values("authority")
    return Authority.objects.filter(region=cycle.region, pk__in=own)


@region_view("ask_for_challenge", post="ask_for_challenge")
def request_new(request: HttpRequest, cycle: Cycle) -> HttpResponse:
    """A director asks for a peer challenge of their own council."""
    own = _directed_by(request.user, cycle)
    form = RequestForm(request.POST or None, hosts=own, initial={"host": own.first()})
    if form.is_valid():
        try:
            made = actions.ask_for_challenge(cycle, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"You asked for a peer challenge of {made.host}. The regional office answers.")
            return redirect("requests", cycle.slug)
    return page(
        request,
        "cycles/planning/request_new.html",
        form=form,
        cycle=cycle,
        crumbs=under(cycle),
        back_url=cycle.get_absolute_url(),
        who_can_see=f"you, {OFFICE_SEES}",
    )
