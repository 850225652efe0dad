"""The page behind a briefing link: for people who come to a session and have no account."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from cycles.refusals import Refused
from peerchallenge.ui import forms
from peerchallenge.ui.pages import page
from peerchallenge.ui.rules import public
from reviews.after_the_visit import report_for
from reviews.briefing import open_briefing, say_coming, tell_in_confidence
from reviews.forms.timetable import ComingForm, ConfidenceForm
from reviews.models import Session


@public
@never_cache
def briefing(request: HttpRequest, link: str) -> HttpResponse:
    """What the session is, when and where, what is promised; "I am coming", what helps, a word to the team alone."""
    session = open_briefing(link)
    if not session:
        return _ended(request, link)
    sent = request.POST.get("what", "")
    coming = ComingForm(request.POST if sent == "coming" else None, initial={"key": uuid4()}, prefix="coming")
    telling = ConfidenceForm(request.POST if sent == "telling" else None, initial={"key": uuid4()}, prefix="telling")
    form = {"coming": coming, "telling": telling}.get(sent)
    if form and form.is_valid() and _done(session, form):
        return redirect(f"{request.path}?thanks={sent}")
    return page(
        request,
        "reviews/briefing/briefing.html",
        session=session,
        challenge=session.challenge,
        coming=coming,
        telling=telling,
        form=form,
        thanks=request.GET.get("thanks", ""),
    )


def _ended(request: HttpRequest, link: str) -> HttpResponse:
    """Once the report is public the link says what came of the talk. Until then, and to anybody else, it has ended."""
    if report := report_for(link):
        return page(request, "reviews/briefing/report.html", report=report)
    return page(request, "reviews/briefing/ended.html", status=404)


def _done(session: Session, form: forms.Form) -> bool:
    given = form.cleaned_data
    try:
        if isinstance(form, ComingForm):
            say_coming(session, key=given["key"], needs=given["needs"])
        else:
            tell_in_confidence(session, key=given["key"], text=given["text"])
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
