"""What the pages of the accuracy check have in common: crumbs, the check itself, one of its points."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page
from reports.accuracy import current_check, paragraph_of, points_of, rewordings
from reports.models import AccuracyCheck, Point

ROOTS = ("reports/accuracy/host.html", "reports/accuracy/team.html", "reports/accuracy/nothing.html")


def accuracy_page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    """The accuracy check, or a page below it. `above` are the pages between."""
    crumbs = report_crumb(request, challenge)
    if template not in ROOTS:
        crumbs.append(("Accuracy check", reverse("accuracy", args=[challenge.slug])))
    crumbs += context.pop("above", [])
    if crumbs:
        context.setdefault("back_url", crumbs[-1][1])
    return challenge_page(request, template, challenge, tab="report", further_crumbs=crumbs, **context)


def report_crumb(request: HttpRequest, challenge: PeerChallenge) -> list[tuple[str, str]]:
    """The page of the report, for those who may open it."""
    return [("Report", reverse("report", args=[challenge.slug]))] if request.standing.may("see_report") else []


def check_of(challenge: PeerChallenge) -> AccuracyCheck:
    """The check that is under way, or that was."""
    if check := current_check(challenge):
        return check
    raise Http404


def point_of(request: HttpRequest, challenge: PeerChallenge, reference: str) -> Point:
    """The point of this name. Until it is sent it exists for the host alone."""
    check = check_of(challenge)
    points = points_of(check)
    if not request.standing.may("see_own_points"):
        points = points.sent()
    point = get_object_or_404(points.called(reference))
    point.check_of_facts = check
    return point


def about(request: HttpRequest, found: Point) -> dict[str, object]:
    """A point with its paragraph, and what the reader may know of its answer."""
    check, may = found.check_of_facts, request.standing.verbs
    answer = None if found.is_open or "see_point_answers" not in may else found.answer
    paragraph, words = paragraph_of(found), rewordings(check) if answer else {}
    others = check.points.sent().filter(paragraph=found.paragraph).exclude(pk=found.pk)
    return {
        "point": found,
        "paragraph": paragraph if "see_report" in may else None,
        "answer": answer,
        "new": paragraph.reading(words[found.paragraph]) if found.paragraph in words else None,
        "others": others,
        "knows": "see_point_answers" in may,
    }
