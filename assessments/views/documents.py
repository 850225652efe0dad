"""The list of documents, one document with its versions, and the only way out of a file."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from assessments import documents as read
from assessments.actions import documents as actions
from assessments.actions.documents import FINISHED
from assessments.documents import Reader, Subject
from assessments.forms.documents import ALL, MISSING, REQUIRED, DocumentFilter
from assessments.models import Document, Way
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page, preparation_crumb
from peerchallenge.documents.storage import send
from peerchallenge.workdays import today_in_london

PAGE_SIZE = 25


def reader_of(request: HttpRequest) -> Reader:
    """What this person may see of documents here."""
    standing = request.standing
    return Reader(request.user, standing.own_rows_only("see_documents"), standing.may("add_documents"))


def below_documents(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    """A page below the list of documents."""
    here = ("Documents", reverse("documents", args=[challenge.slug]))
    above = preparation_crumb(challenge)
    return challenge_page(
        request,
        template,
        challenge,
        tab="preparation",
        further_crumbs=[above, here, *context.pop("crumbs_below", [])],
        **context,
    )


@challenge_view("see_documents")
def documents(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The list of the team with its answers by area, then what the host added by itself."""
    reader, asked = reader_of(request), DocumentFilter({"show": request.GET.get("show") or ALL})
    show = asked.cleaned_data["show"] if asked.is_valid() else ALL
    lines = read.lines(challenge, reader)
    required = [line for line in lines if line.requirement.mandatory]
    added = read.extras(challenge, reader) if show == ALL else Document.objects.none()
    page_obj = Paginator(added, PAGE_SIZE).get_page(request.GET.get("page"))
    released = read.released_at(challenge)
    return challenge_page(
        request,
        "assessments/documents/list.html",
        challenge,
        verb="see_documents",
        tab="preparation",
        further_crumbs=[preparation_crumb(challenge)],
        filter_form=asked,
        areas=read.by_area(line for line in lines if _is_shown(line, show)),
        answered=sum(line.is_answered for line in required),
        required=len(required),
        own_only=reader.own_only,
        page_obj=page_obj,
        extras=[read.as_line(document, released) for document in page_obj],
        milestone=_milestone(request, challenge),
        today=today_in_london(),
    )


def _is_shown(line: read.Line, show: str) -> bool:
    if show == MISSING:
        return not line.is_answered
    return show != REQUIRED or line.requirement.mandatory


def _milestone(request: HttpRequest, challenge: PeerChallenge) -> Any:
    if not request.standing.may("see_milestones") or request.standing.own_rows_only("see_milestones"):
        return None
    return challenge.milestones.filter(code=FINISHED).first()


@challenge_view("see_documents", post="add_documents")
def document(request: HttpRequest, challenge: PeerChallenge, document: str) -> HttpResponse:
    """One document: what is asked for, what was given, its versions. Taking out and putting back."""
    reader = reader_of(request)
    subject = subject_or_404(challenge, document, reader)
    if request.method == "POST":
        return _take_out_or_put_back(request, challenge, subject)
    may, released = request.standing.may, read.released_at(challenge)
    forms = {"answers": may("see_self_assessment") and not reader.own_only, "risks": may("see_risks")}
    used = read.used_in(challenge, document, **forms, drafts=may("see_answers") and not reader.own_only)
    return below_documents(
        request,
        "assessments/documents/document.html",
        challenge,
        verb="see_documents",
        subject=subject,
        line=read.Line(document, subject.title, subject.requirement, subject.current),
        is_new=read.is_new_since(subject.current, released),
        why=read.why_asked(subject.requirement),
        used_in=list(used),
        ways=Way,
    )


def subject_or_404(challenge: PeerChallenge, code: str, reader: Reader) -> Subject:
    subject = read.subject_of(challenge, code, reader)
    if subject is None:
        raise Http404
    return subject


def _take_out_or_put_back(request: HttpRequest, challenge: PeerChallenge, subject: Subject) -> HttpResponse:
    for name, action, done in (
        ("take_out", actions.take_out, "Version {} is taken out. You can put it back below."),
        ("put_back", actions.put_back, "Version {} is put back"),
    ):
        number = request.POST.get(name, "")
        version = subject.version(int(number)) if number.isascii() and number.isdecimal() else None
        if version:
            try:
                action(challenge, version, by=request.user)
            except Refused as refusal:
                messages.warning(request, str(refusal))
            else:
                messages.success(request, done.format(version.number))
    return redirect("document", challenge.slug, subject.code)


@challenge_view("see_documents")
def version(request: HttpRequest, challenge: PeerChallenge, document: str, version: int) -> HttpResponse:
    """The parent of a file; its versions stand on the page of the document."""
    return redirect("document", challenge.slug, subject_or_404(challenge, document, reader_of(request)).code)


@challenge_view("see_documents")
def file(request: HttpRequest, challenge: PeerChallenge, document: str, version: int) -> HttpResponseBase:
    """A file, always to be saved, never shown. Whoever takes it out of the service leaves a line in the trail."""
    subject = subject_or_404(challenge, document, reader_of(request))
    found = subject.version(version)
    if found is None and subject.is_anothers:
        return redirect("document", challenge.slug, document)
    if found is None or found.way != Way.FILE:
        raise Http404
    if request.method == "GET":
        actions.note_download(challenge, found, by=request.user)
    return send(found.file)
