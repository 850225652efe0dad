"""The standings that a person can have towards one challenge, each with the fact that gives it."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from peerchallenge.accounts.models import Person

from .asked_often import AskedOften
from .models import HostMember, HostRole, Post, PostKind, RegionRole, RegionRoleKind, TeamMember, TeamRole


class Role(Enum):
    """A standing towards one challenge. The value is the code of the access matrix; the label is for people."""

    RL = "Regional lead"
    RC = "Regional coordinator"
    HD = "Host DASS"
    HC = "Host coordinator"
    HP = "Host principal social worker"
    HX = "Senior reader of the host"
    HA = "Colleague of the host who helps with a question"
    SO = "Host's officer for immediate concerns"
    TL = "Team lead"
    TM = "Team member"
    EE = "Expert by experience"
    PR = "Visiting principal social worker"
    OA = "Director or principal social worker of another council in the region"
    OR = "Regional lead of another region"
    SA = "Administrator"

    def held_by(self, person: Person) -> Exists:
        """The challenges towards which this person has this standing today, as a condition on PeerChallenge."""
        return AskedOften(_HELD[self](person))


def _region_role(kind: RegionRoleKind) -> Callable[[Person], QuerySet[Any]]:
    return lambda person: RegionRole.objects.current().filter(
        person=person, kind=kind, region=OuterRef("cycle__region")
    )


def _on_team(*kinds: TeamRole) -> Callable[[Person], QuerySet[Any]]:
    return lambda person: TeamMember.objects.current().filter(person=person, role__in=kinds, challenge=OuterRef("pk"))


def _of_host(kind: HostRole) -> Callable[[Person], QuerySet[Any]]:
    return lambda person: HostMember.objects.current().filter(person=person, role=kind, challenge=OuterRef("pk"))


def _director(person: Person) -> QuerySet[Any]:
    return Post.objects.current().filter(person=person, kind=PostKind.DASS, authority=OuterRef("host"))


def _other_council(person: Person) -> QuerySet[Any]:
    return (
        Post.objects.current()
        .filter(person=person, kind__in=(PostKind.DASS, PostKind.PSW))
        .filter(authority__region=OuterRef("cycle__region"))
        .exclude(authority=OuterRef("host"))
    )


def _other_region(person: Person) -> QuerySet[Any]:
    leads = RegionRole.objects.current().filter(person=person, kind=RegionRoleKind.LEAD)
    return leads.exclude(region=OuterRef("cycle__region"))


_HELD: dict[Role, Callable[[Person], QuerySet[Any]]] = {
    Role.RL: _region_role(RegionRoleKind.LEAD),
    Role.RC: _region_role(RegionRoleKind.COORDINATOR),
    Role.HD: _director,
    Role.HC: _of_host(HostRole.COORDINATOR),
    Role.HP: _of_host(HostRole.PSW),
    Role.HX: _of_host(HostRole.READER),
    Role.HA: _of_host(HostRole.COLLEAGUE),
    Role.SO: _of_host(HostRole.CONCERNS_OFFICER),
    Role.TL: _on_team(TeamRole.TEAM_LEAD),
    Role.TM: _on_team(TeamRole.POLITICIAN, TeamRole.SENIOR_MANAGER),
    Role.EE: _on_team(TeamRole.EXPERT_BY_EXPERIENCE),
    Role.PR: _on_team(TeamRole.PRACTICE_REVIEWER),
    Role.OA: _other_council,
    Role.OR: _other_region,
    Role.SA: _region_role(RegionRoleKind.ADMINISTRATOR),
}


def cleared(person: Person) -> Exists:
    """The challenges on whose team this person is and has declared their interests, and the lead lets them read on."""
    members = TeamMember.objects.current().filter(person=person, challenge=OuterRef("pk"))
    return AskedOften(members.filter(declaration__cleared_at__isnull=False))
