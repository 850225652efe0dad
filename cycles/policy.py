"""Who may do what, when. This table is the only place that says so; lists, pages, mails and exports all ask it.

One rule answers two questions: "may this person?" (Standing.may) and "which challenges?" (where_user_can).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import sentence_list

from .models import OFFICE_KINDS, PeerChallenge, RegionRole, Stage, TeamMember, TeamRole
from .roles import Role

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
        own_rows=frozenset({HA}),
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

    def own_rows_only(self, verb: str) -> bool:
        """May see what is theirs, and nothing of the others."""
        rule = CAN[verb]
        return self.may(verb) and (self.roles & rule.roles_at(self.stage)) <= rule.own_rows

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


def needs_second_factor(person: Person) -> bool:
    """Regional leads, coordinators, administrators and team leads sign in with a second factor (decisions.md 4)."""
    return (
        person.may_open_region
        or RegionRole.objects.not_ended().filter(person=person, kind__in=OFFICE_KINDS).exists()
        or TeamMember.objects.current().filter(person=person, role=TeamRole.TEAM_LEAD).exists()
    )
