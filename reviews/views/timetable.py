"""The timetable of the visit, its sessions one by one, and what goes out to the groups."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge, TeamMember
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.audit.revisions import Stale
from peerchallenge.workdays import today_in_london
from reviews import timetable as read
from reviews.actions import timetable as actions
from reviews.briefing import address_of
from reviews.calendar import calendar_of
from reviews.forms.timetable import NotBriefedForm, SessionForm
from reviews.models import Session
from reviews.qr import qr_code

from .practice_frame import clash_page, names_to_keep_out

TEXTS = ("title", "detail", "place", "link")


@challenge_view("see_timetable", post="plan_visit")
def timetable(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """All sessions by day, with what is wrong and what is missing. It can be laid out from the usual plan."""
    if request.method == "POST":
        return _whole(request, challenge)
    planned = read.sessions_of(challenge)
    mine = request.GET.get("show") == "mine"
    member = TeamMember.objects.current().filter(challenge=challenge, person=request.user).first()
    shown = [one for one in planned if member in one.members] if mine else planned
    return _page(
        request,
        "reviews/timetable/timetable.html",
        challenge,
        verb="see_timetable",
        days=read.by_day(challenge, shown),
        problems=[(one.session, problem) for one in planned for problem in one.problems],
        heard=read.heard(planned),
        uncovered=read.without_session(challenge, planned) if planned else [],
        is_empty=not planned,
        final=challenge.milestones.filter(code=read.FINAL).select_related("done_by").first(),
        on_team=bool(member),
        mine=mine,
        today=today_in_london(),
    )


def _whole(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What is done to the timetable as a whole."""
    try:
        if "finish" in request.POST:
            actions.finish_timetable(challenge, by=request.user)
            messages.success(request, "The timetable is final. A change before the visit makes it open again.")
        else:
            actions.lay_out_timetable(challenge, by=request.user)
            messages.success(request, "The usual sessions are laid out. Change what is different here.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("timetable", challenge.slug)


@challenge_view("plan_visit", post="plan_visit")
def session_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Add a session."""
    form = SessionForm(request.POST or None, challenge=challenge, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        try:
            session = actions.add_session(
                challenge, facts=form.facts, parts=form.parts, lines=form.lines_chosen, by=request.user
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{session.reference} is added")
            return redirect("timetable", challenge.slug)
    return _page(request, "reviews/timetable/session_form.html", challenge, verb="plan_visit", form=form)


@challenge_view("see_timetable", post="plan_visit")
def session(request: HttpRequest, challenge: PeerChallenge, session: str) -> HttpResponse:
    """One session: who, when, where, whether its group is briefed, what people need."""
    found = _find(challenge, session)
    form = NotBriefedForm(request.POST if "not_briefed" in request.POST else None)
    if request.method == "POST" and ("not_briefed" not in request.POST or form.is_valid()):
        return _act(request, found, form)
    planned = next((one for one in read.sessions_of(challenge) if one.session.pk == found.pk), None)
    may = request.standing.verbs
    return _page(
        request,
        "reviews/timetable/session.html",
        challenge,
        verb="see_timetable",
        session=found,
        planned=planned,
        form=form if found.hears_a_group and "plan_visit" in may else None,
        replies=list(found.replies.all()) if found.hears_a_group and "see_needs_of_groups" in may else None,
        count_of_messages=found.messages.count() if "see_messages_in_confidence" in may else 0,
    )


def _act(request: HttpRequest, session: Session, form: NotBriefedForm) -> HttpResponse:
    """The buttons of one session."""
    by, name = request.user, session.reference
    acts = {
        "briefed": (actions.confirm_briefed, f"{name} is briefed"),
        "new_link": (actions.make_new_link, f"{name} has a new link. The old one has ended."),
        "take_out": (actions.take_out_session, f"{name} is taken out"),
        "put_back": (actions.put_back_session, f"{name} is back in the timetable"),
    }
    chosen = next((button for button in acts if button in request.POST), "")
    try:
        if chosen:
            act, done = acts[chosen]
            act(session, by=by)
            messages.success(request, done)
        elif form.is_bound:
            actions.say_why_not_briefed(session, reason=form.cleaned_data["reason"], by=by)
            messages.success(request, "Saved. The team reads why.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("session", session.challenge.slug, name)


@challenge_view("plan_visit", post="plan_visit")
def session_change(request: HttpRequest, challenge: PeerChallenge, session: str) -> HttpResponse:
    """Change a session."""
    found = _find(challenge, session)
    form = SessionForm(
        request.POST or None, challenge=challenge, names=names_to_keep_out(request, challenge), initial=_initial(found)
    )
    if form.is_valid():
        try:
            actions.change_session(
                found, facts=form.facts, parts=form.parts, lines=form.lines_chosen, seen=form.seen, by=request.user
            )
        except Stale as stale:
            return clash_page(request, stale, form, {name: getattr(stale.theirs, name) for name in FIELDS})
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, f"{found.reference} is saved")
            return redirect("session", challenge.slug, found.reference)
    return _page(request, "reviews/timetable/session_form.html", challenge, verb="plan_visit", form=form, session=found)


FIELDS = (*TEXTS, "kind", "kind_of_people", "day")


@challenge_view("see_briefing")
def briefing_sheet(request: HttpRequest, challenge: PeerChallenge, session: str) -> HttpResponse:
    """What a group is told, to print or to pass on: the address of its page, also as a picture for phones."""
    found = _find(challenge, session)
    address = address_of(found)
    return _page(
        request,
        "reviews/timetable/briefing_sheet.html",
        challenge,
        verb="see_briefing",
        session=found,
        address=address,
        picture=qr_code(address),
    )


@challenge_view("see_messages_in_confidence")
def confidences(request: HttpRequest, challenge: PeerChallenge, session: str) -> HttpResponse:
    """What people told the team in confidence. The host cannot open this page."""
    found = _find(challenge, session)
    return _page(
        request,
        "reviews/timetable/confidences.html",
        challenge,
        verb="see_messages_in_confidence",
        session=found,
        told=found.messages.all(),
    )


@challenge_view("see_timetable")
def timetable_calendar(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The timetable as a file for calendars: all of it, or with ?show=mine what this person asks or writes in."""
    planned = read.sessions_of(challenge)
    if request.GET.get("show") == "mine":
        planned = [one for one in planned if request.user.pk in {member.person_id for member in one.members}]
    return HttpResponse(
        calendar_of(challenge, planned),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="timetable.ics"'},
    )


def _find(challenge: PeerChallenge, reference: str) -> Session:
    rows = challenge.sessions.select_related("briefed_by", "taken_out_by")
    found = get_object_or_404(rows.called(reference))
    found.challenge = challenge
    return found


def _initial(session: Session) -> dict[str, Any]:
    facts = {name: getattr(session, name) for name in (*SessionForm.base_fields.keys() - {"asks", "writes", "lines"},)}
    parts = list(session.parts.filter(member__ended_at=None))
    return facts | {
        "lines": list(session.lines.values_list("pk", flat=True)),
        "asks": [one.member_id for one in parts if one.part == read.ASKS],
        "writes": [one.member_id for one in parts if one.part == read.WRITES],
    }


def _page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    crumbs = []
    if template != "reviews/timetable/timetable.html":
        crumbs.append(("Visit", reverse("timetable", args=[challenge.slug])))
    session = context.get("session")
    if session and template != "reviews/timetable/session.html":
        crumbs.append((session.reference, reverse("session", args=[challenge.slug, session.reference])))
    if crumbs:
        context.setdefault("back_url", crumbs[-1][1])
    shows_all = request.standing.may("plan_visit") or request.standing.may("see_messages_in_confidence")
    return challenge_page(
        request, template, challenge, tab="timetable", further_crumbs=crumbs, shows_all=shows_all, **context
    )
