"""Who holds which role now: the people behind "host DASS" or "team lead", for many challenges in one query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from .models import (
    HostMember,
    HostRole,
    Owner,
    PeerChallenge,
    Post,
    PostKind,
    RegionRole,
    RegionRoleKind,
    TeamInvitation,
    TeamMember,
    TeamRole,
)

TEAM_OF_VISIT = (
    TeamRole.TEAM_LEAD,
    TeamRole.POLITICIAN,
    TeamRole.SENIOR_MANAGER,
    TeamRole.EXPERT_BY_EXPERIENCE,
)
# Each owner of a milestone, as the places where the role is held: table, kinds, which number of the challenge it names.
PLACES = {
    Owner.REGIONAL_LEAD: (("region", (RegionRoleKind.LEAD,)),),
    Owner.HOST_DASS: (("authority", (PostKind.DASS,)),),
    Owner.HOST_COORDINATOR: (("host", (HostRole.COORDINATOR,)),),
    Owner.PSW: (("host", (HostRole.PSW,)), ("team", (TeamRole.PRACTICE_REVIEWER,))),
    Owner.TEAM_LEAD: (("team", (TeamRole.TEAM_LEAD,)),),
    Owner.TEAM: (("team", TEAM_OF_VISIT),),
}
REGIONAL_OFFICE = (RegionRoleKind.LEAD, RegionRoleKind.COORDINATOR)


@dataclass
class Holders:
    """Every current role: (place, its number, kind) to the ids and names of the people who hold it."""

    people: dict[tuple[str, int, str], dict[int, str]] = field(default_factory=lambda: defaultdict(dict))

    def of(self, challenge: PeerChallenge, owner: str) -> dict[int, str]:
        """The people who own a milestone of this challenge, by id."""
        numbers = {
            "region": challenge.cycle.region_id,
            "authority": challenge.host_id,
            "host": challenge.pk,
            "team": challenge.pk,
        }
        found: dict[int, str] = {}
        for place, kinds in PLACES[Owner(owner)]:
            for kind in kinds:
                found |= self.people.get((place, numbers[place], kind), {})
        return found

    def office(self, region_id: int) -> dict[int, str]:
        """The regional lead and coordinator."""
        return {
            person: name
            for kind in REGIONAL_OFFICE
            for person, name in self.people.get(("region", region_id, kind), {}).items()
        }

    def numbers(self, place: str) -> set[int]:
        return {number for where, number, _ in self.people if where == place}


def holders_once(people: Iterable[int] | None, known: dict[str, Any] | None) -> Holders:
    """The same, looked up once for all sources of what people owe: `known` is what they tell each other."""
    if known is None:
        return holders(people)
    if "holders" not in known:
        known["holders"] = holders(people)
    found: Holders = known["holders"]
    return found


def holders(people: Iterable[int] | None = None) -> Holders:
    """Current holders of every role (or of those that these people hold), in one query."""
    found = Holders()
    for place, number, kind, person_id, name in _rows(people):
        found.people[place, number, kind][person_id] = name
    return found


def _rows(people: Iterable[int] | None) -> QuerySet:
    tables = (
        ("region", RegionRole.objects.current(), "region_id", "kind"),
        ("authority", Post.objects.current().filter(kind=PostKind.DASS), "authority_id", "kind"),
        ("host", HostMember.objects.current(), "challenge_id", "role"),
        ("team", TeamMember.objects.current(), "challenge_id", "role"),
        ("asked", TeamInvitation.objects.open().order_by(), "challenge_id", "role"),  # holds nothing before a yes
    )
    wanted = None if people is None else list(people)
    queries = []
    for place, rows, number, kind in tables:
        rows = rows.filter(person__is_active=True)
        if wanted is not None:
            rows = rows.filter(person__in=wanted)
        queries.append(
            rows.annotate(
                place=Value(place, output_field=CharField()),
                number=F(number),
                what=F(kind),
                person_name=F("person__name"),
            ).values_list("place", "number", "what", "person_id", "person_name")
        )
    return queries[0].union(*queries[1:], all=True)
