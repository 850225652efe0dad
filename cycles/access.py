"""How a page says who may open it. The decorator is the declaration, and it loads what the page is about.

404: never yours. 403: yours, but not now. Status only: a page that says how far it is and nothing else.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from peerchallenge.ui.pages import page

from .models import Cycle, PeerChallenge, Region
from .policy import Standing, as_seen_by, standing_of, viewers
from .region_policy import CAN_IN_REGION, RegionRule, RegionStanding, standing_in
from .rules import CAN
from .tracker import step_words

View = Callable[..., HttpResponse]
PAUSED = "This peer challenge is postponed or withdrawn. Nothing can be changed until the regional office resumes it."
DECLARE_FIRST = (
    "Before you read what the council says about itself, say whether you have an interest in it. "
    "You find the question on the page of the team."
)
NOT_NOW = "You cannot do this at this step of the peer challenge."


def challenge_view(verb: str, *, post: str | None = None, status: View | None = None) -> Callable[[View], View]:
    """A page of one challenge: `verb` to open it, `post` to send it. The view gets the challenge.

    `request.standing` says what else this person may do there; templates read it as `may`. Who may only know how far
    it is sees the page that the view `status` makes, or else the step of the challenge.
    """
    if verb not in CAN or (post and post not in CAN):
        raise ValueError(f"{verb} or {post} is not in the policy table")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponse:
            challenge = get_object_or_404(as_seen_by(request.user), slug=slug)
            standing = standing_of(challenge)
            request.standing, request.region_name = standing, challenge.cycle.region.name
            changing = request.method == "POST"
            needed = post if changing and post else verb
            if standing.may(needed) and not (changing and not post):
                return view(request, challenge, *args, **kwargs)
            if not standing.ever(verb):
                raise Http404
            if standing.knows(verb) and not changing:
                return (status or _step_only)(request, challenge)
            raise PermissionDenied(_why_not(challenge, standing, needed))

        guarded.rule, guarded.post_rule = verb, post
        return require_http_methods(["GET", "HEAD", "POST"])(guarded)

    return decorate


def _step_only(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    crumbs = [("Home", reverse("home")), ("Challenges", reverse("challenges"))]
    return page(request, "cycles/status_only.html", challenge=challenge, step=step_words(challenge), crumbs=crumbs)


def _why_not(challenge: PeerChallenge, standing: Standing, verb: str) -> str:
    if standing.must_declare_first(verb):
        return DECLARE_FIRST
    if challenge.is_paused:
        return PAUSED
    others = "" if standing.ever(verb) else viewers(verb, challenge.stage)
    return f"Only {others} can do this." if others else f"{NOT_NOW} Now it is at this one: {step_words(challenge)}."


def region_view(verb: str, *, post: str | None = None) -> Callable[[View], View]:
    """A page of one region, found by its own slug (`region`) or by that of a cycle (`cycle`). The view gets that."""
    if verb not in CAN_IN_REGION or (post and post not in CAN_IN_REGION):
        raise ValueError(f"{verb} or {post} is not in the policy table")

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            place = _place(kwargs)
            request.region = place if isinstance(place, Region) else place.region
            request.region_name = request.region.name
            request.region_standing = standing_in(request.user, request.region)
            rule, changing = CAN_IN_REGION[verb], request.method == "POST"
            needed = CAN_IN_REGION[post] if changing and post else rule
            if request.region_standing & needed.may and not (changing and not post):
                return view(request, place, *args, **kwargs)
            return _refused_in_region(request, rule, request.region_standing, changing)

        guarded.rule, guarded.post_rule = verb, post
        return require_http_methods(["GET", "HEAD", "POST"])(guarded)

    return decorate


def _place(kwargs: dict[str, Any]) -> Region | Cycle:
    if "cycle" in kwargs:
        return get_object_or_404(Cycle.objects.select_related("region"), slug=kwargs.pop("cycle"))
    return get_object_or_404(Region, slug=kwargs.pop("region"))


def _refused_in_region(
    request: HttpRequest, rule: RegionRule, standing: frozenset[RegionStanding], changing: bool
) -> HttpResponse:
    if not standing & (rule.may | rule.status):
        raise Http404
    if standing & rule.status and not changing:
        return page(
            request, "cycles/region_status_only.html", region=request.region, crumbs=[("Home", reverse("home"))]
        )
    raise PermissionDenied
