"""Who has access to one challenge, why and to what, and who had it. In four queries, however many people there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import civil

from .models import (
    HostMember,
    HostRole,
    PeerChallenge,
    Post,
    PostKind,
    RegionRole,
    RegionRoleKind,
    Stage,
    TeamMember,
    TeamRole,
)
from .people import Holding, holding
from .policy import Standing
from .roles import Role
from .rules import CAN
from .team_rule import is_cleared
from .tracker import STEP_OF_STAGE, STEPS

ROLE_OF_HOST_MEMBER = {
    HostRole.COORDINATOR: Role.HC,
    HostRole.PSW: Role.HP,
    HostRole.READER: Role.HX,
    HostRole.COLLEAGUE: Role.HA,
    HostRole.CONCERNS_OFFICER: Role.SO,
}

ROLE_OF_TEAM_MEMBER = {
    TeamRole.TEAM_LEAD: Role.TL,
    TeamRole.POLITICIAN: Role.TM,
    TeamRole.SENIOR_MANAGER: Role.TM,
    TeamRole.EXPERT_BY_EXPERIENCE: Role.EE,
    TeamRole.PRACTICE_REVIEWER: Role.PR,
}
ROLE_IN_OFFICE = {RegionRoleKind.LEAD: Role.RL, RegionRoleKind.COORDINATOR: Role.RC}


@dataclass
class Known:
    """One person on one side of a challenge, with every reason for their access."""

    person: Person
    reasons: list[Holding] = field(default_factory=list)
    opens_at: str = ""  # the step at which their pages open, while it is still ahead
    removable: bool = False
    opens: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    opens_once_declared: list[str] = field(default_factory=list)


@dataclass
class Side:
    """The host council, the review team or the regional office."""

    name: str
    people: list[Known] = field(default_factory=list)
    past: list[Holding] = field(default_factory=list)


def who_has_access(challenge: PeerChallenge) -> list[Side]:
    """Everybody who has access, by sides, why and to what; and whose access ended since the cycle began."""
    directors = Post.objects.filter(authority=challenge.host, kind=PostKind.DASS).select_related("authority")
    office = RegionRole.objects.filter(
        region_id=challenge.region_id, kind__in=(RegionRoleKind.LEAD, RegionRoleKind.COORDINATOR)
    ).select_related("region")
    hosts = HostMember.objects.filter(challenge=challenge).select_related("challenge__host")
    team = TeamMember.objects.filter(challenge=challenge).select_related("challenge__host", "declaration")
    sides = [
        _side("Host council", challenge, (*_in_order(directors), *_in_order(hosts))),
        _side("Review team", challenge, _in_order(team)),
        _side("Regional office", challenge, _in_order(office)),
    ]
    _say_to_what([known for side in sides for known in side.people], challenge)
    return sides


def _in_order(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("person").order_by("person__name", "pk")


def _side(name: str, challenge: PeerChallenge, rows: Iterable[Any]) -> Side:
    side, known = Side(name), dict[int, Known]()
    for row in rows:
        one = holding(row)
        if one.now:
            _add(known.setdefault(row.person_id, Known(row.person)), one, challenge)
        elif one.over and one.until and one.until >= civil(challenge.cycle.opened_at):
            side.past.append(one)
    side.people = list(known.values())
    return side


def _add(entry: Known, one: Holding, challenge: PeerChallenge) -> None:
    """One more reason. What opens first decides from when the person sees anything."""
    opens_at = _opens_at(one.place, challenge)
    entry.opens_at = opens_at if not entry.reasons else entry.opens_at and opens_at
    entry.removable |= isinstance(one.place, HostMember)
    entry.reasons.append(one)


def _opens_at(place: Any, challenge: PeerChallenge) -> str:
    """The step at which the pages open for this place, or nothing when they are open."""
    if not isinstance(place, HostMember):
        return ""
    stages = CAN["see_challenge"].may[ROLE_OF_HOST_MEMBER[HostRole(place.role)]]
    first = Stage(min(stages))
    return STEPS[STEP_OF_STAGE[first] - 1] if challenge.stage < first else ""


def _say_to_what(everybody: list[Known], challenge: PeerChallenge) -> None:
    """What each of them can open and change now, in the words of the policy table. All that a person is counts."""
    places = defaultdict(list)
    for known in everybody:
        places[known.person.pk] += [reason.place for reason in known.reasons]
    for known in everybody:
        held = places[known.person.pk]
        cleared = any(isinstance(place, TeamMember) and is_cleared(place) for place in held)
        roles = frozenset(_role_of(place) for place in held)
        standing = Standing(roles, challenge.stage, challenge.is_paused, cleared)
        for verb, rule in CAN.items():
            if standing.may(verb):
                own = " (their own only)" if standing.own_rows_only(verb) else ""
                (known.changes if rule.changes else known.opens).append(f"{rule.meaning}{own}")
            elif not rule.changes and standing.must_declare_first(verb):
                known.opens_once_declared.append(rule.meaning)


def _role_of(place: Any) -> Role:
    if isinstance(place, HostMember):
        return ROLE_OF_HOST_MEMBER[HostRole(place.role)]
    if isinstance(place, TeamMember):
        return ROLE_OF_TEAM_MEMBER[TeamRole(place.role)]
    return ROLE_IN_OFFICE[RegionRoleKind(place.kind)] if isinstance(place, RegionRole) else Role.HD
