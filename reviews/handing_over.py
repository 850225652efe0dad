"""What the team gets of the practice review: counts, kinds of people and words, never a single case file.

The content is made once, when the review is handed over, and kept as it was.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from assessments.models import Question
from peerchallenge.ui.wording import plural, sentence_list

from .models import CaseFile, FocusGroup, PracticeFinding, PracticeReview, Rating, Reading
from .models.people import SMALLEST_GROUP
from .practice import Tool, tool_of

FEWEST_FILES = 5  # rated on a criterion; fewer would tell about single people
HEADINGS = {
    PracticeFinding.Kind.STRENGTH: "Strengths",
    PracticeFinding.Kind.CONSIDER: "Areas for consideration",
    PracticeFinding.Kind.RECOMMENDATION: "Recommendations",
}
Content = dict[str, Any]


@dataclass
class Material:
    """All that a hand-over is made of, each part asked for once."""

    review: PracticeReview

    @cached_property
    def findings(self) -> list[PracticeFinding]:
        return list(self.review.findings.current()) if self.review.pk else []

    @cached_property
    def groups(self) -> list[FocusGroup]:
        return list(self.review.focus_groups.all()) if self.review.pk else []

    @cached_property
    def files(self) -> dict[str, int]:
        """How many case files were chosen, how many of them both have read, and on how many they agree."""
        chosen, is_agreed = Q(is_chosen=True), Q(readings__reader=None, readings__finished_at__isnull=False)
        return CaseFile.objects.filter(review=self.review.pk).aggregate(
            chosen=Count("pk", filter=chosen, distinct=True),
            read=Count("pk", filter=chosen & Q(both_read_at__isnull=False), distinct=True),
            agreed=Count("pk", filter=chosen & Q(both_read_at__isnull=False) & is_agreed, distinct=True),
        )


def must_have(material: Material) -> Iterator[str]:
    """Without these it cannot be handed over."""
    if not material.findings:
        yield "Write at least one finding."
    if not material.review.summary.strip():
        yield "Write the short summary."


def still_open(material: Material) -> Iterator[str]:
    """What is not done, said as a warning: the readers decide whether the team can do without."""
    chosen, read, agreed = (material.files[name] for name in ("chosen", "read", "agreed"))
    if not chosen:
        yield "No case file was picked."
    if chosen > read:
        yield f"{chosen - read} of {plural(chosen, 'case file')} {_are(chosen - read)} not read by two people."
    if read > agreed:
        files = plural(read - agreed, "case file")
        yield f"{files} {_are(read - agreed)} read, but not agreed. What you saw there is not counted."
    yield from _open_groups(material.groups)
    if not material.review.conditions.strip():
        yield "Nothing is said about practice conditions."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _open_groups(groups: list[FocusGroup]) -> Iterator[str]:
    if not groups:
        yield "There was no focus group."
    for group in groups:
        if not group.text:
            yield f"Focus group {group.number} is not written up."
        if group.head_count is None:
            yield f"Focus group {group.number} has no head-count, so it is left out."


def content_of(material: Material) -> Content:
    """The review in data: what a hand-over freezes, and what its page and the pack show."""
    review, tool = material.review, tool_of(material.review)
    content = {
        "summary": review.summary,
        "conditions": review.conditions,
        "findings": findings(material.findings),
        "files": material.files,
        "groups": groups_outside(material.groups),
        "scale": [label for _, label in tool.ratings],
        "criteria": results(review, tool),
    }
    return {**content, "sections": list(_as_text(content))}


def findings(rows: Iterable[PracticeFinding]) -> list[Content]:
    """Findings by kind, each kind with its heading; a kind without any is left out."""
    by_kind = defaultdict(list)
    for finding in rows:
        by_kind[finding.kind].append(finding.text)
    return [
        {"kind": str(kind), "title": title, "texts": by_kind[kind]} for kind, title in HEADINGS.items() if by_kind[kind]
    ]


def groups_outside(groups: Iterable[FocusGroup]) -> list[Content]:
    """Focus groups as people outside may know of them: kind and head-count, small groups put together."""
    shown, small = [], defaultdict(list)
    for group in groups:
        if group.is_small:
            small[group.kind_outside].append(group.head_count)
        elif group.head_count:
            shown.append({"kind": group.kind_outside, "count": plural(group.head_count, "person", "people")})
    for kind, counts in small.items():
        together = sum(counts) if len(counts) > 1 else 0
        words = f"{together} people in small groups" if together >= SMALLEST_GROUP else f"fewer than {SMALLEST_GROUP}"
        shown.append({"kind": kind, "count": words})
    return shown


def results(review: PracticeReview, tool: Tool) -> list[Content]:
    """How often each step was agreed, criterion by criterion."""
    agreed = Rating.objects.filter(
        reading__in=Reading.objects.filter(
            case_file__review=review.pk, case_file__is_chosen=True, reader=None
        ).finished()
    )
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for question, value in agreed.values_list("question", "value"):
        counts[question][value] += 1
    return [
        _result(section.title, criterion, counts[criterion.pk], tool)
        for section in tool.sections
        for criterion in section.questions.all()
    ]


def _result(section: str, criterion: Question, counted: Counter[str], tool: Tool) -> Content:
    steps = [[label, counted[code]] for code, label in tool.ratings]
    rated = sum(count for _, count in steps)
    enough = rated >= FEWEST_FILES
    return {
        "section": section,
        "title": criterion.title,
        "rated": rated if enough else None,
        "steps": steps if enough else [],
    }


def _as_text(content: Content) -> Iterator[Content]:
    """The same as headings and lines, for the pack as one file."""
    yield _section("Summary", [("In short", [content["summary"]])])
    for group in content["findings"]:
        yield _section(group["title"], [(f"{n}", [text]) for n, text in enumerate(group["texts"], start=1)])
    if content["conditions"]:
        yield _section("Practice conditions", [("What helps and what gets in the way", [content["conditions"]])])
    files = content["files"]
    lines = [(one["title"], [_in_words(one)]) for one in content["criteria"]]
    read = f"{files['read']} of {plural(files['chosen'], 'case file')} read by two people, {files['agreed']} agreed."
    yield _section("What case files showed", [("How many", [read]), *(lines if files["agreed"] else [])])
    groups = [f"{group['kind']}: {group['count']}" for group in content["groups"]]
    yield _section("Focus groups", [("Who was heard", groups or ["None."])])


def _in_words(result: Content) -> str:
    if not result["steps"]:
        return f"Rated in fewer than {FEWEST_FILES} case files, so not shown."
    told = [f"{label.lower()} {count}" for label, count in result["steps"] if count]
    return f"Rated in {result['rated']} case files: {sentence_list(told)}."


def _section(title: str, answers: list[tuple[str, list[str]]]) -> Content:
    return {"title": title, "answers": [{"title": heading, "lines": lines} for heading, lines in answers]}
