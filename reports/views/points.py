"""What the host writes in the accuracy check: points, its response, and sending both."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from assessments.models import Document, Way
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.rules import fresh_proof
from peerchallenge.audit.revisions import Stale
from reports import accuracy as read
from reports.actions import accuracy as actions
from reports.forms.accuracy import POINT_FACTS, PointForm, ResponseForm, SendForm
from reports.models import AccuracyCheck, Point
from reviews.views.practice_frame import clash_page, names_to_keep_out

from .accuracy_frame import accuracy_page, check_of, point_of

FORM = "reports/accuracy/point_form.html"


@challenge_view("write_points", post="write_points")
def point_new(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write a point about the paragraph that ?paragraph= names."""
    check = check_of(challenge)
    paragraph = read.paragraphs_to_check(check).get(request.GET.get("paragraph", ""))
    if not paragraph:
        messages.warning(request, "Choose the paragraph that your point is about")
        return redirect("accuracy", challenge.slug)
    form = _form(request, check, {"key": uuid4(), "version": 1})
    if form.is_valid():
        key = form.cleaned_data["key"] or uuid4()
        try:
            made = actions.write_point(check, key=key, paragraph=paragraph.number, facts=form.facts, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{made.reference} is saved. The team reads it once the host director sends it.")
            return redirect(f"{reverse('accuracy', args=[challenge.slug])}#paragraph-{paragraph.number}")
    return accuracy_page(request, FORM, challenge, verb="see_own_points", form=form, paragraph=paragraph)


@challenge_view("write_points", post="write_points")
def point_change(request: HttpRequest, challenge: PeerChallenge, point: str) -> HttpResponse:
    """Change a point that is not sent, take it out, or put it back."""
    found = point_of(request, challenge, point)
    if found.sent_at or {"take_out", "put_back"} & set(request.POST):
        return _act(request, found)
    facts = {name: getattr(found, name) for name in (*POINT_FACTS, "key", "version")}
    facts["document"] = found.document.code if found.document else ""
    form = _form(request, found.check_of_facts, facts, found)
    if form.is_valid():
        try:
            actions.change_point(found, facts=form.facts, seen=form.seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, _theirs(stale.theirs))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{found.reference} is saved")
            return redirect("accuracy", challenge.slug)
    paragraph = read.paragraph_of(found)
    return accuracy_page(request, FORM, challenge, verb="see_own_points", form=form, paragraph=paragraph, point=found)


def _theirs(point: Point) -> dict[str, str]:
    return {name: getattr(point, name) for name in POINT_FACTS} | {
        "document": point.document.code if point.document else ""
    }


def _act(request: HttpRequest, found: Point) -> HttpResponse:
    try:
        if "take_out" in request.POST:
            actions.take_out_point(found, by=request.user)
            messages.success(request, f"{found.reference} is taken out. You can put it back.")
        elif "put_back" in request.POST:
            actions.put_back_point(found, by=request.user)
            messages.success(request, f"{found.reference} is back")
        else:
            messages.warning(request, f"{found.reference} is sent and cannot be changed. You can write another point.")
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("accuracy", found.check_of_facts.challenge.slug)


def _form(request: HttpRequest, check: AccuracyCheck, initial: dict[str, Any], own: Point | None = None) -> PointForm:
    current = Document.objects.current().filter(challenge=check.challenge).exclude(way=Way.NOT_HELD).in_order()
    documents = {document.code: document for document in current}
    if own and own.document:
        documents.setdefault(own.document.code, own.document)
    return PointForm(
        request.POST or None,
        draft=check.draft.number,
        documents=documents,
        names=names_to_keep_out(request, check.challenge),
        initial=initial,
    )


@challenge_view("write_points", post="write_points")
def response(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Write what the council says to the report as a whole."""
    check = check_of(challenge)
    names = names_to_keep_out(request, challenge)
    facts = {"text": check.response, "version": check.version}
    form = ResponseForm(request.POST or None, draft=check.draft.number, names=names, initial=facts)
    if form.is_valid():
        try:
            actions.write_response(check, text=form.cleaned_data["text"], seen=form.seen, by=request.user)
        except Stale as stale:
            return clash_page(request, stale, form, {"text": stale.theirs.response})
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Saved. The team reads it once the host director sends it.")
            return redirect("accuracy", challenge.slug)
    return accuracy_page(request, "reports/accuracy/response.html", challenge, verb="see_own_points", form=form)


@challenge_view("send_accuracy", post="send_accuracy")
@fresh_proof
def send(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Read once more what goes to the team, and send it; or confirm that there is nothing."""
    check = check_of(challenge)
    waiting = read.to_send(check)
    form = SendForm(request.POST or None, initial={"seen": waiting.seen})
    if form.is_valid():
        return _send(request, check, form.cleaned_data["seen"])
    return accuracy_page(
        request,
        "reports/accuracy/send.html",
        challenge,
        verb="see_own_points",
        form=form,
        check=check,
        waiting=waiting,
        report=read.places(check.draft.content),
    )


def _send(request: HttpRequest, check: AccuracyCheck, seen: str) -> HttpResponse:
    slug = check.challenge.slug
    try:
        if "none" in request.POST:
            actions.confirm_none(check, seen=seen, by=request.user)
            messages.success(request, "Confirmed. The team is told in the morning mail.")
        else:
            sent = actions.send_points(check, seen=seen, by=request.user)
            late = " The time was over, so the team sees that it came after it." if check.is_over else ""
            messages.success(request, f"Sent: {sent.words}. The team is told in the morning mail.{late}")
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("accuracy-send", slug)
    return redirect("accuracy", slug)
