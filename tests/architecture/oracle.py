"""What the matrix and the stage table of the programme say, put beside what the code's tables say.

Nothing here reads a decision from the code: the right answers come from tests/access_matrix.csv and from the lines
below, and a difference is a sentence.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .matrix import GIVEN, MATRIX, REGION_ROLES, STAGES
from .verbs import AFTER_DECLARING, CHANGING, VERBS, WHILE_PAUSED, WITH_CONSENT

# The public, and who holds the link of a briefing: their pages ask no policy of people.
WITHOUT_ACCOUNT = ("PB", "LK")

# Each verb of a region, the same way.
REGION_VERBS = {
    "see_cycle": ("A51", "R"),
    "plan_cycle": ("A32", "E"),
    "ask_for_challenge": ("A52", "E"),
    "see_requests": ("A53", "R"),
    "answer_requests": ("A53", "E"),
    "change_settings": ("A43", "E"),
    "let_people_in": ("A27", "E"),
    "note_training": ("A33", "E"),
    "see_messages": ("A28", "E"),
}
# The standings of the code, under the names of the matrix' columns.
COLUMN = {"DASS": "DI", "PSW": "PW"}


class Line(NamedTuple):
    """One line of the stage table in the programme's decisions (section 3)."""

    before: int
    after: int
    mover: str
    conditions: int
    back: bool = False


STAGE_TABLE = (
    Line(0, 1, "regional lead", 2),  # dates agreed; editions of the forms pinned
    Line(1, 2, "regional lead", 5),  # signed off; documents; practice review; team rule; everyone declared
    Line(2, 3, "team lead", 3),  # first day reached; timetable final; every group briefed
    Line(2, 1, "team lead", 1, back=True),  # a reason
    Line(3, 4, "team lead", 1),  # feedback presented
    Line(4, 5, "team lead", 2),  # second person's check; draft frozen and numbered
    Line(5, 6, "team lead", 2),  # host answered or deadline passed; every point answered
    Line(5, 4, "team lead", 2, back=True),  # a new draft; a reason
    Line(6, 7, "host DASS", 3),  # approved; indicator or reason; no pre-election block
    Line(6, 5, "team lead", 1, back=True),  # a reason
    Line(7, 8, "system", 1),  # the six-month review opens
    Line(8, 9, "regional lead", 1),  # twelve-month review recorded
)


def policy_differences(can: Mapping[str, Any]) -> list[str]:
    """Where the policy of challenges says something else than the matrix."""
    unknown = [f"{verb} is in one table only" for verb in set(can) ^ set(VERBS)]
    return unknown + [line for verb in VERBS.keys() & can.keys() for line in rule_differences(verb, can[verb])]


def rule_differences(verb: str, rule: Any) -> Iterator[str]:
    """Where one rule of that policy says something else than the matrix."""
    code, right = VERBS[verb]
    given = GIVEN | {"c"} if verb in WITH_CONSENT else GIVEN
    if rule.asset != code:
        yield f"{verb} is about {rule.asset}, not {code}"
    for flag, right_one, words in (
        (rule.changes, right in CHANGING, "it changes something"),
        (rule.declared, verb in AFTER_DECLARING, "the team declares first"),
        (rule.while_paused, verb in WHILE_PAUSED, "it may be done while paused"),
    ):
        if flag != right_one:
            yield f"{verb} must say whether {words}"
    granted = {role.name: set(when) for role, when in rule.may.items()}
    known = {role.name: set(when) for role, when in rule.status.items()}
    for role in MATRIX[code].cells:
        may = MATRIX[code].stages(role, right, given)
        if role not in WITHOUT_ACCOUNT and granted.pop(role, set()) != may:
            yield f"{verb}: {role} may at stages {sorted(may)}"
        status = MATRIX[code].stages(role, "P") - may if right == "R" else frozenset()
        if known.pop(role, set()) != status:
            yield f"{verb}: {role} sees the status at stages {sorted(status)}"
    for role in granted.keys() | known.keys():
        yield f"{verb}: {role} is not in the matrix"


def region_differences(can: Mapping[str, Any]) -> list[str]:
    """Where the policy of regions says something else than the matrix. A region has no stages: some stage is enough."""
    unknown = [f"{verb} is in one table only" for verb in set(can) ^ set(REGION_VERBS)]
    return unknown + [line for verb in REGION_VERBS.keys() & can.keys() for line in _of_region_verb(verb, can[verb])]


def _of_region_verb(verb: str, rule: Any) -> Iterator[str]:
    code, right = REGION_VERBS[verb]
    if rule.asset != code:
        yield f"{verb} is about {rule.asset}, not {code}"
    granted = {COLUMN.get(standing.name, standing.name) for standing in rule.may}
    known = {COLUMN.get(standing.name, standing.name) for standing in rule.status}
    for role in REGION_ROLES:
        may = bool(MATRIX[code].stages(role, right))
        if (role in granted) != may:
            yield f"{verb}: {role} {'may' if may else 'may not'}"
        status = bool(MATRIX[code].stages(role, "P")) and not MATRIX[code].stages(role, "R")
        if (role in known) != status:
            yield f"{verb}: {role} {'sees' if status else 'does not see'} the status"


def stage_differences(steps: Mapping[Any, Any]) -> list[str]:
    """Where the stage table of the code differs from that of the programme."""
    ours = {
        Line(int(before), int(step.to), step.mover, len([words for words in step.must_be_true if words]), step.back)
        for before, onward in steps.items()
        for step in onward
    }
    differences = [f"{line} is in one table only" for line in ours ^ set(STAGE_TABLE)]
    missing = set(STAGES) - {int(stage) for stage in steps}
    return differences + [f"stage {stage} is not in the table" for stage in missing]
