"""The self-assessment as a whole: its list of questions, its areas, and who writes what."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from assessments.actions.answers import share_out
from assessments.forms.around import ShareOutForm
from assessments.frameworks import what_it_speaks_to
from assessments.models import Answer, Section
from assessments.progress import progress_of
from assessments.writers import and_who_has_left, path_of, people_of_host
from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.workdays import today_in_london

from .answers import answers_for, find_answer
from .frame import SELF_ASSESSMENT, form_of, may_write, paper_page
from .status import how_far


@challenge_view("see_self_assessment", status=how_far(SELF_ASSESSMENT))
def self_assessment(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """The list of questions, for the host. Everybody else is led to the copy that was signed off."""
    if not request.standing.may("see_answers"):
        return redirect("self-assessment-signed", challenge.slug)
    form = form_of(challenge, SELF_ASSESSMENT)
    return paper_page(
        request,
        "answers/list.html",
        challenge,
        SELF_ASSESSMENT,
        assessment=form,
        areas=_by_area(answers_for(request, challenge), challenge),
        progress=progress_of(form),
        due=challenge.milestones.filter(code="self-assessment").first(),
        own=request.standing.own_rows_only("see_answers"),
        writing=may_write(request, form, SELF_ASSESSMENT),
        today=today_in_london(),
    )


def _by_area(answers: Any, challenge: PeerChallenge) -> list[tuple[Any, list[Answer]]]:
    for answer in (found := list(and_who_has_left(answers, challenge))):
        answer.assessment.challenge = challenge
        answer.path = path_of(answer)
        answer.status = "completed" if answer.is_complete else "in_progress" if answer.is_started else "not_started"
    return [(section, list(rows)) for section, rows in groupby(found, key=lambda answer: answer.question.section)]


@challenge_view("see_answers")
def area(request: HttpRequest, challenge: PeerChallenge, area: str) -> HttpResponse:
    """One area: what it is about, and its questions with how far each is."""
    form = form_of(challenge, SELF_ASSESSMENT)
    section = get_object_or_404(Section, edition=form.edition, slug=area)
    answers = answers_for(request, challenge).filter(question__section=section)
    found = _by_area(answers, challenge)
    return paper_page(
        request,
        "answers/area.html",
        challenge,
        SELF_ASSESSMENT,
        crumbs=[],
        area=section,
        answers=found[0][1] if found else [],
        speaks_to=what_it_speaks_to(section),
        writing=may_write(request, form, SELF_ASSESSMENT),
    )


@challenge_view("share_out_questions", post="share_out_questions")
def writer(request: HttpRequest, challenge: PeerChallenge, area: str, question: int) -> HttpResponse:
    """Say who of the host writes an answer."""
    answer = find_answer(request, challenge, area, question)
    people = people_of_host(challenge)
    form = ShareOutForm(request.POST or None, people=people, now=answer.assigned_to)
    if form.is_valid():
        try:
            share_out(answer, to=form.cleaned_data["person"], by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(
                request, f"“{answer.question.title}” is with {answer.assigned_to or 'nobody in particular'}"
            )
            return redirect("self-assessment", challenge.slug)
    return paper_page(
        request,
        "answers/writer.html",
        challenge,
        SELF_ASSESSMENT,
        verb="share_out_questions",
        crumbs=[(answer.question.title, path_of(answer))],
        form=form,
        answer=answer,
        back_url=SELF_ASSESSMENT.path(challenge),
    )
