"""What each side adds to a review: the host its words and figures, the team lead a judgement and the meeting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from reports.actions import reviews as actions
from reports.following import Both, Figure, Following
from reports.forms.follow_up import FiguresForm, HowFarForm, MeetingForm, name_of
from reports.models import Review
from reviews.standing_in import is_team_lead
from reviews.views.practice_frame import clash_page, names_to_keep_out

from .plan_frame import warn_of_date
from .reviews import found_review, review_page

MEETING = ("met_on", "took_part", "agreed")


@challenge_view("say_progress", post="say_progress")
def words(request: HttpRequest, challenge: PeerChallenge, review: str, recommendation: str) -> HttpResponse:
    """Say for the host how far a recommendation is."""
    found, row = _row_of(challenge, review, recommendation)
    form = _how_far_form(request, challenge, row.host)
    if form.is_valid() and (answer := _saved(request, actions.say_progress, found, row, form)):
        return answer
    template = "reports/reviews/words.html"
    return review_page(request, template, found, verb="see_reviews", form=form, row=row)


@challenge_view("judge_progress", post="judge_progress")
def judgement(request: HttpRequest, challenge: PeerChallenge, review: str, recommendation: str) -> HttpResponse:
    """Say for the team how far a recommendation is."""
    found, row = _row_of(challenge, review, recommendation)
    form = _how_far_form(request, challenge, row.team)
    if form.is_valid() and (answer := _saved(request, actions.judge, found, row, form)):
        return answer
    stands_in, template = not is_team_lead(challenge, request.user), "reports/reviews/judgement.html"
    return review_page(request, template, found, verb="see_judgements", form=form, row=row, stands_in=stands_in)


def _row_of(challenge: PeerChallenge, kind: str, reference: str) -> tuple[Review, Both]:
    found = found_review(challenge, kind)
    if row := Following(found).row(reference):
        return found, row
    raise Http404


def _how_far_form(request: HttpRequest, challenge: PeerChallenge, said: Any) -> HowFarForm:
    initial = {name: getattr(said, name) for name in ("state", "words", "version")}
    return HowFarForm(request.POST or None, names=names_to_keep_out(request, challenge), initial=initial)


def _saved(request: HttpRequest, act: Any, found: Review, row: Both, form: HowFarForm) -> HttpResponse | None:
    """Where to go after saving; the page of both texts when somebody saved first; nothing when it is refused."""
    try:
        act(found, row.line.row, facts=form.facts, seen=form.seen, by=request.user)
    except Stale as stale:
        return clash_page(request, stale, form, {name: getattr(stale.theirs, name) for name in form.facts})
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"Saved how far {row.line.reference} is")
    return redirect("review-recommendation", found.challenge.slug, found.kind, row.line.reference)


@challenge_view("say_progress", post="say_progress")
def figures(request: HttpRequest, challenge: PeerChallenge, review: str) -> HttpResponse:
    """Take down the indicators of the baseline once more."""
    found = found_review(challenge, review)
    rows = Following(found).figures
    form = FiguresForm(request.POST or None, figures=rows)
    if rows and form.is_valid():
        try:
            actions.measure_again(found, form.facts, by=request.user)
        except Stale:
            _show_theirs(form, Following(found).figures)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved the figures")
            return redirect("review", challenge.slug, found.kind)
    return review_page(request, "reports/reviews/figures.html", found, verb="see_reviews", form=form, rows=rows)


def _show_theirs(form: FiguresForm, rows: list[Figure]) -> None:
    """Somebody saved some of the figures first: theirs stand above each field, and the next save counts."""
    form.data = form.data.copy()
    for one in rows:
        if str(one.now.version) != form.data.get(name_of("version", one)):
            said = f"{one.after} in {one.now.period}" if one.after else "that there is no figure"
            form.add_error(name_of("value", one), f"Somebody else saved first: {said}. Look at yours, then save again.")
            form.data[name_of("version", one)] = str(one.now.version)


@challenge_view("judge_progress", post="judge_progress")
def meeting(request: HttpRequest, challenge: PeerChallenge, review: str) -> HttpResponse:
    """Write down the meeting: when, who took part by their role, what was agreed."""
    found = found_review(challenge, review)
    initial = {name: getattr(found, name) for name in (*MEETING, "version")}
    form = MeetingForm(request.POST or None, names=names_to_keep_out(request, challenge), initial=initial)
    if form.is_valid():
        try:
            actions.write_meeting(found, facts=form.facts, seen=form.seen, by=request.user)
        except Stale as stale:
            warn_of_date(request, form.cleaned_data["met_on"], stale.theirs.met_on)
            return clash_page(request, stale, form, {name: getattr(stale.theirs, name) for name in MEETING})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved what the meeting agreed")
            return redirect("review", challenge.slug, found.kind)
    stands_in = not is_team_lead(challenge, request.user)
    template = "reports/reviews/meeting.html"
    return review_page(request, template, found, verb="see_reviews", form=form, stands_in=stands_in)
