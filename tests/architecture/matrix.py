"""The access matrix as data: tests/access_matrix.csv, read without a look at the code it judges.

A cell holds grants: a letter (E edit, R read, P status only, A approve), the stages from-to, then flags. Flags say what
else must be true: `*` named for it, `c` the person consents, `o` the host opted in, `s` own rows only, `d` only once
signed off. A right with a flag counts only where the flag is given.
"""

import csv
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROLES = ("RL", "RC", "HD", "HC", "HP", "HX", "HA", "SO", "TL", "TM", "EE", "PR", "OA", "OR", "SA", "PB")
# A region has no stages and no host: its directors and principal social workers have columns of their own.
REGION_ROLES = ("RL", "RC", "SA", "DI", "PW")
STAGES = range(10)
# Whom the builders make is named for the thing; a page of own rows, or of what is signed off, opens but shows only
# those. Nobody has opted in or consented.
GIVEN = frozenset("*sd")
FILE = Path(__file__).parent.parent / "access_matrix.csv"
_GRANT = re.compile(r"([ERPA])(\d)-(\d)([*cosd]*)")


@dataclass(frozen=True)
class Grant:
    letter: str
    first: int
    last: int
    flags: frozenset[str] = frozenset()

    def holds(self, stage: int, given: frozenset[str]) -> bool:
        return self.first <= stage <= self.last and self.flags <= given


def read_cell(text: str) -> tuple[Grant, ...]:
    """The grants of one cell; a cell that does not follow the grammar is an error, never a quiet "no"."""
    grants = []
    for word in text.split():
        match = _GRANT.fullmatch(word)
        if not match or match[2] > match[3]:
            raise ValueError(f"“{word}” is not a grant")
        grants.append(Grant(match[1], int(match[2]), int(match[3]), frozenset(match[4])))
    return tuple(grants)


@dataclass(frozen=True, eq=False)
class Asset:
    code: str
    name: str
    cells: dict[str, tuple[Grant, ...]] = field(repr=False)
    reason: str = ""

    @cache  # noqa: B019 -- the matrix is read once and lives as long as the tests
    def letters(self, role: str, stage: int, given: frozenset[str] = GIVEN) -> frozenset[str]:
        """What this role may at this stage. Who edits also reads, who reads also sees the status."""
        held = {grant.letter for grant in self.cells[role] if grant.holds(stage, given)}
        if "E" in held:
            held.add("R")
        if "R" in held:
            held.add("P")
        return frozenset(held)

    @cache  # noqa: B019 -- as above, for all tests
    def stages(self, role: str, letter: str, given: frozenset[str] = GIVEN) -> frozenset[int]:
        """The stages at which this role has this right."""
        return frozenset(stage for stage in STAGES if letter in self.letters(role, stage, given))


def read_matrix(path: Path = FILE) -> dict[str, Asset]:
    with path.open(newline="", encoding="utf-8") as file:
        return {
            row["asset"]: Asset(
                row["asset"],
                row["name"],
                {role: read_cell(row[role]) for role in dict.fromkeys((*ROLES, *REGION_ROLES, "LK"))},
                row["reason"],
            )
            for row in csv.DictReader(file)
        }


MATRIX = read_matrix()
