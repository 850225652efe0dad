"""The team as one person sees it: each member with what this person may know of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from peerchallenge.accounts.models import Person

from .models import Milestone, PeerChallenge, TeamInvitation, TeamMember
from .policy import Standing
from .roles import Role
from .team_rule import RuleLine, has_declared, is_cleared, last_trainings, rule_of, team_of

__all__ = ["days_of_member", "read", "team_of"]

CLEARED, WAITING, SILENT, NOT_CLEARED = "May read on", "Waits for the regional lead", "Not said yet", "Not cleared yet"


@dataclass
class Row:
    """One member, and what the reader may know."""

    place: TeamMember
    is_me: bool
    interest: str = ""
    trained: date | None = None


@dataclass
class TeamSeen:
    """The whole page of the team for one person."""

    rows: list[Row]
    rule: list[RuleLine]
    me: TeamMember | None
    sees_interests: bool
    sees_training: bool
    sees_all_training: bool  # else only when they were trained themselves
    sees_all: bool  # the regional office: also who was asked, and who has left
    sees_reasons: bool  # why a line of the rule was waived
    waiting: list[TeamInvitation] = field(default_factory=list)
    answered: list[TeamInvitation] = field(default_factory=list)
    left: list[TeamMember] = field(default_factory=list)
    sharing: list[TeamMember] = field(default_factory=list)


def read(challenge: PeerChallenge, person: Person, standing: Standing) -> TeamSeen:
    """The team as this person sees it, in a handful of queries however many are on it."""
    team = team_of(challenge)
    trained = last_trainings(challenge, team)
    sees_training = _sees_all(standing, "see_training")
    rows = [
        Row(
            place,
            is_me := place.person_id == person.pk,
            _interest(place, standing, is_me),
            trained.get(place.person_id) if sees_training or is_me else None,
        )
        for place in team
    ]
    seen = TeamSeen(
        rows,
        rule_of(challenge, team, trained),
        me=next((row.place for row in rows if row.is_me), None),
        sees_interests=any(row.interest for row in rows),
        sees_training=any(row.trained for row in rows) or sees_training,
        sees_all_training=sees_training,
        sees_all=_sees_all(standing, "see_invitations"),
        sees_reasons=_sees_all(standing, "see_waivers"),
        sharing=shared_needs(team, standing),
    )
    if seen.sees_all:
        _add_who_is_not_on_it(seen, challenge)
    return seen


def _sees_all(standing: Standing, verb: str) -> bool:
    return standing.may(verb) and not standing.own_rows_only(verb)


def _interest(place: TeamMember, standing: Standing, is_me: bool) -> str:
    """How far the declaration of a member is. Who sees only the status learns whether they may read on, and no more."""
    if _sees_all(standing, "see_declarations") or is_me:
        return CLEARED if is_cleared(place) else WAITING if has_declared(place) else SILENT
    if standing.knows("see_declarations"):
        return CLEARED if is_cleared(place) else NOT_CLEARED
    return ""


def shared_needs(team: Iterable[TeamMember], standing: Standing) -> list[TeamMember]:
    """Those who share what helps them with this person, as the team lead or the host coordinator."""
    if not standing.may("see_shared_needs"):
        return []
    as_lead, as_host = Role.TL in standing.roles, Role.HC in standing.roles
    return [
        place
        for place in team
        if (needs := getattr(place, "needs", None))
        and needs.text
        and ((as_lead and needs.share_with_lead) or (as_host and needs.share_with_host))
    ]


def _add_who_is_not_on_it(seen: TeamSeen, challenge: PeerChallenge) -> None:
    for invitation in challenge.team_invitations.select_related("person", "home"):
        if not invitation.answer:
            seen.waiting.append(invitation)
        elif invitation.answer == TeamInvitation.Answer.NO:
            seen.answered.append(invitation)
    seen.left = list(challenge.team.exclude(ended_at=None).select_related("person").order_by("-ended_at"))


# What members wait for, in their words, by milestone.
DAYS = {
    "team-confirmed": "You say if you have an interest, and what helps you",
    "pack-released": "You get the papers to read",
    "timetable-final": "The team talks before the visit",
    "draft-report": "The team sends its draft to the council",
    "published": "The report is there for all to read",
    "six-month-review": "We ask the council what has changed",
}


def days_of_member(challenge: PeerChallenge, milestones: Iterable[Milestone]) -> list[tuple[str, date, date | None]]:
    """What happens when, for somebody on the team: words, first day, last day."""
    days = [(DAYS[one.code], one.due_on, None) for one in milestones if one.code in DAYS]
    if challenge.first_day:
        days.append(("The visit", challenge.first_day, challenge.last_day))
    return sorted(days, key=lambda day: day[1])
