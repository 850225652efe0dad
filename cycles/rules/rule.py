"""What a line of the policy table is made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cycles.models import Stage
from cycles.roles import Role

S = Stage
Stages = frozenset[int]


def stages(first: int, last: int = S.CLOSED) -> Stages:
    return frozenset(range(first, last + 1))


ANY = stages(S.PLANNED)


RL, RC, HD, HC, HP, HX, HA, SO, TL, TM, EE, PR, OA, OR, SA = Role
TEAM = (TL, TM, EE, PR)
OFFICE = (RL, RC)


@dataclass(frozen=True)
class Rule:
    """Which roles may, at which stages; which see only the status; and whether it changes something.

    A paused challenge is read-only: a rule that changes something holds then only if it says so.
    """

    asset: str
    meaning: str
    may: dict[Role, Stages]
    status: dict[Role, Stages] = field(default_factory=dict)
    own_rows: frozenset[Role] = frozenset()  # these roles see only what is theirs
    changes: bool = False
    while_paused: bool = False
    declared: bool = False  # a member of the team must first have said what interest they have, and be cleared

    def roles_at(self, stage: int) -> set[Role]:
        return {role for role, when in self.may.items() if stage in when}


def who(*grants: tuple[Iterable[Role], Stages]) -> dict[Role, Stages]:
    """Roles and the stages at which they may, said in groups."""
    return {role: when for roles, when in grants for role in roles}
