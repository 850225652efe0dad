"""The reviews after six and twelve months: the list, one review, recording it, and closing the challenge."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.accounts.rules import fresh_proof
from reports.actions import reviews as actions
from reports.following import Following, review_of, unmet_to_close
from reports.models import Review
from reports.progress import latest
from reviews.standing_in import is_team_lead

from .plan_frame import Crumbs, plan_page, review_crumb


def how_far(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know how far it is: which reviews are open or recorded. No word of them."""
    reviews = list(Review.objects.filter(challenge=challenge))
    return plan_page(request, "reports/reviews/status_only.html", challenge, verb="see_reviews", reviews=reviews)


@challenge_view("see_reviews", status=how_far)
def reviews(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Which reviews there are, and when the next one is due."""
    codes = ("six-month-review", "twelve-month-review")
    return plan_page(
        request,
        "reports/reviews/reviews.html",
        challenge,
        verb="see_reviews",
        above=[],
        reviews=list(Review.objects.filter(challenge=challenge)),
        milestones=list(challenge.milestones.filter(code__in=codes, done_at=None)),
        public=latest(challenge),
    )


@challenge_view("see_reviews", status=how_far)
def review(request: HttpRequest, challenge: PeerChallenge, review: str) -> HttpResponse:
    """One review: for each recommendation what the host says and, apart from it, what the team lead says."""
    found = found_review(challenge, review)
    milestone = None if found.recorded_at else challenge.milestones.filter(code=found.milestone).first()
    return review_page(
        request,
        "reports/reviews/review.html",
        found,
        verb="see_reviews",
        following=Following(found),
        due_on=milestone.due_on if milestone else None,
        public=latest(challenge) if found.recorded_at else None,
        shows_team=bool(found.recorded_at) or request.standing.may("see_judgements"),
    )


@challenge_view("see_reviews")
def review_recommendations(request: HttpRequest, challenge: PeerChallenge, review: str) -> HttpResponse:
    """The recommendations stand on the page of their review."""
    return redirect("review", challenge.slug, review)


@challenge_view("see_reviews")
def review_recommendation(
    request: HttpRequest, challenge: PeerChallenge, review: str, recommendation: str
) -> HttpResponse:
    """A recommendation stands on the page of its review."""
    return redirect(f"{reverse('review', args=[challenge.slug, review])}#{recommendation}")


@challenge_view("judge_progress", post="judge_progress")
@fresh_proof
def record(request: HttpRequest, challenge: PeerChallenge, review: str) -> HttpResponse:
    """Read once more what is recorded, and record it; or see what is missing."""
    found = found_review(challenge, review)
    refused: list[str] = []
    if request.method == "POST":
        try:
            actions.record_review(found, by=request.user)
        except CannotMove as refusal:
            refused = refusal.reasons
        except Refused as refusal:
            messages.warning(request, str(refusal))
            return redirect("review", challenge.slug, found.kind)
        else:
            messages.success(request, f"The {str(found).lower()} is recorded. Everybody is told in the morning mail.")
            return redirect("review", challenge.slug, found.kind)
    return review_page(
        request,
        "reports/reviews/record.html",
        found,
        verb="see_judgements",
        following=Following(found),
        refused=refused,
        stands_in=not is_team_lead(challenge, request.user),
    )


@challenge_view("close_challenge", post="close_challenge")
@fresh_proof
def close(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Close the challenge once its last review is recorded. Nothing can be changed after that."""
    missing, refused = unmet_to_close(challenge), False
    if request.method == "POST":
        try:
            actions.close_challenge(challenge, by=request.user)
        except CannotMove as refusal:
            missing, refused = refusal.reasons, True
        else:
            messages.success(request, "The peer challenge is closed. Everybody is told in the morning mail.")
            return redirect("challenge", challenge.slug)
    crumbs = [("Actions", reverse("plan", args=[challenge.slug])), ("Reviews", _list(challenge))]
    return challenge_page(
        request,
        "reports/reviews/close.html",
        challenge,
        verb="close_challenge",
        tab="plan",
        further_crumbs=crumbs,
        back_url=_list(challenge),
        missing=missing,
        refused=refused,
        public=latest(challenge),
    )


def found_review(challenge: PeerChallenge, kind: str) -> Review:
    """The review of this kind, once it is open."""
    if found := review_of(challenge, kind):
        return found
    raise Http404


def review_page(request: HttpRequest, template: str, review: Review, *, verb: str, **context: object) -> HttpResponse:
    """A review, or a page below it."""
    challenge = review.challenge
    above: Crumbs = []
    if request.standing.may("see_reviews"):
        above.append(("Reviews", _list(challenge)))
    if template != "reports/reviews/review.html":
        above.append(review_crumb(challenge, review))
    return plan_page(request, template, challenge, verb=verb, above=above, review=review, **context)


def _list(challenge: PeerChallenge) -> str:
    return reverse("reviews", args=[challenge.slug])
