"""Reading case files: each visiting reader alone and blind, then what they saw is agreed together."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments.models import Question
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reviews.models import CaseFile, Rating, Reading
from reviews.practice import READERS

FIXED = "Both of you have finished this file, so it is fixed. Put what you want to keep into what you agree"


@dataclass(frozen=True)
class Seen:
    """What a form says about a case file: for each criterion a step of the scale and a note, and the whole."""

    ratings: Mapping[Question, tuple[str, str]]
    overall: str = ""
    praise: str = ""
    ask_about: str = ""


@transaction.atomic
def save_reading(file: CaseFile, *, what: Seen, finish: bool | None, seen: int, by: Person) -> Reading:
    """Save what a reader saw, to come back to it or as finished (None: as it was). When two have, the file is open.

    Raises Stale with both texts when the same reader saved it elsewhere, and Refused once the file is open.
    """
    take_turn(f"case file {file.pk}")
    if CaseFile.objects.read_by_both().filter(pk=file.pk).exists():
        raise Refused(FIXED)
    reading, _ = Reading.objects.get_or_create(case_file=file, reader=by)
    _save(reading, what, finish, seen=seen, by=by)
    if finish:
        if file.readings.blind().finished().count() >= READERS:
            CaseFile.objects.filter(pk=file.pk, both_read_at=None).update(both_read_at=timezone.now())
        record("case_file.read", file, by=by, challenge=file.review.challenge, reference=file.reference)
    return reading


@transaction.atomic
def agree(file: CaseFile, *, what: Seen, finish: bool | None, seen: int, by: Person) -> Reading:
    """Write down what the readers see together, to go on with later or as agreed. Raises Stale with both texts."""
    if not CaseFile.objects.read_by_both().filter(pk=file.pk).exists():
        raise Refused("Two readers must finish this case file first")
    reading, _ = Reading.objects.get_or_create(case_file=file, reader=None)
    _save(reading, what, finish, seen=seen, by=by)
    if finish:
        record("case_file.agreed", file, by=by, challenge=file.review.challenge, reference=file.reference)
    return reading


def _save(reading: Reading, what: Seen, finish: bool | None, *, seen: int, by: Person) -> None:
    """Save a reading with its ratings as one text. The same words are never in conflict, as when a page and a button
    send them in the same moment."""
    finished_at = timezone.now() if finish else reading.finished_at if finish is None else None
    before = {rating.question_id: [rating.value, rating.note] for rating in reading.ratings.all()}
    words = {"overall": what.overall, "praise": what.praise, "ask_about": what.ask_about}
    beside = {
        question.code: (before.get(question.pk, ["", ""]), list(said))
        for question, said in what.ratings.items()
        if before.get(question.pk, ["", ""]) != list(said)
    }
    is_said = not beside and all(getattr(reading, name) == value for name, value in words.items())
    changes = {**words, "finished_at": finished_at}
    save_version(reading, changes, seen=reading.version if is_said else seen, by=by, beside=beside)
    Rating.objects.bulk_create(
        [
            Rating(reading=reading, question=question, value=value, note=note)
            for question, (value, note) in what.ratings.items()
        ],
        update_conflicts=True,
        unique_fields=["reading", "question"],
        update_fields=["value", "note"],
    )
