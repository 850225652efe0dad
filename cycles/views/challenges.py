"""One challenge besides its dates: the list, pausing, what has happened."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.actions import dates as date_actions
from cycles.forms.challenges import PauseForm, ResumeForm
from cycles.models import PeerChallenge, Stage
from cycles.policy import where_user_can
from cycles.refusals import Refused
from cycles.rules import CAN
from cycles.tracker import step_words
from peerchallenge.accounts.rules import signed_in
from peerchallenge.audit.history import events_of
from peerchallenge.ui.pages import page

from .frame import challenge_page

PAGE_SIZE = 25


@signed_in
def challenges(request: HttpRequest) -> HttpResponse:
    """Every challenge that this person takes part in or knows of."""
    known = PeerChallenge.objects.select_related("host", "cycle__region").for_tracker().with_late_milestones()
    shown = where_user_can(known, request.user, "see_challenge", or_knows=True).what_goes_on_first()
    page_obj = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    readable = _readable(request, page_obj)
    rows = [
        {
            "challenge": challenge,
            "step": step_words(challenge),
            "closed": challenge.stage == Stage.CLOSED,
            "readable": challenge.pk in readable,
        }
        for challenge in page_obj
    ]
    return page(
        request,
        "cycles/challenges/list.html",
        crumbs=[("Home", reverse("home"))],
        rows=rows,
        some_readable=bool(readable),
        some_unreadable=len(readable) < len(rows),
        several_cycles=len(shown.order_by().values_list("cycle__name", flat=True).distinct()[:2]) > 1,
        page_obj=page_obj,
    )


def _readable(request: HttpRequest, challenges) -> set[int]:
    shown = PeerChallenge.objects.filter(pk__in=[challenge.pk for challenge in challenges])
    return set(where_user_can(shown, request.user, "see_challenge").values_list("pk", flat=True))


@challenge_view("pause", post="pause")
def pause(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Postpone or withdraw a challenge, or take it up again. Each needs a reason."""
    form = (ResumeForm if challenge.is_paused else PauseForm)(request.POST or None)
    action = date_actions.resume if challenge.is_paused else date_actions.pause
    if form.is_valid():
        try:
            action(challenge, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. Everybody on this peer challenge is told in the morning mail.")
            return redirect("challenge", challenge.slug)
    return challenge_page(
        request,
        "cycles/challenges/pause.html",
        challenge,
        verb="pause",
        form=form,
        back_url=reverse("challenge", args=[challenge.slug]),
    )


@challenge_view("see_activity")
def activity(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What has happened, newest first: events, never content."""
    page_obj = Paginator(events_of(challenge.pk), PAGE_SIZE).get_page(request.GET.get("page"))
    return challenge_page(
        request,
        "cycles/challenges/activity.html",
        challenge,
        verb="see_activity",
        tab="activity",
        page_obj=page_obj,
        events=[entry.as_event() for entry in page_obj],
        meaning=CAN["see_activity"].meaning,
    )
