"""Who may do what, when. The table in cycles/rules is the only place that says so; lists, pages, mails and exports
all ask it through here.

One rule answers two questions: "may this person?" (Standing.may) and "which challenges?" (where_user_can).
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import sentence_list
from peerchallenge.workdays import today_in_london

from .models import OFFICE_KINDS, PeerChallenge, RegionRole, TeamInvitation, TeamMember, TeamRole
from .roles import Role, cleared
from .rules import CAN, Rule
from .rules.rule import EE, HA, HC, HD, HP, HX, OFFICE, PR, SO, TEAM, TL, TM


@dataclass(frozen=True)
class Standing:
    """What one person may do on one challenge now."""

    roles: frozenset[Role]
    stage: int
    paused: bool
    is_cleared: bool = True

    def may(self, verb: str) -> bool:
        rule = CAN[verb]
        if self.paused and rule.changes and not rule.while_paused:
            return False
        return bool(self._counting(rule) & rule.roles_at(self.stage))

    def must_declare_first(self, verb: str) -> bool:
        """On the team, and kept out only because their interests are not declared and cleared yet."""
        return not self.may(verb) and replace(self, is_cleared=True).may(verb)

    def _counting(self, rule: Rule) -> frozenset[Role]:
        """The roles that count: a place on the team counts for what the host says once the member is cleared."""
        return self.roles - frozenset(TEAM) if rule.declared and not self.is_cleared else self.roles

    def knows(self, verb: str) -> bool:
        """May see that it exists and how far it is, but none of its content."""
        return any(self.stage in when for role, when in CAN[verb].status.items() if role in self.roles)

    def own_rows_only(self, verb: str) -> bool:
        """May see what is theirs, and nothing of the others."""
        rule = CAN[verb]
        return self.may(verb) and (self._counting(rule) & rule.roles_at(self.stage)) <= rule.own_rows

    def ever(self, verb: str) -> bool:
        """Has a right to it at some stage: then a refusal may say so."""
        rule = CAN[verb]
        return bool(self.roles & (rule.may.keys() | rule.status.keys()))

    @property
    def verbs(self) -> frozenset[str]:
        return frozenset(verb for verb in CAN if self.may(verb))


def standing(person: Person, challenge: PeerChallenge) -> Standing:
    """This person's standing towards this challenge, in one query."""
    marks = (*_MARKS.values(), CLEARED)
    marked = with_roles(PeerChallenge.objects.filter(pk=challenge.pk), person).values(*marks).first() or {}
    return _standing(challenge, marked)


def standing_of(challenge: PeerChallenge) -> Standing:
    """The same for a challenge that was loaded `with_roles`, without another query."""
    return _standing(challenge, vars(challenge))


def _standing(challenge: PeerChallenge, marked: Any) -> Standing:
    roles = frozenset(role for role, mark in _MARKS.items() if marked.get(mark))
    return Standing(roles, challenge.stage, challenge.is_paused, bool(marked.get(CLEARED)))


CLEARED = "is_cleared"
_MARKS = {role: f"as_{role.name.lower()}" for role in Role}


def with_roles(challenges: QuerySet[PeerChallenge], person: Person) -> QuerySet[PeerChallenge]:
    """Mark each challenge with the roles this person has on it, so that a list asks once."""
    marks = {mark: role.held_by(person) for role, mark in _MARKS.items()}
    return challenges.annotate(**marks, **{CLEARED: cleared(person)})


def as_seen_by(person: Person) -> QuerySet[PeerChallenge]:
    """Every challenge as its pages need it, marked with the roles this person has on it."""
    return _as_seen_by(person.pk, today_in_london()).all()


@lru_cache(maxsize=128)
def _as_seen_by(person_id: int, today: date) -> QuerySet[PeerChallenge]:
    """Putting this question together takes longer than asking it, so it is kept. What it says of today is in it."""
    known = PeerChallenge.objects.select_related("host", "cycle__region").for_tracker()
    return with_roles(known, Person(pk=person_id))


def where_user_can(
    challenges: QuerySet[PeerChallenge], person: Person, verb: str, *, or_knows: bool = False
) -> QuerySet[PeerChallenge]:
    """Those of the challenges on which this person may do this now (`or_knows`: or may see the status of)."""
    rule = CAN[verb]
    allowed = Q(pk__in=[])
    for grants in (rule.may, rule.status) if or_knows else (rule.may,):
        for role, when in grants.items():
            holds = Q(role.held_by(person), stage__in=when)
            allowed |= holds & Q(cleared(person)) if rule.declared and role in TEAM else holds
    if rule.changes and not rule.while_paused:
        challenges = challenges.filter(paused_at=None)
    return challenges.filter(allowed)


_GROUPS = (
    (OFFICE, "the regional office"),
    (TEAM, "the review team"),
    ((TL, TM, EE), "the review team on site"),
    ((TM, EE, PR), "the other members of the review team"),
    ((HD, HC, HP, HX, HA, SO), "everybody of the host who takes part"),
    ((HD, HC, HP, HX), "the host's director, coordinator, principal social worker and senior readers"),
    ((HD, HC, HP), "the host's director, coordinator and principal social worker"),
)


def viewers(verb: str, stage: int) -> str:
    """Who may open this now, in words, for the line "Who can see this"."""
    rule = CAN[verb]
    roles = rule.roles_at(stage)
    own = [f"{name} (only what is theirs)" for name in _named(roles & rule.own_rows)]
    return sentence_list([*_named(roles - rule.own_rows), *own])


def _named(left: set[Role]) -> list[str]:
    """The roles in as few words as they allow."""
    words = []
    for group, name in _GROUPS:
        if left.issuperset(group):
            words.append(name)
            left = left - set(group)
    return words + [f"the {role.value[0].lower()}{role.value[1:]}" for role in Role if role in left]


def visible_challenge_ids(person: Person) -> set[int]:
    """What a mail may speak of: challenges whose card this person may read, or whose team they are asked to join."""
    readable = where_user_can(PeerChallenge.objects.all(), person, "see_challenge").values_list("pk", flat=True)
    asked = TeamInvitation.objects.open().filter(person=person).values_list("challenge_id", flat=True)
    return {*readable, *asked}


def needs_second_factor(person: Person) -> bool:
    """Regional leads, coordinators, administrators and team leads sign in with a second factor (decisions.md 4)."""
    return (
        person.may_open_region
        or RegionRole.objects.not_ended().filter(person=person, kind__in=OFFICE_KINDS).exists()
        or TeamMember.objects.current().filter(person=person, role=TeamRole.TEAM_LEAD).exists()
    )
