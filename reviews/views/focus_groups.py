"""Focus groups of the practice review: who was met as a kind and a number, and what was said."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from peerchallenge.audit.revisions import Stale
from reviews.actions import focus_groups as actions
from reviews.forms.practice import FocusGroupForm
from reviews.models import FocusGroup
from reviews.practice import review_of, tool_of

from .practice_frame import Crumbs, clash_page, names_to_keep_out, practice_page

FACTS = ("kind_of_people", "detail", "head_count", "held_on", "text")


def _under_groups(challenge: PeerChallenge) -> Crumbs:
    return [("Focus groups", reverse("focus-groups", args=[challenge.slug]))]


@challenge_view("see_focus_groups")
def focus_groups(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Every focus group, held or planned."""
    review = review_of(challenge)
    return practice_page(
        request,
        "reviews/practice/focus_groups.html",
        challenge,
        verb="see_focus_groups",
        groups=list(review.focus_groups.all()) if review.pk else [],
    )


@challenge_view("write_focus_groups", post="write_focus_groups")
def focus_group_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Add a focus group."""
    form = FocusGroupForm(request.POST or None, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        group = actions.add_focus_group(challenge, facts=_facts(form), by=request.user)
        messages.success(request, f"Focus group {group.number} is saved.")
        return redirect("focus-groups", challenge.slug)
    return practice_page(
        request,
        "reviews/practice/focus_group_form.html",
        challenge,
        verb="write_focus_groups",
        above=_under_groups(challenge),
        form=form,
        topics=_topics(challenge),
    )


@challenge_view("see_focus_groups", post="write_focus_groups")
def focus_group(request: HttpRequest, challenge: PeerChallenge, group: int) -> HttpResponse:
    """One focus group: written up by the visiting readers, read by the team lead."""
    found = _group_or_404(challenge, group)
    if not request.standing.may("write_focus_groups"):
        return _read(request, challenge, found)
    if "take_out" in request.POST:
        return _take_out(request, found)
    initial = {name: getattr(found, name) for name in (*FACTS, "version")}
    form = FocusGroupForm(request.POST or None, initial=initial, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        try:
            actions.write_focus_group(found, facts=_facts(form), seen=form.seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, {name: getattr(stale.theirs, name) for name in FACTS})
        messages.success(request, f"Focus group {group} is saved.")
        return redirect("focus-groups", challenge.slug)
    return _write(request, challenge, found, form)


def _group_or_404(challenge: PeerChallenge, number: int) -> FocusGroup:
    groups = FocusGroup.objects.filter(review__challenge=challenge).select_related("review")
    group = get_object_or_404(groups, number=number)
    group.review.challenge = challenge
    return group


def _take_out(request: HttpRequest, group: FocusGroup) -> HttpResponse:
    number, slug = group.number, group.review.challenge.slug
    actions.take_out_focus_group(group, by=request.user)
    messages.success(request, f"Focus group {number} is taken out.")
    return redirect("focus-groups", slug)


def _facts(form: FocusGroupForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FACTS}


def _topics(challenge: PeerChallenge) -> list[str]:
    """What there is to talk about in a group, from the edition."""
    return [label for _, label in tool_of(review_of(challenge)).steps("focus_topics")]


def _read(request: HttpRequest, challenge: PeerChallenge, group: FocusGroup) -> HttpResponse:
    return practice_page(
        request,
        "reviews/practice/focus_group.html",
        challenge,
        verb="see_focus_groups",
        above=_under_groups(challenge),
        group=group,
    )


def _write(request: HttpRequest, challenge: PeerChallenge, group: FocusGroup, form: FocusGroupForm) -> HttpResponse:
    return practice_page(
        request,
        "reviews/practice/focus_group_form.html",
        challenge,
        verb="see_focus_groups",
        above=_under_groups(challenge),
        group=group,
        form=form,
        topics=_topics(challenge),
    )
