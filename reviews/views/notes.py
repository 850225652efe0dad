"""Notes of the visit: the team's and one's own, writing one, changing and sharing one's own."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode

from assessments.models import Document, Way
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page
from reviews.actions import notes as actions
from reviews.evidence import unused
from reviews.findings import areas_of
from reviews.forms.notes import FACTS, ME, TEAM, NoteForm
from reviews.models import Note, Source

from .practice_frame import names_to_keep_out

PAGE_SIZE = 40
RELATED = ("written_by", "session", "document", "area", "line")


def how_many(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """For who may know how far it is: how many notes there are, and of how many sessions. No word of them."""
    notes = challenge.notes.there()
    return challenge_page(
        request,
        "reviews/notes/status_only.html",
        challenge,
        verb="see_notes",
        tab="timetable",
        count=notes.count(),
        sessions=notes.exclude(session=None).values("session").distinct().count(),
    )


@challenge_view("see_notes", status=how_many)
def notes(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """What the team has shared and what one keeps for oneself, the newest first.

    ?session=S07 for one session, ?show=mine for one's own, ?show=unused for those that no finding rests on.
    """
    show = request.GET.get("show", "")
    found = unused(challenge) if show == "unused" else challenge.notes.readable_to(request.user)
    found = found.select_related(*RELATED)
    session = challenge.sessions.called(request.GET.get("session", "")).first()
    if session:
        found = found.filter(session=session)
    if show == "mine":
        found = found.filter(written_by=request.user)
    return _page(
        request,
        "reviews/notes/notes.html",
        challenge,
        verb="see_notes",
        page_obj=Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        session=session,
        show=show if show in ("mine", "unused") else "",
        shows_authors=request.standing.may("see_authors"),
    )


@challenge_view("write_notes", post="write_notes")
def note_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write a note. With ?session=S07 it is of that session; after saving the next one is of the same."""
    session = challenge.sessions.planned().called(request.GET.get("session", "")).first()
    initial = {"key": uuid4(), "session": session, "source": Source.HEARD if session else None}
    form = _form(request, challenge, initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            key = given["key"] or uuid4()
            actions.write_note(challenge, key=key, facts=form.facts, share=given["who_reads"] == TEAM, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. The team can read it." if given["who_reads"] == TEAM else "Saved for you")
            query = f"?{urlencode({'session': given['session'].reference})}" if given["session"] else ""
            return redirect(reverse("note-new", args=[challenge.slug]) + query)
    return _page(request, "reviews/notes/note_form.html", challenge, verb="write_notes", form=form)


@challenge_view("see_notes", post="write_notes")
def note(request: HttpRequest, challenge: PeerChallenge, note: UUID) -> HttpResponse:
    """One note. Its author changes, shares and takes it out; the others read it once it is shared."""
    mine = Q(written_by=request.user) | Q(shared_at__isnull=False, taken_out_at=None)
    found = get_object_or_404(challenge.notes.filter(mine).select_related(*RELATED), key=note)
    found.challenge = challenge
    is_mine = found.written_by_id == request.user.pk
    if answer := _act(request, found):
        return answer
    may_write = is_mine and request.standing.may("write_notes") and not found.taken_out_at
    form = None
    if may_write:
        who_reads = TEAM if found.is_shared else ME
        initial = {name: getattr(found, name) for name in (*FACTS, "key", "version")} | {"who_reads": who_reads}
        form = _form(request, challenge, initial, own=found)
        if form.is_valid():
            return _changed(request, found, form)
    return _page(
        request, "reviews/notes/note.html", challenge, verb="see_notes", note=found, form=form, is_mine=is_mine
    )


def _act(request: HttpRequest, found: Note) -> HttpResponse | None:
    buttons = {
        "share": (actions.share_note, "The team can read it now"),
        "take_out": (actions.take_out_note, "The note is taken out"),
        "put_back": (actions.put_back_note, "The note is back"),
    }
    chosen = next((button for button in buttons if button in request.POST), "")
    if request.method == "POST" and found.written_by_id != request.user.pk:
        messages.warning(request, actions.NOT_YOURS)
        return redirect("note", found.challenge.slug, found.key)
    if not chosen:
        return None
    act, done = buttons[chosen]
    try:
        act(found, by=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("note", found.challenge.slug, found.key)


def _changed(request: HttpRequest, found: Note, form: NoteForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        actions.change_note(found, facts=form.facts, seen=given["version"], by=request.user)
    except Stale as stale:
        carry = {name: value for name, value in request.POST.items() if name not in ("text", "version")}
        return conflict_page(
            request,
            mine={"text": given["text"]},
            theirs={"text": stale.theirs.text},
            their_name="You",
            their_time=stale.last_saved.at if stale.last_saved else stale.theirs.written_at,
            keep_url=request.path,
            version=stale.theirs.version,
            labels={"text": form.fields["text"].label},
            carry={name: value for name, value in carry.items() if name != "csrfmiddlewaretoken"},
        )
    if given["who_reads"] == TEAM and not found.is_shared:
        actions.share_note(found, by=request.user)
    messages.success(request, "Saved")
    return redirect("notes", found.challenge.slug)


def _form(
    request: HttpRequest, challenge: PeerChallenge, initial: dict[str, Any], *, own: Note | None = None
) -> NoteForm:
    sessions = challenge.sessions.planned()
    if own and own.session_id:
        sessions = sessions | challenge.sessions.filter(pk=own.session_id)
    places = {
        "session": sessions,
        "document": Document.objects.current().filter(challenge=challenge).exclude(way=Way.NOT_HELD).order_by("code"),
        "area": areas_of(challenge),
        "line": challenge.lines.filter(dropped_at=None),
    }
    return NoteForm(request.POST or None, places=places, names=names_to_keep_out(request, challenge), initial=initial)


def _page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    crumbs = [("Visit", reverse("timetable", args=[challenge.slug]))]
    if template != "reviews/notes/notes.html":
        crumbs.append(("Notes", reverse("notes", args=[challenge.slug])))
    context.setdefault("back_url", crumbs[-1][1])
    return challenge_page(request, template, challenge, tab="timetable", further_crumbs=crumbs, **context)
