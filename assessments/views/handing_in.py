"""Giving a document: first which way, then what that way asks for. Two pages, so that no script is needed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessments import documents as read
from assessments.actions import documents as actions
from assessments.documents import Subject
from assessments.forms.documents import FORMS, WAYS_OF_EXTRA, WAYS_OF_REQUIRED, WayForm
from assessments.models import Document, Way
from assessments.models.documents import BY_ITSELF
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused

from .documents import below_documents, reader_of, subject_or_404

NEW = Subject("", "Not on the list", None, [])


@challenge_view("add_documents", post="add_documents")
def document_answer(request: HttpRequest, challenge: PeerChallenge, document: str) -> HttpResponse:
    """Answer one line of the list, or give a newer version of what was given."""
    subject = subject_or_404(challenge, document, reader_of(request))
    if subject.is_anothers:
        return redirect("document", challenge.slug, document)
    return _give(request, challenge, subject)


@challenge_view("add_documents", post="add_documents")
def document_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Give a document that nobody has asked for."""
    return _give(request, challenge, NEW)


def _give(request: HttpRequest, challenge: PeerChallenge, subject: Subject) -> HttpResponse:
    ways = WAYS_OF_REQUIRED if subject.requirement else WAYS_OF_EXTRA
    way = request.GET.get("way", "")
    if way not in ways:
        return _ask_which_way(request, challenge, subject, ways)
    if "names" in request.GET:
        return _page(request, "assessments/documents/names.html", challenge, subject, way=way)
    form = _form(request, challenge, subject, way)
    if form.is_valid():
        if getattr(form, "names_somebody", False):
            return redirect(f"{request.path}?way={way}&names=yes")
        if document := _handed_in(request, challenge, subject, way, form):
            return redirect("document", challenge.slug, document.code)
    return _page(
        request,
        "assessments/documents/answer.html",
        challenge,
        subject,
        form=form,
        nothing_to_be_part_of=way == Way.SECTION and not form.fields["part_of"].queryset,
    )


def _ask_which_way(
    request: HttpRequest, challenge: PeerChallenge, subject: Subject, ways: tuple[str, ...]
) -> HttpResponse:
    asked = request.GET if {"way", "asked"} & request.GET.keys() else None
    form = WayForm(asked, ways=ways)
    return _page(request, "assessments/documents/way.html", challenge, subject, form=form)


def _form(request: HttpRequest, challenge: PeerChallenge, subject: Subject, way: str) -> Any:
    reader, current = reader_of(request), subject.current
    others = Document.objects.none()
    if way == Way.SECTION:
        others = read.current_documents(challenge).filter(way__in=BY_ITSELF).exclude(code=subject.code)
        others = others.filter(added_by=request.user) if reader.own_only else others
    initial = {"title": subject.title} if subject.code else {}
    if current and current.way == way:
        initial |= {name: getattr(current, name) for name in ("link", "where", "reason")}
    return FORMS[Way(way)](
        request.POST or None,
        request.FILES or None,
        asks_title=not subject.requirement,
        others=others,
        initial=initial,
    )


def _handed_in(request: HttpRequest, challenge: PeerChallenge, subject: Subject, way: str, form: Any) -> Any:
    """The new document, or None when it was refused; the form then says why."""
    given = {name: value for name, value in form.cleaned_data.items() if name != "names_a_person"}
    try:
        document = actions.hand_in(
            challenge,
            way=way,
            given=given,
            requirement=subject.requirement,
            code=subject.code,
            own_only=reader_of(request).own_only,
            by=request.user,
        )
    except ValidationError as fault:
        form.add_error("file", fault)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, f"Saved as version {document.number}" if document.number > 1 else "Saved")
        return document
    return None


def _page(
    request: HttpRequest, template: str, challenge: PeerChallenge, subject: Subject, **context: Any
) -> HttpResponse:
    back_url, below = reverse("documents", args=[challenge.slug]), []
    if subject.code:
        back_url = reverse("document", args=[challenge.slug, subject.code])
        below = [(subject.title, back_url)]
    frame = {"verb": "see_documents", "subject": subject, "crumbs_below": below, "back_url": back_url}
    return below_documents(request, template, challenge, **frame, **context)
