"""The policy and the stages as readable pages: docs/permissions.md and docs/lifecycle.md are made here."""

from collections.abc import Callable, Iterable

from .lifecycle import NEXT
from .models import Stage
from .region_policy import CAN_IN_REGION, RegionRule, RegionStanding
from .roles import Role
from .rules import CAN, Rule

MADE = "This page is made by `python manage.py docs_tables` from `{source}`. Do not edit it; a test compares the two."
NOTHING = "–"


def permissions() -> str:
    """Who may do what and when, as one page."""
    parts = [
        "# Who may do what, when",
        MADE.format(source="cycles/rules"),
        "The truth behind it is the access matrix, `tests/access_matrix.csv`. The letter and number name its row. "
        "A test asks every page as every role at every stage.",
        "## Stages",
        _table(("Number", "Stage"), ((str(stage.value), stage.label) for stage in Stage)),
        "## Roles on a challenge",
        _table(("Code", "Who"), ((role.name, role.value) for role in Role)),
        "## On a challenge",
        "Numbers are stages. “Status” means: may see that it exists and how far it is, and nothing else. A paused "
        f"challenge is read-only, but for: {_sentence(rule.meaning for rule in CAN.values() if rule.while_paused)}",
        _table(("What", "Row", *(role.name for role in Role)), (_on_challenge(rule) for rule in CAN.values())),
        "## In a region",
        _table(
            ("What", "Row", *(standing.value for standing in RegionStanding)),
            (_in_region(rule) for rule in CAN_IN_REGION.values()),
        ),
    ]
    return "\n\n".join(parts) + "\n"


def lifecycle() -> str:
    """The stages of a challenge and its moves, as a diagram and a table."""
    moves = [(stage, step) for stage, steps in NEXT.items() for step in steps]
    diagram = [
        "```mermaid",
        "stateDiagram-v2",
        f"    [*] --> {Stage.PLANNED.name}",
        *(f"    {stage.name}: {stage.value} {stage.label}" for stage in Stage),
        *(
            f"    {stage.name} --> {Stage(step.to).name}: {step.mover}{', back' if step.back else ''}"
            for stage, step in moves
        ),
        *(f"    {stage.name} --> [*]" for stage in Stage if not NEXT[stage]),
        "```",
    ]
    rows = (
        (
            f"{stage.value} {stage.label}",
            f"{'back to ' if step.back else ''}{Stage(step.to).value} {Stage(step.to).label}",
            step.mover,
            "; ".join(step.must_be_true),
        )
        for stage, step in moves
    )
    parts = [
        "# The stages of a challenge",
        MADE.format(source="cycles/lifecycle.py"),
        "A stage changes only by `move()`. Paused (postponed or withdrawn) is a fact beside the stage: a paused "
        "challenge moves nowhere until it is resumed.",
        "\n".join(diagram),
        "## Moves",
        _table(("From", "To", "Who moves it", "What must be true"), rows),
    ]
    return "\n\n".join(parts) + "\n"


def _on_challenge(rule: Rule) -> tuple[str, ...]:
    return (rule.meaning, rule.asset, *(_right(rule, role) for role in Role))


def _right(rule: Rule, role: Role) -> str:
    words = [span(rule.may.get(role, ()))] if rule.may.get(role) else []
    if rule.status.get(role):
        words.append(f"status {span(rule.status[role])}")
    return ", ".join(words) or NOTHING


def _in_region(rule: RegionRule) -> tuple[str, ...]:
    words = {True: "yes", False: NOTHING}
    return (
        rule.meaning,
        rule.asset,
        *("status" if standing in rule.status else words[standing in rule.may] for standing in RegionStanding),
    )


def span(stages: Iterable[int]) -> str:
    """Stages in words: "all", "0 to 3", "2", "0, 4 to 5"."""
    numbers = sorted(stages)
    if numbers == [stage.value for stage in Stage]:
        return "all"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _sentence(meanings: Iterable[str]) -> str:
    return "; ".join(meaning[0].lower() + meaning[1:] for meaning in meanings) + "."


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = tuple(head)
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


PAGES: dict[str, Callable[[], str]] = {"permissions.md": permissions, "lifecycle.md": lifecycle}
