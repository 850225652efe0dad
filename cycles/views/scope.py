"""What the team will look at: the host's question, its lines, and what the team wants to test."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles import scope as read
from cycles.access import challenge_view
from cycles.actions import scope as actions
from cycles.forms.scope import LineForm, ScopeForm, ThingToTestForm
from cycles.models import LineOfEnquiry, PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page

from .frame import challenge_page

LABELS = {"focus": "What should the team look at?", "text": "What should the team find out?", "because": "Because"}


@challenge_view("see_scope", post="edit_scope")
def scope(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The question and the lines of the host, and the things to test of the team."""
    form = ScopeForm(request.POST or None, initial={"focus": challenge.focus, "version": challenge.version})
    if form.is_valid():
        focus, seen = form.cleaned_data["focus"], form.cleaned_data["version"]
        try:
            actions.write_scope(challenge, focus=focus, seen=seen, by=request.user)
        except Stale as stale:
            return _conflict(request, stale, {"focus": focus})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved")
            return redirect("scope", challenge.slug)
    return challenge_page(
        request,
        "cycles/challenges/scope.html",
        challenge,
        verb="see_scope",
        tab="scope",
        **_what_can_be_done(request, challenge, form),
    )


def _what_can_be_done(request: HttpRequest, challenge: PeerChallenge, form: ScopeForm) -> dict:
    """The lines, and which of them this person can change today. A form that was refused is shown with its text."""
    may, lines = request.standing.may("edit_scope"), read.lines_of(challenge)
    changes_lines = may and not read.why_not_change_lines(challenge, request.user)
    adds_tests = may and not read.why_not_add_tests(challenge)
    return {
        "form": form if changes_lines or form.errors else None,
        "lines": lines[read.HOST],
        "tests": lines[read.TEAM],
        "most": read.MOST_LINES,
        "changes_lines": changes_lines,
        "adds_tests": adds_tests,
        "adds_lines": changes_lines and challenge.stage < Stage.READING and len(lines[read.HOST]) < read.MOST_LINES,
        "fixed_since": read.fixed_since(challenge),
        "last_day_to_add": read.last_day_to_add(challenge),
        "team_has_pack": challenge.stage >= Stage.READING,
    }


@challenge_view("edit_scope", post="edit_scope")
def line_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """A new line of the host; once the team has the pack, a new thing to test."""
    is_test = challenge.stage >= Stage.READING
    if closed := _closed(request, challenge, is_test=is_test):
        return closed
    form = (ThingToTestForm if is_test else LineForm)(request.POST or None)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("text", "because")}
        try:
            (actions.add_test if is_test else actions.write_line)(challenge, by=request.user, **given)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Added")
            return redirect("scope", challenge.slug)
    return _line_page(request, challenge, form=form, is_test=is_test)


@challenge_view("edit_scope", post="edit_scope")
def line(request: HttpRequest, challenge: PeerChallenge, enquiry: str) -> HttpResponse:
    """One line or thing to test: changing it, or taking it out."""
    found = _found(challenge, enquiry)
    if "take_out" in request.POST:
        return _take_out(request, found)
    if closed := _closed(request, challenge, is_test=found.source == read.TEAM):
        return closed
    form = _form_of(request, found)
    if form.is_valid():
        text, because, seen = (form.cleaned_data[name] for name in ("text", "because", "version"))
        try:
            actions.change_line(found, text=text, because=because, seen=seen, by=request.user)
        except Stale as stale:
            return _conflict(request, stale, {"text": text, "because": because})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved")
            return redirect("scope", challenge.slug)
    return _line_page(request, challenge, form=form, is_test=found.source == read.TEAM, line=found)


def _form_of(request: HttpRequest, line: LineOfEnquiry) -> LineForm | ThingToTestForm:
    known = {"text": line.text, "because": line.because, "version": line.version}
    return (ThingToTestForm if line.source == read.TEAM else LineForm)(request.POST or None, initial=known)


def _closed(request: HttpRequest, challenge: PeerChallenge, *, is_test: bool) -> HttpResponse | None:
    """Nobody is given an empty form that cannot be saved. What was sent already comes back with the reason."""
    why_not = read.why_not_add_tests(challenge) if is_test else read.why_not_change_lines(challenge, request.user)
    if not why_not or request.method == "POST":
        return None
    messages.warning(request, why_not)
    return redirect("scope", challenge.slug)


def _found(challenge: PeerChallenge, enquiry: str) -> LineOfEnquiry:
    for found in challenge.lines.filter(dropped_at=None).select_related("challenge"):
        if found.code == enquiry:
            return found
    raise Http404


def _take_out(request: HttpRequest, line: LineOfEnquiry) -> HttpResponse:
    try:
        actions.drop_line(line, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Taken out: {line.text}")
    return redirect("scope", line.challenge.slug)


def _line_page(request: HttpRequest, challenge: PeerChallenge, **context: object) -> HttpResponse:
    here = reverse("scope", args=[challenge.slug])
    return challenge_page(
        request,
        "cycles/challenges/line.html",
        challenge,
        verb="see_scope",
        tab="scope",
        further_crumbs=[("Scope", here)],
        back_url=here,
        **context,
    )


def _conflict(request: HttpRequest, stale: Stale, mine: dict[str, str]) -> HttpResponse:
    saved = stale.last_saved
    return conflict_page(
        request,
        mine=mine,
        theirs={name: getattr(stale.theirs, name) for name in mine},
        their_name=str(saved.by) if saved else "",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=stale.theirs.version,
        labels=LABELS,
    )
