"""The accuracy check: the page of the host with its draft, the page of the team with the points, and one point."""

from django.http import HttpRequest, HttpResponse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from peerchallenge.workdays import today_in_london, working_days_left
from reports import accuracy as read
from reports.agreement import open_points, unmet_for_agreement
from reports.models import AccuracyCheck, Point

from .accuracy_frame import about, accuracy_page, check_of, point_of
from .answers import answer_form


def how_far(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know how far it is: how many points were sent and answered. No word of them."""
    check = read.current_check(challenge)
    sent = check.points.sent() if check else Point.objects.none()
    counts = {"sent": sent.count(), "answered": sent.exclude(answer=None).count()}
    return accuracy_page(
        request, "reports/accuracy/status_only.html", challenge, verb="see_accuracy", check=check, **counts
    )


@challenge_view("see_accuracy", status=how_far)
def accuracy(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The host checks the draft here, paragraph by paragraph; the team finds the points it was sent."""
    check = read.current_check(challenge)
    if not check:
        return accuracy_page(request, "reports/accuracy/nothing.html", challenge, verb="see_accuracy")
    page = _host_page if request.standing.may("see_own_points") else _team_page
    return page(request, challenge, check)


def _host_page(request: HttpRequest, challenge: PeerChallenge, check: AccuracyCheck) -> HttpResponse:
    points = list(read.points_of(check))
    there = [point for point in points if not point.taken_out_at]
    is_readable = request.standing.may("see_report")  # after a draft went back, the host has none to read
    return accuracy_page(
        request,
        "reports/accuracy/host.html",
        challenge,
        verb="see_own_points",
        check=check,
        points=there,
        taken_out=[point for point in points if point.taken_out_at],
        places=read.places(check.draft.content, there) if is_readable else [],
        waiting=read.to_send(check),
        sent=any(point.sent_at for point in there),
        knows=request.standing.may("see_point_answers"),
        **_days(check),
    )


def _team_page(request: HttpRequest, challenge: PeerChallenge, check: AccuracyCheck) -> HttpResponse:
    points = list(read.points_of(check).sent())
    open_ones = [point for point in points if point.is_open]
    only_open = request.GET.get("state") == "open"
    paragraphs = read.paragraphs_to_check(check)
    return accuracy_page(
        request,
        "reports/accuracy/team.html",
        challenge,
        verb="see_accuracy",
        check=check,
        points=[(point, paragraphs[point.paragraph]) for point in (open_ones if only_open else points)],
        sent=len(points),
        open_ones=open_ones,
        only_open=only_open,
        knows=request.standing.may("see_point_answers"),
        missing=unmet_for_agreement(challenge, check),
        **_days(check),
    )


def _days(check: AccuracyCheck) -> dict[str, int | bool]:
    """How long the host still has."""
    today = today_in_london()
    return {"days_left": working_days_left(today, check.due_on), "is_last_day": today == check.due_on}


@challenge_view("see_accuracy")
def point(request: HttpRequest, challenge: PeerChallenge, point: str) -> HttpResponse:
    """One point beside its paragraph; the team lead answers it here."""
    found = point_of(request, challenge, point)
    may = request.standing.verbs
    return accuracy_page(
        request,
        "reports/accuracy/point.html",
        challenge,
        verb="see_accuracy" if found.sent_at else "see_own_points",
        form=answer_form(request, challenge, found) if "answer_points" in may and found.sent_at else None,
        **about(request, found),
    )


@challenge_view("see_point_answers")
def changes(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Every paragraph that reads otherwise after the check: before, after, and because of which points."""
    check = check_of(challenge)
    found = read.changes(check)
    return accuracy_page(
        request,
        "reports/accuracy/changes.html",
        challenge,
        verb="see_point_answers",
        changes=found,
        open_ones=open_points(check),
    )
