"""The pack: what is missing before its release, what is in it, what was read, the pack as one file, the team call."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import DECLARE_FIRST, challenge_view
from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.documents.storage import send
from reviews.actions import pack as actions
from reviews.forms.pack import ReadForm, ReopenForm, TeamCallForm
from reviews.models import PackFile, TeamCall
from reviews.pack import digest, pack, released_at
from reviews.readiness import unmet_for_reading
from reviews.reading import who_has_read


@challenge_view("see_pack")
def the_pack(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Before the release: what is missing. After it: what to read, in order, and what is new."""
    is_released = challenge.stage >= Stage.READING
    released = released_at(challenge) if is_released else None
    may_read = request.standing.may("read_pack")
    if is_released and request.standing.must_declare_first("read_pack"):
        raise PermissionDenied(DECLARE_FIRST)
    found = []
    if may_read:
        visit = actions.look_at_pack(challenge, by=request.user)
        found = pack(challenge, request.standing, request.user, visit, released)
    return _pack_page(
        request,
        "reviews/pack/pack.html",
        challenge,
        verb="see_pack",
        is_released=is_released,
        released_at=released,
        missing=[] if is_released else unmet_for_reading(challenge),
        items=found,
        minutes=sum(item.minutes or 0 for item in found),
        unread=sum(not item.is_read for item in found),
        calls=TeamCall.objects.filter(challenge=challenge) if request.standing.may("see_team_call") else (),
        may_read=may_read,
    )


@challenge_view("see_reading", post="mark_read")
def reading(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Who has read how much; a member marks what they have read."""
    found = pack(challenge, request.standing, request.user)
    form = ReadForm(request.POST or None, items=found)
    if request.method == "POST" and form.is_valid():
        marked = set(form.cleaned_data["read"])
        actions.mark_read(challenge, items={item.key: item.key in marked for item in found}, by=request.user)
        messages.success(request, "Saved")
        return redirect("pack", challenge.slug)
    own = request.user if request.standing.own_rows_only("see_reading") else None
    return _pack_page(
        request,
        "reviews/pack/reading.html",
        challenge,
        verb="see_reading",
        readers=who_has_read(challenge, found, only=own),
        count=len(found),
    )


@challenge_view("read_pack", post="make_pack_file")
def pack_file(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The pack as one file: asked for, being made, ready."""
    now = digest(challenge, request.standing)
    wanted = PackFile.objects.filter(challenge=challenge, digest=now).select_related("file", "challenge").first()
    if request.method == "POST":
        actions.ask_for_file(challenge, digest=now, by=request.user)
        return redirect("pack-file", challenge.slug)
    return _pack_page(
        request,
        "reviews/pack/file.html",
        challenge,
        verb="read_pack",
        wanted=wanted,
        waiting=wanted and not wanted.file,
    )


@challenge_view("read_pack")
def pack_download(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The file itself, as long as the pack is what it was made from."""
    made = PackFile.objects.filter(challenge=challenge, digest=digest(challenge, request.standing)).exclude(file=None)
    wanted = made.select_related("file", "challenge").first()
    if not wanted:
        raise Http404
    actions.take_file(wanted, by=request.user)
    return send(wanted.file)


@challenge_view("release_pack", post="release_pack")
@fresh_proof
def release(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Release the pack to the team, or see what is missing."""
    missing = unmet_for_reading(challenge)
    if request.method == "POST":
        try:
            actions.release_pack(challenge, by=request.user)
        except CannotMove as refusal:
            missing = refusal.reasons
        else:
            messages.success(request, "The pack is released. The team is told in the morning mail.")
            return redirect("pack", challenge.slug)
    return _pack_page(
        request,
        "reviews/pack/release.html",
        challenge,
        verb="release_pack",
        missing=missing,
        refused=request.method == "POST",
        back_url=reverse("pack", args=[challenge.slug]),
    )


@challenge_view("reopen_preparation", post="reopen_preparation")
@fresh_proof
def reopen(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Open the preparation again, with a reason."""
    form = ReopenForm(request.POST or None)
    if form.is_valid():
        try:
            actions.reopen_preparation(challenge, by=request.user, **form.cleaned_data)
        except CannotMove as refusal:
            for sentence in refusal.reasons:
                form.add_error(None, sentence)
        else:
            messages.success(request, "The preparation is open again. Everybody is told in the morning mail.")
            return redirect("challenge", challenge.slug)
    back_url = reverse("pack", args=[challenge.slug])
    return _pack_page(
        request, "reviews/pack/reopen.html", challenge, verb="reopen_preparation", form=form, back_url=back_url
    )


@challenge_view("see_team_call", post="note_team_call")
def team_call(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The calls of the team before the visit; the team lead notes one."""
    may_note = request.standing.may("note_team_call")
    form = TeamCallForm(request.POST or None) if may_note else None
    if form and form.is_valid():
        try:
            actions.note_team_call(challenge, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, "Saved")
            return redirect("team-call", challenge.slug)
    calls = TeamCall.objects.filter(challenge=challenge).select_related("noted_by")
    return _pack_page(request, "reviews/pack/team_call.html", challenge, verb="see_team_call", form=form, calls=calls)


def _pack_page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: object) -> HttpResponse:
    crumbs = [("Prepare", reverse("preparation", args=[challenge.slug]))]
    if template != "reviews/pack/pack.html":
        crumbs.append(("Pack", reverse("pack", args=[challenge.slug])))
    return challenge_page(request, template, challenge, tab="preparation", further_crumbs=crumbs, **context)
