"""Closing a survey: its totals are frozen, and what could lead from an answer to a person is taken away for good."""

from collections.abc import Iterable
from random import SystemRandom
from typing import Any, TypeVar

from django.conf import settings

from cycles.models import HostMember, PeerChallenge, Post, PostKind, TeamMember
from peerchallenge.identifiers import found_in
from peerchallenge.workdays import today_in_london

from .models import FreeWords, Response, Survey
from .survey_totals import Block, blocks_of, count, questions_of

Row = TypeVar("Row")


def seal(survey: Survey) -> None:
    """Freeze the totals, then forget who was asked, every link and every key. Answers are written anew in any order.

    Fewer answers than are ever shown do not stay at all.
    """
    answers = list(survey.responses.all())
    questions = questions_of(survey)
    kept, left_out = _words_to_keep(survey, answers)
    survey.results = {
        "questions": count(questions, [(one.audience, one.choices) for one in answers]),
        "words_left_out": left_out,
    }
    survey.answered, survey.closed_on = len(answers), today_in_london()
    survey.save(update_fields=["results", "answered", "closed_on"])
    survey.askings.all().delete()
    survey.links.all().delete()
    survey.responses.all().delete()
    asked_of = {question.code: set(question.audiences.split()) for question in questions}
    Response.objects.bulk_create(_mixed(Response(survey=survey, **facts) for facts in _nobodys(answers, asked_of)))
    FreeWords.objects.bulk_create(_mixed(FreeWords(survey=survey, text=text) for text in kept))


def _nobodys(answers: list[Response], asked_of: dict[str, set[str]]) -> Iterable[dict[str, Any]]:
    """The answers without key and words. In a block of sides nothing is left that only some of them were asked."""
    counts = {side: sum(one.audience == side for one in answers) for side in {one.audience for one in answers}}
    block_of: dict[str, Block] = {side: block for block in blocks_of(counts) for side in block}
    for one in answers:
        if block := block_of.get(one.audience):
            choices = {code: step for code, step in one.choices.items() if asked_of.get(code, set()).issuperset(block)}
            yield {"audience": one.audience if len(block) == 1 else "", "choices": choices}


def _words_to_keep(survey: Survey, answers: list[Response]) -> tuple[list[str], int]:
    """What people wrote, and how many texts are left out because they may tell who somebody is."""
    written = [one.words for one in answers if one.words]
    names = names_of(survey.challenge) if written else []
    fine = [text for text in written if not found_in(text, names=names)]
    enough = len(fine) >= settings.SURVEY_FEWEST
    return (fine, len(written) - len(fine)) if enough else ([], 0)


def names_of(challenge: PeerChallenge) -> list[str]:
    """The names of everybody with a part in this challenge, of both sides, now or before."""
    directors = Post.objects.filter(authority=challenge.host, kind=PostKind.DASS)
    places = (
        TeamMember.objects.filter(challenge=challenge),
        HostMember.objects.filter(challenge=challenge),
        directors,
    )
    return sorted({name for rows in places for name in rows.values_list("person__name", flat=True)})


def _mixed(rows: Iterable[Row]) -> list[Row]:
    """The same rows in any order."""
    mixed = list(rows)
    SystemRandom().shuffle(mixed)
    return mixed
