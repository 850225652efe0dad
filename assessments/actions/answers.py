"""Writing the self-assessment: saving an answer, and saying who writes it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.models import Answer
from assessments.saving import refuse_if_signed_off, save_words
from assessments.writers import path_of, people_of_host
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import take_back, tell


@transaction.atomic
def save_answer(answer: Answer, words: dict[str, Any], *, complete: bool, seen: int, by: Person) -> None:
    """Save an answer that somebody sends by a button, whether it is complete or to go on with later."""
    if save_words(answer, words, complete=complete, seen=seen, by=by):
        record(
            "answer.completed" if complete else "answer.saved",
            answer,
            by=by,
            challenge=answer.assessment.challenge,
            question=answer.question.title,
        )


@transaction.atomic
def share_out(answer: Answer, *, to: Person | None, by: Person) -> None:
    """Say who of the host writes an answer, or that nobody in particular does. Doing it twice is doing it once."""
    refuse_if_signed_off(answer.assessment)
    if answer.assigned_to == to:
        return
    challenge = answer.assessment.challenge
    if to and to not in people_of_host(challenge):
        raise Refused("Choose somebody of the host who takes part in this peer challenge.", field="person")
    now = timezone.now()
    Answer.objects.filter(pk=answer.pk).update(assigned_to=to, assigned_at=now if to else None)
    before, answer.assigned_to = answer.assigned_to, to
    record(
        "answer.shared_out" if to else "answer.kept_back",
        answer,
        by=by,
        challenge=challenge,
        question=answer.question.title,
        name=str(to or before),
    )
    take_back([f"answer:{answer.pk}:asked"])
    if to and to != by:
        text = f"{challenge.called}: {by} asks you to answer “{answer.question.title}”"
        tell([to.pk], text, about=f"answer:{answer.pk}:asked", challenge=challenge, path=path_of(answer))
