"""Totals of a survey in which nobody can be found: answers of a side that has too few are counted with others.

For each question the sides are put into blocks. Every side that answered is in exactly one block, every block has at
least SURVEY_FEWEST answers, and nothing else is ever shown: so whatever is added up or taken away, what comes out is
made of whole blocks, and never of one to four answers. If all of them together are too few, nothing is shown.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from assessments.models import Edition, Question, QuestionKind
from assessments.scales import scales_of

from .models import Audience, Survey

YES_NO = {"yes": "Yes", "no": "No"}
GOOD = 2  # steps at the good end of a scale, which are told as one share
GAP = "involved"  # the scale by which experts by experience are put beside everybody else
Block = tuple[str, ...]


def blocks_of(counts: Mapping[str, int]) -> list[Block]:
    """The sides that answered, put together until no block has too few.

    Experts by experience stay by themselves where they can, and are else counted with their team.
    """
    fewest = settings.SURVEY_FEWEST
    present = [side for side in Audience.values if counts.get(side)]
    if sum(counts[side] for side in present) < fewest:
        return []
    alone = [side for side in present if counts[side] >= fewest]
    small = [side for side in present if counts[side] < fewest]
    if small and sum(counts[side] for side in small) < fewest:
        near = Audience.TEAM if small == [Audience.EXPERT] else ""
        largest = max(alone, key=lambda side: (side == near, side != Audience.EXPERT, counts[side]))
        small.append(largest)
        alone.remove(largest)
    together = [tuple(side for side in Audience.values if side in small)] if small else []
    return sorted([*((side,) for side in alone), *together], key=lambda block: Audience.values.index(block[0]))


def questions_of(survey: Survey, audience: str = "") -> list[Question]:
    """What is asked in this wave (of this side), in order."""
    asked = Question.objects.filter(section__edition=survey.edition).select_related("section")
    return [
        question
        for question in asked
        if survey.wave in question.waves.split() and (not audience or audience in question.audiences.split())
    ]


def steps_of(question: Question, edition: Edition) -> Mapping[str, str]:
    """What can be chosen: from code to words, the good end first. A question for words has none."""
    if question.kind == QuestionKind.YES_NO:
        return YES_NO
    return scales_of(edition)[question.scale] if question.kind == QuestionKind.CHOICE else {}


def count(questions: Iterable[Question], answers: Sequence[tuple[str, Mapping[str, str]]]) -> list[dict[str, Any]]:
    """The totals to freeze, of pairs of a side and its choices."""
    counted = []
    for question in questions:
        chosen: dict[str, Counter[str]] = {side: Counter() for side in Audience.values}
        for side, choices in answers:
            if code := choices.get(question.code):
                chosen[side][code] += 1
        blocks = blocks_of({side: counts.total() for side, counts in chosen.items()})
        parts = [{"sides": block, "counts": dict(sum((chosen[side] for side in block), Counter()))} for block in blocks]
        counted.append({"question": question.code, "blocks": parts})
    return counted


@dataclass
class Column:
    """One block as a page shows it. `cells` has the words of each step, how many chose it, and their share."""

    sides: Block
    counts: Mapping[str, int]
    steps: Mapping[str, str]
    called: str = ""

    @property
    def name(self) -> str:
        """The sides of it. Of several it is not said how many each had."""
        if self.called:
            return self.called
        first, *others = [str(Audience(side).label) for side in self.sides]
        return " and ".join([first, *(f"{name[:1].lower()}{name[1:]}" for name in others)])

    @property
    def answers(self) -> int:
        return sum(self.counts.values())

    @property
    def cells(self) -> list[tuple[str, int, int]]:
        found = [(words, self.counts.get(code, 0)) for code, words in self.steps.items()]
        return [(words, number, self._share(number)) for words, number in found]

    @property
    def good(self) -> int:
        """How many chose the good end."""
        return sum(self.counts.get(code, 0) for code in self.good_end)

    @property
    def good_end(self) -> list[str]:
        return list(self.steps)[: 1 if self.steps == YES_NO else GOOD]

    @property
    def good_share(self) -> int:
        return self._share(self.good)

    def _share(self, number: int) -> int:
        return round(100 * number / self.answers) if self.answers else 0


@dataclass
class Total:
    """One question with its columns, and with all of them together."""

    question: Question
    columns: list[Column]
    together: Column

    @property
    def heads(self) -> list[Column]:
        """The columns as they are shown: all together comes last, where there are several."""
        return [*self.columns, self.together] if len(self.columns) > 1 else self.columns

    @property
    def rows(self) -> list[tuple[str, list[tuple[Column, int, int]]]]:
        """Each step with what every column has in it."""
        return [
            (words, [(column, *column.cells[place][1:]) for column in self.heads])
            for place, words in enumerate(self.together.steps.values())
        ]

    @property
    def good_words(self) -> str:
        return " or ".join(f"“{self.together.steps[code]}”" for code in self.together.good_end)

    @property
    def asks_for_gap(self) -> bool:
        return self.question.scale == GAP and Audience.EXPERT in self.question.audiences.split()

    @property
    def gap(self) -> tuple[Column, Column, int] | None:
        """Experts by experience, everybody else, and how far they are apart. Both must have enough answers."""
        experts = next((column for column in self.columns if column.sides == (Audience.EXPERT,)), None)
        others = [column for column in self.columns if column is not experts]
        if not experts or not others:
            return None
        rest = _sum(others, self.together.steps)
        return experts, rest, abs(experts.good_share - rest.good_share)


def totals(survey: Survey) -> list[Total]:
    """The frozen totals of a closed survey, question by question; those for words are left out."""
    frozen = {one["question"]: one["blocks"] for one in survey.results.get("questions", [])}
    found = []
    for question in questions_of(survey):
        if steps := steps_of(question, survey.edition):
            columns = [Column(tuple(one["sides"]), one["counts"], steps) for one in frozen.get(question.code, [])]
            found.append(Total(question, columns, _sum(columns, steps)))
    return found


def _sum(columns: Iterable[Column], steps: Mapping[str, str]) -> Column:
    counts: Counter[str] = Counter()
    sides: list[str] = []
    for column in columns:
        counts.update(column.counts)
        sides += column.sides
    return Column(tuple(sides), counts, steps, called="Together")
