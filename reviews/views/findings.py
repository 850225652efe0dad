"""Findings: the board, one finding, its evidence, and why a thin one counts."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.audit.revisions import Stale
from reviews import findings as read
from reviews.actions import findings as actions
from reviews.evidence import AGAINST, FOR, NOT_USED, unused, word_of
from reviews.forms.findings import AGREES, DISAGREES, FINDING_FACTS, FindingForm, OpinionForm, ThinForm
from reviews.models import Finding, Note

from .practice_frame import clash_page, names_to_keep_out

PAGE_SIZE = 40


@challenge_view("see_findings")
def findings(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Strengths, areas for consideration and recommendations, side by side."""
    rows = challenge.findings.there().select_related("area", "line")
    found = read.weighed(challenge, rows)
    may = request.standing.verbs
    return findings_page(
        request,
        "reviews/findings/findings.html",
        challenge,
        verb="see_findings",
        kinds=[(title, kind, [one for one in found if one.finding.kind == kind]) for kind, title in HEADINGS.items()],
        recommendations=read.recommendations_of(challenge),
        taken_out=challenge.findings.exclude(taken_out_at=None),
        unused=unused(challenge).count() if "see_evidence" in may else 0,
        team=read.team_size(challenge),
    )


HEADINGS = {Finding.Kind.STRENGTH: "Strengths", Finding.Kind.CONSIDER: "Areas for consideration"}


@challenge_view("write_findings", post="write_findings")
def finding_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write a finding. ?kind=strength chooses the kind, ?note= begins with a note that the team shares."""
    note = _note(challenge, request.GET.get("note", ""))
    initial = {"kind": request.GET.get("kind", ""), "version": 1}
    if note:
        kind = note.leaning if note.leaning in Finding.Kind else ""
        initial = {"kind": kind, "area": note.area_id, "line": note.line_id, "version": 1}
    form = _form(request, challenge, initial)
    if form.is_valid():
        try:
            made = actions.add_finding(challenge, facts=form.facts, note=note, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made.reference} is saved")
            return redirect("finding-evidence", challenge.slug, made.reference)
    return findings_page(
        request, "reviews/findings/finding_form.html", challenge, verb="write_findings", form=form, note=note
    )


@challenge_view("see_findings", post="write_findings")
def finding(request: HttpRequest, challenge: PeerChallenge, team_finding: str) -> HttpResponse:
    """One finding: what it rests on, who agrees, what follows from it."""
    found = find(challenge, team_finding)
    mine = found.opinions.filter(said_by=request.user, of_version=found.version).first()
    initial = {"version": found.version}
    if mine:
        initial |= {"agrees": AGREES if mine.agrees else DISAGREES, "reason": mine.reason}
    form = OpinionForm(
        request.POST if "say" in request.POST else None, initial=initial, names=names_to_keep_out(request, challenge)
    )
    if request.method == "POST" and ("say" not in request.POST or form.is_valid()):
        return _act(request, found, form)
    (weighed,) = read.weighed(challenge, [found])
    may = request.standing.verbs
    links = found.evidence.select_related("note__written_by", "note__session", "note__document")
    return findings_page(
        request,
        "reviews/findings/finding.html",
        challenge,
        verb="see_findings",
        one=weighed,
        links=[link for link in links if link.note.is_readable_to_team] if "see_evidence" in may else None,
        follow=found.recommendations.there(),
        form=form if "write_findings" in may and not found.taken_out_at else None,
    )


def _act(request: HttpRequest, found: Finding, form: OpinionForm) -> HttpResponse:
    try:
        if form.is_bound:
            said = form.cleaned_data
            agrees, reason = said["agrees"] == AGREES, said["reason"]
            actions.say_opinion(found, agrees=agrees, reason=reason, seen=form.seen, by=request.user)
            messages.success(request, "Saved")
        elif "take_out" in request.POST:
            actions.take_out_finding(found, by=request.user)
            messages.success(request, f"{found.reference} is taken out. You can put it back.")
        elif "put_back" in request.POST:
            actions.put_back_finding(found, by=request.user)
            messages.success(request, f"{found.reference} is back")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("finding", found.challenge.slug, found.reference)


@challenge_view("write_findings", post="write_findings")
def finding_change(request: HttpRequest, challenge: PeerChallenge, team_finding: str) -> HttpResponse:
    """Change the words of a finding. Who agreed before is asked again."""
    found = find(challenge, team_finding)
    initial = {name: getattr(found, name) for name in (*FINDING_FACTS, "version")}
    form = _form(request, challenge, initial)
    if form.is_valid():
        try:
            actions.change_finding(found, facts=form.facts, seen=form.seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, {name: getattr(stale.theirs, name) for name in FINDING_FACTS})
        messages.success(request, f"{found.reference} is saved")
        return redirect("finding", challenge.slug, found.reference)
    return findings_page(
        request,
        "reviews/findings/finding_form.html",
        challenge,
        verb="write_findings",
        above=[one_crumb(found)],
        form=form,
        finding=found,
    )


@challenge_view("write_findings", post="write_findings")
def finding_evidence(request: HttpRequest, challenge: PeerChallenge, team_finding: str) -> HttpResponse:
    """Which notes speak for a finding and which against it; ?show=unused lists those that no finding rests on."""
    found = find(challenge, team_finding)
    notes = unused(challenge) if request.GET.get("show") == "unused" else challenge.notes.there()
    notes = notes.filter(shared_at__isnull=False).select_related("written_by", "session", "document", "area")
    shown = Paginator(notes, PAGE_SIZE).get_page(request.GET.get("page"))
    if request.method == "POST":
        return _weigh(request, found)
    before = dict(found.evidence.values_list("note", "is_against"))
    for note in shown:
        note.word = word_of(before.get(note.pk))
    return findings_page(
        request,
        "reviews/findings/evidence.html",
        challenge,
        verb="see_evidence",
        above=[one_crumb(found)],
        finding=found,
        page_obj=shown,
        only_unused=request.GET.get("show") == "unused",
        words=((NOT_USED, "Not used"), (FOR, "For it"), (AGAINST, "Against it")),
    )


def _weigh(request: HttpRequest, found: Finding) -> HttpResponse:
    words, sent = (FOR, AGAINST, NOT_USED), _sent(found.challenge, request)
    said, seen = ({note: request.POST.get(f"{name}-{note.key}", "") for note in sent} for name in ("note", "was"))
    said = {note: word for note, word in said.items() if word in words}
    try:
        actions.weigh_notes(found, said=said, seen=seen, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("finding-evidence", found.challenge.slug, found.reference)
    messages.success(request, "Saved")
    return redirect("finding", found.challenge.slug, found.reference)


def _sent(challenge: PeerChallenge, request: HttpRequest) -> list[Note]:
    """The notes of which the page says something: shared, and of this challenge."""
    keys = [key for name in request.POST if name.startswith("note-") and (key := _uuid(name[5:]))]
    return list(challenge.notes.there().filter(shared_at__isnull=False, key__in=keys[:PAGE_SIZE]))


@challenge_view("keep_thin_findings", post="keep_thin_findings")
def finding_reason(request: HttpRequest, challenge: PeerChallenge, team_finding: str) -> HttpResponse:
    """The team lead says why a finding goes into the report although it rests on little."""
    found = find(challenge, team_finding)
    names = names_to_keep_out(request, challenge)
    form = ThinForm(request.POST or None, initial={"reason": found.thin_because}, names=names)
    if form.is_valid():
        actions.keep_thin_finding(found, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Saved")
        return redirect("finding", challenge.slug, found.reference)
    return findings_page(
        request,
        "reviews/findings/reason.html",
        challenge,
        verb="keep_thin_findings",
        above=[one_crumb(found)],
        form=form,
        one=read.weighed(challenge, [found])[0],
    )


def find(challenge: PeerChallenge, reference: str) -> Finding:
    """The finding of this name, also one that is taken out."""
    found = get_object_or_404(challenge.findings.called(reference).select_related("area", "line", "written_by"))
    found.challenge = challenge
    return found


def one_crumb(found: Finding) -> tuple[str, str]:
    return found.reference, reverse("finding", args=[found.challenge.slug, found.reference])


def _note(challenge: PeerChallenge, text: str) -> Note | None:
    key = _uuid(text)
    return challenge.notes.there().filter(shared_at__isnull=False, key=key).first() if key else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _form(request: HttpRequest, challenge: PeerChallenge, initial: dict[str, Any]) -> FindingForm:
    places = {"area": read.areas_of(challenge), "line": challenge.lines.filter(dropped_at=None)}
    names = names_to_keep_out(request, challenge)
    return FindingForm(request.POST or None, places=places, names=names, initial=initial)


def findings_page(
    request: HttpRequest,
    template: str,
    challenge: PeerChallenge,
    *,
    above: list[tuple[str, str]] | None = None,
    **context: Any,
) -> HttpResponse:
    """A page of the board, or below it."""
    crumbs = []
    if template != "reviews/findings/findings.html":
        crumbs = [("Findings", reverse("findings", args=[challenge.slug])), *(above or [])]
        context.setdefault("back_url", crumbs[-1][1])
    return challenge_page(request, template, challenge, tab="findings", further_crumbs=crumbs, **context)
