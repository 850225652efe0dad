"""One question of the self-assessment: its page, its drafts, its versions."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from assessments.actions.answers import save_answer
from assessments.copies import said_in
from assessments.forms.writing import AnswerForm
from assessments.frameworks import what_it_speaks_to
from assessments.history import give_words, sittings_of
from assessments.models import Answer
from assessments.scales import scales_of
from assessments.writers import path_of
from cycles.access import challenge_view
from cycles.models import PeerChallenge

from .frame import SELF_ASSESSMENT, may_write, paper_page
from .writing import both_texts, keep_draft, try_to_keep

SITTINGS = 10  # of a page of history


def answers_for(request: HttpRequest, challenge: PeerChallenge) -> Any:
    """The answers that this person may see: all of them, or those that they were asked to write."""
    answers = Answer.objects.with_question().filter(assessment__challenge=challenge)
    own = request.standing.own_rows_only("see_answers")
    return answers.filter(assigned_to=request.user) if own else answers


def find_answer(
    request: HttpRequest, challenge: PeerChallenge, area: str, number: int, *, for_writing: bool = False
) -> Answer:
    answers = answers_for(request, challenge).at(area, number)
    answer = get_object_or_404(answers.for_writing() if for_writing else answers.select_related("assigned_to"))
    answer.assessment.challenge = challenge
    return answer


@challenge_view("see_answers", post="answer_self_assessment")
def question(request: HttpRequest, challenge: PeerChallenge, area: str, question: int) -> HttpResponse:
    """Read and write one answer."""
    find = partial(find_answer, request, challenge, area, question)
    if request.method != "POST":
        answer = find()
        return _question_page(request, answer, AnswerForm(None, answer, scales_of(answer.assessment.edition)))
    attempt = try_to_keep(request, find, AnswerForm, save_answer)
    if attempt.stale:
        return both_texts(request, attempt)
    if attempt.form.errors or attempt.refused:
        return _question_page(request, attempt.row, attempt.form, refused=attempt.refused)
    done = "completed" if attempt.row.is_complete else "saved"
    messages.success(request, f"“{attempt.row.question.title}” is {done}", extra_tags=request.path)
    return redirect(_onward(request, attempt.row))


def _question_page(request: HttpRequest, answer: Answer, form: AnswerForm, *, refused: str = "") -> HttpResponse:
    question, challenge = answer.question, answer.assessment.challenge
    order = _order(request, answer)
    here = [place for area, place in order if area == question.section.slug]
    writing = may_write(request, answer.assessment, SELF_ASSESSMENT)
    return paper_page(
        request,
        "answers/question.html",
        challenge,
        SELF_ASSESSMENT,
        crumbs=[(question.section.title, reverse("area", args=[challenge.slug, question.section.slug]))],
        form=form if writing else None,
        answer=answer,
        place=question.position,
        places=max(here),
        said=None if writing else said_in(answer, scales_of(answer.assessment.edition)),
        refused=refused,
        lost=form.words if refused else None,
        speaks_to=what_it_speaks_to(question),
        evidence=answer.evidence.select_related("document", "added_by"),
        path=path_of(answer),
    )


def _order(request: HttpRequest, answer: Answer) -> list[tuple[str, int]]:
    """The places of this person's questions in their order."""
    answers = answers_for(request, answer.assessment.challenge)
    return list(answers.values_list("question__section__slug", "question__position"))


def _onward(request: HttpRequest, answer: Answer) -> str:
    """Where the button leads that was pressed. After the last question there is the list."""
    challenge, then = answer.assessment.challenge, request.POST.get("then")
    if then == "stay":
        return request.path
    if then == "evidence":
        return f"{path_of(answer)}evidence/"
    order = _order(request, answer)
    after = order[order.index((answer.question.section.slug, answer.question.position)) + 1 :]
    if then == "list" or not after:
        return SELF_ASSESSMENT.path(challenge)
    return reverse("question", args=[challenge.slug, *after[0]])


@challenge_view("answer_self_assessment", post="answer_self_assessment")
def draft(request: HttpRequest, challenge: PeerChallenge, area: str, question: int) -> HttpResponse:
    """What the page sends by itself while somebody writes."""
    if request.method != "POST":
        return redirect(path_of(find_answer(request, challenge, area, question)))
    return keep_draft(request, partial(find_answer, request, challenge, area, question), AnswerForm)


@challenge_view("see_answers")
def history(request: HttpRequest, challenge: PeerChallenge, area: str, question: int) -> HttpResponse:
    """Every version of an answer: who, when, and the words then."""
    answer = find_answer(request, challenge, area, question)
    page_obj = Paginator(sittings_of(answer), SITTINGS).get_page(request.GET.get("page"))
    give_words(list(page_obj), answer)
    here = path_of(answer)
    return paper_page(
        request,
        "history.html",
        challenge,
        SELF_ASSESSMENT,
        crumbs=[(answer.question.section.title, f"{here}../"), (answer.question.title, here)],
        row=answer,
        page_obj=page_obj,
    )
