"""Case files as pages show them: who has read which, where readers differ, and what they agreed.

What a reader wrote is blind until both have finished; every look at it here goes through `open_to`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from assessments.models import Question
from peerchallenge.accounts.models import Person

from .models import CaseFile, PracticeReview, Rating, Reading
from .practice import Tool

FINISHED, STARTED, NOT_STARTED = "Finished", "Started", "Not started"
Values = dict[int, str]  # criterion to step of the scale


@dataclass
class Line:
    """One case file in the list: how far each reader is, and how many criteria they differ on."""

    file: CaseFile
    by_reader: list[tuple[Person, str]]
    is_agreed: bool = False
    differences: int = 0
    is_mine_to_read: bool = False

    @property
    def is_open(self) -> bool:
        return self.file.both_read_at is not None


def lines(review: PracticeReview, readers: list[Person], looking: Person) -> list[Line]:
    """The chosen case files, in three queries however many there are."""
    files = list(review.case_files.chosen()) if review.pk else []
    readings = defaultdict(list)
    for reading in Reading.objects.filter(case_file__in=files).defer("praise", "ask_about"):
        readings[reading.case_file_id].append(reading)
    values = _values(files)
    return [_line(file, readings[file.pk], values, readers, looking) for file in files]


def _values(files: list[CaseFile]) -> dict[int, Values]:
    """What each reader chose, by reading: of files that both have read, so that nothing is told before."""
    found: dict[int, Values] = defaultdict(dict)
    open_ones = Rating.objects.filter(
        reading__case_file__in=[file for file in files if file.both_read_at],
        reading__reader__isnull=False,
        reading__finished_at__isnull=False,
    )
    for reading, question, value in open_ones.values_list("reading", "question", "value"):
        found[reading][question] = value
    return found


def _line(
    file: CaseFile, readings: list[Reading], values: dict[int, Values], readers: list[Person], looking: Person
) -> Line:
    by_reader = {reading.reader_id: reading for reading in readings}
    agreed, mine = by_reader.get(None), by_reader.get(looking.pk)
    return Line(
        file,
        [(reader, _state(by_reader.get(reader.pk))) for reader in readers],
        is_agreed=bool(agreed and agreed.finished_at),
        differences=len(differing([values[reading.pk] for reading in readings if reading.pk in values])),
        is_mine_to_read=looking in readers and not file.both_read_at and not (mine and mine.finished_at),
    )


def _state(reading: Reading | None) -> str:
    if not reading:
        return NOT_STARTED
    return FINISHED if reading.finished_at else STARTED


def differing(looks: Iterable[Values]) -> set[int]:
    """The criteria on which readers chose different steps."""
    chosen: dict[int, set[str]] = defaultdict(set)
    for values in looks:
        for question, value in values.items():
            chosen[question].add(value)
    return {question for question, steps in chosen.items() if len(steps) > 1}


@dataclass
class Look:
    """One reading with its ratings: of a reader, or what was agreed."""

    who: str
    reading: Reading
    ratings: dict[int, Rating] = field(default_factory=dict)

    @property
    def values(self) -> Values:
        return {question: rating.value for question, rating in self.ratings.items()}


@dataclass(frozen=True)
class Cell:
    """What one reading says about one criterion."""

    who: str
    words: str
    note: str


@dataclass(frozen=True)
class Row:
    """One criterion with the readings side by side."""

    criterion: Question
    cells: list[Cell]
    agreed: Cell | None
    is_different: bool


@dataclass
class Comparison:
    """One case file as everybody sees it who may: what each reader saw, and what they agreed."""

    looks: list[Look]
    agreed: Look | None

    @cached_property
    def different(self) -> set[int]:
        return differing(look.values for look in self.looks)

    @property
    def same(self) -> Values:
        """What all readers chose alike, to begin the agreement with."""
        different = self.different
        first = self.looks[0].values if self.looks else {}
        return {question: value for question, value in first.items() if question not in different}

    def row(self, criterion: Question, tool: Tool) -> Row:
        """One criterion: what each reader chose and noted, and what was agreed."""
        cells = [_cell(look, criterion, tool) for look in self.looks]
        agreed = _cell(self.agreed, criterion, tool) if self.agreed else None
        return Row(criterion, cells, agreed, criterion.pk in self.different)


def _cell(look: Look, criterion: Question, tool: Tool) -> Cell:
    rating = look.ratings.get(criterion.pk)
    return Cell(look.who, tool.words("rating", rating.value), rating.note) if rating else Cell(look.who, "", "")


def comparison(file: CaseFile, looking: Person) -> Comparison | None:
    """Both readings and the agreed one side by side, or nothing while the readers are still blind."""
    if not file.both_read_at:
        return None
    readings = Reading.objects.filter(case_file=file).finished() | Reading.objects.filter(case_file=file, reader=None)
    shown = readings.open_to(looking).select_related("reader").prefetch_related("ratings").order_by("finished_at", "pk")
    looks = [look_at(reading) for reading in shown]
    agreed = next((look for look in looks if look.reading.reader_id is None), None)
    return Comparison([look for look in looks if look is not agreed], agreed)


def look_at(reading: Reading) -> Look:
    ratings = {rating.question_id: rating for rating in reading.ratings.all()} if reading.pk else {}
    return Look(str(reading.reader) if reading.reader_id else "Agreed", reading, ratings)


def own_reading(file: CaseFile, reader: Person) -> Reading:
    """A reader's own reading, or how it looks before they begin."""
    mine = Reading.objects.filter(case_file=file, reader=reader).prefetch_related("ratings").first()
    return mine or Reading(case_file=file, reader=reader)
