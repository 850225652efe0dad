"""Preparing a correction of the published report: what it puts right, and how each paragraph reads then."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.audit.revisions import Stale
from reports.actions import report_corrections as actions
from reports.forms.publication import CorrectionForm, ParagraphForm
from reports.models import CorrectedParagraph, ReportCorrection
from reports.public_text import FIXED, changeable
from reports.publication import Standing
from reviews.views.practice_frame import clash_page, names_to_keep_out

from .publication_frame import back_to_front, publication_page


@challenge_view("correct_report", post="correct_report")
def correction(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """Begin a correction, or go on with the one that is open."""
    standing = Standing(challenge)
    if "drop" in request.POST:
        return _drop(request, challenge)
    found = standing.correction
    about = {"note": found.note, "version": found.version} if found else {}
    form = CorrectionForm(request.POST or None, initial=about, names=names_to_keep_out(request, challenge))
    if form.is_valid():
        return _save_note(request, challenge, found, form)
    return publication_page(
        request,
        "reports/publication/correction.html",
        challenge,
        verb="correct_report",
        form=form,
        standing=standing,
        correction=found,
        fixed=FIXED,
    )


def _save_note(
    request: HttpRequest, challenge: PeerChallenge, found: ReportCorrection | None, form: CorrectionForm
) -> HttpResponse:
    note = form.cleaned_data["note"]
    try:
        if found:
            actions.change_note(found, note=note, seen=form.seen, by=request.user)
        else:
            actions.begin_correction(challenge, note=note, by=request.user)
    except Stale as stale:
        return clash_page(request, stale, form, {"note": stale.theirs.note})
    except Refused as refusal:
        return back_to_front(request, challenge, not_done=str(refusal))
    return redirect("publication-correction", challenge.slug)


def _drop(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    try:
        actions.drop_correction(challenge, by=request.user)
    except Refused as refusal:
        return back_to_front(request, challenge, not_done=str(refusal))
    return back_to_front(request, challenge, done="The correction is dropped. The report stays as it is.")


@challenge_view("correct_report", post="correct_report")
def paragraph(request: HttpRequest, challenge: PeerChallenge, paragraph: str) -> HttpResponse:
    """One paragraph as it reads in the correction."""
    found, number = Standing(challenge).correction, paragraph
    before = changeable(found.base.content).get(number) if found else None
    if not before:
        raise Http404
    row = CorrectedParagraph.objects.filter(correction=found, paragraph=number).first()
    about = {"heading": row.heading, "text": row.text, "version": row.version} if row else before
    names = names_to_keep_out(request, challenge)
    form = ParagraphForm(request.POST or None, has_heading=bool(before["heading"]), initial=about, names=names)
    if form.is_valid() and (answer := _save_paragraph(request, found, number, form)):
        return answer
    return publication_page(
        request,
        "reports/publication/paragraph.html",
        challenge,
        verb="correct_report",
        above=[("Correction", reverse("publication-correction", args=[challenge.slug]))],
        form=form,
        number=number,
        before=before,
    )


def _save_paragraph(
    request: HttpRequest, found: ReportCorrection, number: str, form: ParagraphForm
) -> HttpResponse | None:
    try:
        actions.correct_paragraph(found, number=number, facts=form.facts, seen=form.seen, by=request.user)
    except Stale as stale:
        return clash_page(request, stale, form, {"heading": stale.theirs.heading, "text": stale.theirs.text})
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    here = reverse("publication-correction", args=[found.report.challenge.slug])
    return redirect(f"{here}#paragraph-{number}")
