"""The evening reflections: the team lead writes and shares, the team reads all, the host director what is shared."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page
from reviews.actions import reflection as actions
from reviews.forms.reflection import ReflectionForm, SharingForm
from reviews.models.reflection import SHARED, TEAM_ONLY, number_of
from reviews.reflection import DayOfVisit, days_with_reflections, experts_of, texts_of

from .practice_frame import names_to_keep_out

TEXTS = (*TEAM_ONLY, *SHARED)


@challenge_view("see_reflections")
def reflections(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Every day of the visit, and how far its reflection is."""
    days = days_with_reflections(challenge)
    return _page(request, "reviews/reflection/list.html", challenge, verb="see_reflections", days=days)


@challenge_view("see_reflections")
def reflection(request: HttpRequest, challenge: PeerChallenge, day: str) -> HttpResponse:
    """One day: what was shared, the newest first; for the team also what it keeps for itself."""
    found = _find(challenge, day)
    seen_by_team = found.reflection if request.standing.may("see_team_reflections") else None
    return _page(
        request,
        "reviews/reflection/day.html",
        challenge,
        verb="see_reflections",
        day=found,
        copies=[(copy, texts_of(copy, SHARED)) for copy in found.copies],
        of_team=texts_of(seen_by_team, TEAM_ONLY) if seen_by_team else None,
        not_shared=texts_of(seen_by_team, SHARED) if seen_by_team and (found.has_changed or not found.copies) else (),
    )


@challenge_view("write_reflections", post="write_reflections")
def change(request: HttpRequest, challenge: PeerChallenge, day: str) -> HttpResponse:
    """Write what was said about a day."""
    found = _find(challenge, day)
    facts = {name: getattr(found.reflection, name) for name in (*TEXTS, "version")} if found.reflection else None
    names, experts = names_to_keep_out(request, challenge), experts_of(challenge)
    form = ReflectionForm(request.POST or None, names=names, experts=experts, initial=facts)
    if form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            actions.write_reflection(challenge, day=found.number, texts=form.written, seen=seen, by=request.user)
        except Stale as stale:
            return _clash(request, stale, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. The host director reads nothing of it until you share the points.")
            return redirect("reflection", challenge.slug, found.reference)
    return _page(request, "reviews/reflection/form.html", challenge, verb="see_team_reflections", day=found, form=form)


@challenge_view("share_reflections", post="share_reflections")
def release(request: HttpRequest, challenge: PeerChallenge, day: str) -> HttpResponse:
    """Read the points once more as the host director will read them, and share them."""
    found = _find(challenge, day)
    if not found.reflection:
        messages.warning(request, actions.NOTHING)
        return redirect("reflection", challenge.slug, found.reference)
    found.reflection.challenge = challenge
    form = SharingForm(request.POST or None, initial={"version": found.reflection.version})
    if form.is_valid():
        return _share(request, found, form.cleaned_data["version"])
    points = texts_of(found.reflection, SHARED)
    return _page(
        request,
        "reviews/reflection/release.html",
        challenge,
        verb="see_team_reflections",
        day=found,
        form=form,
        points=points,
    )


def _share(request: HttpRequest, found: DayOfVisit, seen: int) -> HttpResponse:
    slug = found.reflection.challenge.slug
    try:
        actions.share_points(found.reflection, seen=seen, by=request.user)
    except Stale:
        messages.warning(request, "The points were changed a moment ago. Read them again before you share them.")
        return redirect("reflection-release", slug, found.reference)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Shared. The host director is told in the morning mail.")
    return redirect("reflection", slug, found.reference)


def _clash(request: HttpRequest, stale: Stale, form: ReflectionForm) -> HttpResponse:
    saved, kept = stale.last_saved, {*TEXTS, "version", "csrfmiddlewaretoken"}
    return conflict_page(
        request,
        mine=form.written,
        theirs={name: getattr(stale.theirs, name) for name in TEXTS},
        their_name=str(saved.by) if saved else "Somebody",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=stale.theirs.version,
        labels={name: form.fields[name].label for name in TEXTS},
        carry={name: value for name, value in request.POST.items() if name not in kept},
    )


def _find(challenge: PeerChallenge, reference: str) -> DayOfVisit:
    number = number_of(reference)
    days = [day for day in days_with_reflections(challenge) if day.number == number]
    if not days:
        raise Http404
    return days[0]


def _page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    crumbs = [("Visit", reverse("timetable", args=[challenge.slug]))]
    if day := context.get("day"):
        crumbs.append(("Evening reflections", reverse("reflections", args=[challenge.slug])))
        if template != "reviews/reflection/day.html":
            crumbs.append((f"Day {day.number}", reverse("reflection", args=[challenge.slug, day.reference])))
    context.setdefault("back_url", crumbs[-1][1])
    return challenge_page(request, template, challenge, tab="timetable", further_crumbs=crumbs, **context)
