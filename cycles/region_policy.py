"""Who may do what in a region, where no challenge is concerned. The second half of the policy table."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerchallenge.accounts.models import Person

from .asked_often import AskedOften
from .models import Post, PostKind, Region, RegionRole, RegionRoleKind


class RegionStanding(Enum):
    """A standing towards one region and its programme."""

    RL = "Regional lead"
    RC = "Regional coordinator"
    SA = "Administrator"
    DASS = "Director of a council in the region"
    PSW = "Principal social worker of a council in the region"

    def held_by(self, person: Person) -> Exists:
        if self in _POSTS:
            posts = Post.objects.current().filter(person=person, kind=_POSTS[self])
            return AskedOften(posts.filter(authority__region=OuterRef("pk")))
        return AskedOften(RegionRole.objects.current().filter(person=person, kind=_KINDS[self], region=OuterRef("pk")))


_POSTS = {RegionStanding.DASS: PostKind.DASS, RegionStanding.PSW: PostKind.PSW}
_KINDS = {
    RegionStanding.RL: RegionRoleKind.LEAD,
    RegionStanding.RC: RegionRoleKind.COORDINATOR,
    RegionStanding.SA: RegionRoleKind.ADMINISTRATOR,
}
_OFFICE = frozenset({RegionStanding.RL, RegionStanding.RC})


@dataclass(frozen=True)
class RegionRule:
    asset: str
    meaning: str
    may: frozenset[RegionStanding]
    status: frozenset[RegionStanding] = frozenset()


CAN_IN_REGION: dict[str, RegionRule] = {
    "see_cycle": RegionRule(
        "A51",
        "See the cycle: every council and its step",
        _OFFICE | {RegionStanding.DASS, RegionStanding.PSW},
        status=frozenset({RegionStanding.SA}),
    ),
    "plan_cycle": RegionRule("A32", "Open a cycle, add challenges, see the whole plan", _OFFICE),
    "ask_for_challenge": RegionRule(
        "A52", "Ask for a challenge of one's own council", frozenset({RegionStanding.DASS})
    ),
    "see_requests": RegionRule(
        "A53",
        "See the requests of councils and the answers; a director sees those of their own council",
        _OFFICE | {RegionStanding.DASS},
    ),
    "answer_requests": RegionRule("A53", "Answer a council that asks for a challenge", _OFFICE),
    "change_settings": RegionRule(
        "A43",
        "Change the region's settings, plans and closed periods",
        _OFFICE,
        status=frozenset({RegionStanding.SA}),
    ),
    "let_people_in": RegionRule(
        "A27",
        "Let people in and take them out",
        _OFFICE,
        status=frozenset({RegionStanding.SA}),
    ),
    "note_training": RegionRule("A33", "Note who was trained, and when", _OFFICE),
    "see_messages": RegionRule(
        "A28",
        "See the mail that went out and the background work, and send it again",
        _OFFICE,
        status=frozenset({RegionStanding.SA}),
    ),
}


def regions_where(person: Person, verb: str) -> QuerySet[Region]:
    """The regions in which this person may do this."""
    allowed = Q(pk__in=[])
    for role in CAN_IN_REGION[verb].may:
        allowed |= Q(role.held_by(person))
    return Region.objects.filter(allowed)


def looks_after_a_region(person: Person) -> bool:
    """Whether this person may see how the service itself is: numbers and times, never what anybody wrote."""
    rule = CAN_IN_REGION["see_messages"]
    held = Q(pk__in=[])
    for role in rule.may | rule.status:
        held |= Q(role.held_by(person))
    return Region.objects.filter(held).exists()


def standing_in(person: Person, region: Region) -> frozenset[RegionStanding]:
    """What this person is in this region, in one query."""
    marks = {role.name: role.held_by(person) for role in RegionStanding}
    row = Region.objects.filter(pk=region.pk).annotate(**marks).values(*marks).first() or {}
    return frozenset(role for role in RegionStanding if row.get(role.name))
