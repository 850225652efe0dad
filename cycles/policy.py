"""Who may do what, when. This table is the only place that says so; lists, pages, mails and exports all ask it.

One rule answers two questions: "may this person?" (what_may) and "which challenges?" (where_user_can).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import sentence_list

from .models import (
    OFFICE_KINDS,
    HostMember,
    HostRole,
    PeerChallenge,
    Post,
    PostKind,
    Region,
    RegionRole,
    RegionRoleKind,
    Stage,
    TeamMember,
    TeamRole,
)

S = Stage
Stages = frozenset[int]


def stages(first: int, last: int = S.CLOSED) -> Stages:
    return frozenset(range(first, last + 1))


ANY = stages(S.PLANNED)


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
        return Exists(_HELD[self](person))


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
    changes: bool = False
    while_paused: bool = False

    def roles_at(self, stage: int) -> set[Role]:
        return {role for role, when in self.may.items() if stage in when}


def who(*grants: tuple[Iterable[Role], Stages]) -> dict[Role, Stages]:
    """Roles and the stages at which they may, said in groups."""
    return {role: when for roles, when in grants for role in roles}


CAN: dict[str, Rule] = {
    "see_challenge": Rule(
        "A01",
        "Read the challenge's card: council, dates, step",
        who(((*OFFICE, HD, HC, HP, HX, *TEAM), ANY), ((HA, SO), stages(S.PREPARING))),
        status=who(((OA, SA), ANY)),
    ),
    "move_visit": Rule("A01", "Move the visit to other days", who((OFFICE, ANY)), changes=True),
    "pause": Rule(
        "A01",
        "Postpone, withdraw or resume the challenge",
        who((OFFICE, ANY)),
        changes=True,
        while_paused=True,
    ),
    "begin_preparing": Rule(
        "A50", "Open the preparation of the host", who(((RL,), stages(S.PLANNED, S.PLANNED))), changes=True
    ),
    "see_milestones": Rule(
        "A31",
        "Read the milestones and who has what",
        who(((*OFFICE, HD, HC, HP, *TEAM), ANY), ((HX,), stages(S.READING)), ((HA,), stages(S.PREPARING))),
        status=who(((SA,), ANY)),
    ),
    "keep_milestones": Rule(
        "A31", "Say that a milestone is done, or not done after all", who((OFFICE, ANY)), changes=True
    ),
    "see_offers": Rule("A46", "Read the dates offered and the replies", who(((*OFFICE, HD, HC, TL), ANY))),
    "offer_dates": Rule(
        "A46",
        "Offer dates, and answer what the other side offers",
        who(((*OFFICE, HD), stages(S.PLANNED, S.READING))),
        changes=True,
    ),
    "see_scope": Rule(
        "A29",
        "Read what the team will look at",
        who(
            ((*OFFICE, HD, HC, HP), ANY),
            ((HX,), stages(S.READING)),
            ((TL,), stages(S.PLANNED, S.FOLLOW_UP)),
            ((TM, EE), stages(S.PREPARING, S.FOLLOW_UP)),
            ((PR,), stages(S.PREPARING, S.DRAFTING)),
        ),
    ),
    "edit_scope": Rule(
        "A29",
        "Write what the team will look at",
        who(
            ((HD, HC), stages(S.PLANNED, S.PREPARING)),
            ((TL,), stages(S.PLANNED, S.ON_SITE)),
            ((TM, EE), stages(S.READING, S.ON_SITE)),
        ),
        changes=True,
    ),
    "see_access": Rule("A27", "See who has access and why", who(((*OFFICE, HD), ANY)), status=who(((SA,), ANY))),
    "change_access": Rule(
        "A27",
        "Let people of the host in, and take them out",
        who(((*OFFICE, HD), ANY)),
        changes=True,
        while_paused=True,
    ),
    "see_activity": Rule(
        "A26",
        "Read what has happened, as events",
        who(((RL,), ANY), ((TL,), stages(S.PLANNED, S.FOLLOW_UP))),
        status=who(((SA,), ANY)),
    ),
}


@dataclass(frozen=True)
class Standing:
    """What one person may do on one challenge now."""

    roles: frozenset[Role]
    stage: int
    paused: bool

    def may(self, verb: str) -> bool:
        rule = CAN[verb]
        if self.paused and rule.changes and not rule.while_paused:
            return False
        return bool(self.roles & rule.roles_at(self.stage))

    def knows(self, verb: str) -> bool:
        """May see that it exists and how far it is, but none of its content."""
        return any(self.stage in when for role, when in CAN[verb].status.items() if role in self.roles)

    def ever(self, verb: str) -> bool:
        """Has a right to it at some stage: then a refusal may say so."""
        rule = CAN[verb]
        return bool(self.roles & (rule.may.keys() | rule.status.keys()))

    @property
    def verbs(self) -> frozenset[str]:
        return frozenset(verb for verb in CAN if self.may(verb))


def standing(person: Person, challenge: PeerChallenge) -> Standing:
    """This person's standing towards this challenge, in one query."""
    marked = with_roles(PeerChallenge.objects.filter(pk=challenge.pk), person).values(*_MARKS.values()).first() or {}
    return _standing(challenge, marked)


def standing_of(challenge: PeerChallenge) -> Standing:
    """The same for a challenge that was loaded `with_roles`, without another query."""
    return _standing(challenge, vars(challenge))


def _standing(challenge: PeerChallenge, marked: Any) -> Standing:
    roles = frozenset(role for role, mark in _MARKS.items() if marked.get(mark))
    return Standing(roles, challenge.stage, challenge.is_paused)


_MARKS = {role: f"as_{role.name.lower()}" for role in Role}


def with_roles(challenges: QuerySet[PeerChallenge], person: Person) -> QuerySet[PeerChallenge]:
    """Mark each challenge with the roles this person has on it, so that a list asks once."""
    return challenges.annotate(**{mark: role.held_by(person) for role, mark in _MARKS.items()})


def where_user_can(
    challenges: QuerySet[PeerChallenge], person: Person, verb: str, *, or_knows: bool = False
) -> QuerySet[PeerChallenge]:
    """Those of the challenges on which this person may do this now (`or_knows`: or may see the status of)."""
    rule = CAN[verb]
    allowed = Q(pk__in=[])
    for grants in (rule.may, rule.status) if or_knows else (rule.may,):
        for role, when in grants.items():
            allowed |= Q(role.held_by(person), stage__in=when)
    if rule.changes and not rule.while_paused:
        challenges = challenges.filter(paused_at=None)
    return challenges.filter(allowed)


_GROUPS = (
    (OFFICE, "the regional office"),
    (TEAM, "the review team"),
    ((HD, HC, HP, HX, HA, SO), "everybody of the host who takes part"),
    ((HD, HC, HP, HX), "the host's director, coordinator, principal social worker and senior readers"),
    ((HD, HC, HP), "the host's director, coordinator and principal social worker"),
)


def viewers(verb: str, stage: int) -> str:
    """Who may open this now, in words, for the line "Who can see this"."""
    left = CAN[verb].roles_at(stage)
    words = []
    for group, name in _GROUPS:
        if left.issuperset(group):
            words.append(name)
            left = left - set(group)
    words += [f"the {role.value[0].lower()}{role.value[1:]}" for role in Role if role in left]
    return sentence_list(words)


def visible_challenge_ids(person: Person) -> set[int]:
    """The challenges whose card this person may read: what a mail may speak of."""
    return set(where_user_can(PeerChallenge.objects.all(), person, "see_challenge").values_list("pk", flat=True))


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
            return Exists(posts.filter(authority__region=OuterRef("pk")))
        return Exists(RegionRole.objects.current().filter(person=person, kind=_KINDS[self], region=OuterRef("pk")))


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


def standing_in(person: Person, region: Region) -> frozenset[RegionStanding]:
    """What this person is in this region, in one query."""
    marks = {role.name: role.held_by(person) for role in RegionStanding}
    row = Region.objects.filter(pk=region.pk).annotate(**marks).values(*marks).first() or {}
    return frozenset(role for role in RegionStanding if row.get(role.name))


def needs_second_factor(person: Person) -> bool:
    """Regional leads, coordinators, administrators and team leads sign in with a second factor (decisions.md 4)."""
    return (
        person.may_open_region
        or RegionRole.objects.not_ended().filter(person=person, kind__in=OFFICE_KINDS).exists()
        or TeamMember.objects.current().filter(person=person, role=TeamRole.TEAM_LEAD).exists()
    )
