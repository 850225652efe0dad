"""What the team gets of the practice review: counts, kinds of people and words, never a single case file.

The content is made once, when the review is handed over, and kept as it was.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from assessments.models import Question
from peerchallenge.ui.wording import plural, sentence_list

from .models import FocusGroup, PracticeFinding, PracticeReview, Rating, Reading
from .models.practice import SMALLEST_GROUP
from .practice import Tool, tool_of

FEWEST_FILES = 5  # rated on a criterion; fewer would tell about single people
HEADINGS = {
    PracticeFinding.Kind.STRENGTH: "Strengths",
    PracticeFinding.Kind.CONSIDER: "Areas for consideration",
    PracticeFinding.Kind.RECOMMENDATION: "Recommendations",
}
Content = dict[str, Any]


def must_have(review: PracticeReview) -> Iterator[str]:
    """Without these it cannot be handed over."""
    if not review.pk or not review.findings.current().exists():
        yield "Write at least one finding."
    if not review.summary.strip():
        yield "Write the short summary."


def still_open(review: PracticeReview) -> Iterator[str]:
    """What is not done, said as a warning: the readers decide whether the team can do without."""
    if not review.pk:
        return
    chosen, read = review.case_files.chosen().count(), review.case_files.read_by_both().count()
    if not chosen:
        yield "No case file was picked."
    if chosen > read:
        yield f"{_files(chosen - read)} of {chosen} not read by two people."
    if waiting := review.case_files.to_agree().count():
        yield f"{_files(waiting)} read, but not agreed. What you saw there is not counted."
    yield from _open_groups(list(review.focus_groups.all()))
    if not review.conditions.strip():
        yield "Nothing is said about practice conditions."


def _files(count: int) -> str:
    return f"{plural(count, 'case file')} {'is' if count == 1 else 'are'}"


def _open_groups(groups: list[FocusGroup]) -> Iterator[str]:
    if not groups:
        yield "There was no focus group."
    for group in groups:
        if not group.text:
            yield f"Focus group {group.number} is not written up."
        if group.head_count is None:
            yield f"Focus group {group.number} has no head-count, so it is left out."


def content_of(review: PracticeReview) -> Content:
    """The review in data: what a hand-over freezes, and what its page and the pack show."""
    tool = tool_of(review)
    content = {
        "summary": review.summary,
        "conditions": review.conditions,
        "findings": findings(review.findings.current() if review.pk else ()),
        "files": _counts_of_files(review),
        "groups": groups_outside(review.focus_groups.all() if review.pk else ()),
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


def _counts_of_files(review: PracticeReview) -> Content:
    if not review.pk:
        return {"chosen": 0, "read": 0, "agreed": 0}
    read = review.case_files.read_by_both().count()
    waiting = review.case_files.to_agree().count()
    return {"chosen": review.case_files.chosen().count(), "read": read, "agreed": read - waiting}


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
    counts = [counted[code] for code, _ in tool.ratings]
    enough = sum(counts) >= FEWEST_FILES
    return {
        "section": section,
        "title": criterion.title,
        "rated": sum(counts) if enough else None,
        "counts": counts if enough else [],
    }


def _as_text(content: Content) -> Iterator[Content]:
    """The same as headings and lines, for the pack as one file."""
    yield _section("Summary", [("In short", [content["summary"]])])
    for group in content["findings"]:
        yield _section(group["title"], [(f"{n}", [text]) for n, text in enumerate(group["texts"], start=1)])
    if content["conditions"]:
        yield _section("Practice conditions", [("What helps and what gets in the way", [content["conditions"]])])
    files = content["files"]
    lines = [
        (one["title"], [_in_words(one, content["scale"])])
        for one in content["criteria"]
        if files["agreed"] or one["counts"]
    ]
    read = f"{files['read']} of {plural(files['chosen'], 'case file')} read by two people, {files['agreed']} agreed."
    yield _section("What case files showed", [("How many", [read]), *(lines if files["agreed"] else [])])
    groups = [f"{group['kind']}: {group['count']}" for group in content["groups"]]
    yield _section("Focus groups", [("Who was heard", groups or ["None."])])


def _in_words(result: Content, scale: list[str]) -> str:
    if not result["counts"]:
        return f"Rated in fewer than {FEWEST_FILES} case files, so not shown."
    told = [f"{label.lower()} {count}" for label, count in zip(scale, result["counts"], strict=True) if count]
    return f"Rated in {result['rated']} case files: {sentence_list(told)}."


def _section(title: str, answers: list[tuple[str, list[str]]]) -> Content:
    return {"title": title, "answers": [{"title": heading, "lines": lines} for heading, lines in answers]}
