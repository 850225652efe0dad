"""The practice review as a whole: the page from which it is worked, handing it over, and what the team reads."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import challenge_view
from cycles.models import PeerChallenge, TeamMember
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.workdays import today_in_london
from reviews.actions import handing_over as actions
from reviews.case_files import lines
from reviews.handing_over import HEADINGS, Material, content_of, must_have, still_open
from reviews.models import HandedOver, PracticeReview
from reviews.practice import of_host, review_of, visiting

from .practice_frame import below_preparation, practice_page

WORKING = {"see_case_files", "see_readings", "see_focus_groups", "write_practice_findings", "hand_over_practice_review"}


@challenge_view("see_practice_findings")
def practice_review(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """From sample to hand-over, each part for those who may see it. Others find what was handed over."""
    review, may = review_of(challenge), request.standing.verbs
    if not may & WORKING:
        return _from_outside(request, challenge, review)
    readers = visiting(challenge)
    return challenge_page(
        request,
        "reviews/practice/workspace.html",
        challenge,
        verb="see_practice_findings",
        tab="preparation",
        further_crumbs=below_preparation(request, challenge),
        review=review,
        readers=readers,
        supporters=of_host(challenge),
        milestones=_milestones(challenge),
        sample=_sample(review, request),
        files=_files(review, request, readers) if "see_readings" in may else None,
        groups=list(review.focus_groups.all()) if review.pk and "see_focus_groups" in may else [],
        findings=_findings(review) if "write_practice_findings" in may else None,
        missing=list(must_have(Material(review))) if "hand_over_practice_review" in may else [],
        today=today_in_london(),
    )


def _from_outside(request: HttpRequest, challenge: PeerChallenge, review: PracticeReview) -> HttpResponse:
    """For those who only get the result."""
    return challenge_page(
        request,
        "reviews/practice/outside.html",
        challenge,
        verb="see_practice_findings",
        tab="preparation",
        further_crumbs=below_preparation(request, challenge),
        review=review,
    )


def _milestones(challenge: PeerChallenge) -> dict[str, Any]:
    """When it takes place and until when it is handed over. Everybody who opens the page may see both."""
    shown = challenge.milestones.filter(code__in=actions.MILESTONES)
    return {milestone.code.replace("-", "_"): milestone for milestone in shown}


def _sample(review: PracticeReview, request: HttpRequest) -> dict[str, int] | None:
    """How many files there are. Who only knows of the sample sees how many were picked, and nothing else."""
    if not (request.standing.may("see_case_files") or request.standing.knows("see_case_files")):
        return None
    files = list(review.case_files.values_list("is_chosen", flat=True)) if review.pk else []
    return {"proposed": len(files), "picked": sum(files)}


def _files(review: PracticeReview, request: HttpRequest, readers: list[TeamMember]) -> dict[str, Any]:
    shown = lines(review, [member.person for member in readers], request.user)
    return {
        "lines": shown,
        "read": sum(line.is_open for line in shown),
        "to_read": [line for line in shown if line.is_mine_to_read and request.standing.may("read_case_files")],
        "to_agree": [line for line in shown if line.is_open and not line.is_agreed],
    }


def _findings(review: PracticeReview) -> list[tuple[str, int]]:
    kinds = list(review.findings.current().values_list("kind", flat=True)) if review.pk else []
    return [(title, kinds.count(kind)) for kind, title in HEADINGS.items()]


@challenge_view("hand_over_practice_review", post="hand_over_practice_review")
def hand_over(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """See what the team would get and what is missing, then hand it over."""
    if request.method == "POST":
        try:
            actions.hand_over(challenge, by=request.user)
        except Refused:
            messages.error(request, "It is not handed over. Something is missing.")
        else:
            messages.success(request, "Handed over. The team lead and the regional lead are told.")
            return redirect("practice-summary", challenge.slug)
    material = Material(review_of(challenge))
    return practice_page(
        request,
        "reviews/practice/hand_over.html",
        challenge,
        verb="hand_over_practice_review",
        missing=list(must_have(material)),
        still_open=list(still_open(material)),
        review=material.review,
        content=content_of(material),
    )


@challenge_view("see_practice_findings")
def summary(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What was handed over, as it was then. Before that the page says so, and nothing else."""
    copies = HandedOver.objects.filter(review__challenge=challenge).select_related("by")
    copy = copies.order_by("-number").first()
    return practice_page(
        request,
        "reviews/practice/summary.html" if copy else "reviews/practice/outside.html",
        challenge,
        verb="see_practice_findings",
        copy=copy,
        content=copy.content if copy else None,
    )
