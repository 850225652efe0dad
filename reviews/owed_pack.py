"""What the team owes the pack: to read it before the team speaks, each member until they have read all of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from cycles.holders import TEAM_OF_VISIT, holders_once
from cycles.models import Milestone, Stage, TeamMember
from cycles.owed import running_once
from peerchallenge.notifications.owed import Owed

from .models import ReadMark
from .pack import keys_in

TEAM_CALL = "timetable-final"  # the milestone with which the team speaks


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """One line for each cleared member of a visit who has not read all of a pack that is released."""
    known = {} if known is None else known
    if not holders_once(people, known).numbers("team"):
        return
    reading = {pk: one for pk, one in running_once(people, known).items() if one.stage == Stage.READING}
    members = list(_members(reading, people)) if reading else []
    if not members:
        return
    packs, read = keys_in(reading), _read(reading, people)
    for member in members:
        challenge = reading[member.challenge_id]
        left = packs[challenge.pk] - read[challenge.pk, member.person_id]
        if left:
            begun = len(left) < len(packs[challenge.pk])
            yield Owed(
                member.person_id,
                f"pack:{challenge.pk}",
                f"Read the pack: {len(left)} of {len(packs[challenge.pk])} left" if begun else "Read the pack",
                challenge.called,
                reverse("pack", args=[challenge.slug]),
                challenge_id=challenge.pk,
                due_on=member.team_speaks_on,
            )


def _members(challenges: Iterable[int], people: list[int] | None) -> QuerySet[TeamMember]:
    """Who visits and is cleared to read, each with the day on which the team speaks."""
    due = Milestone.objects.filter(challenge=OuterRef("challenge"), code=TEAM_CALL).values("due_on")[:1]
    members = TeamMember.objects.current().filter(
        challenge__in=challenges,
        role__in=TEAM_OF_VISIT,
        declaration__cleared_at__isnull=False,
        person__is_active=True,
    )
    members = members if people is None else members.filter(person__in=people)
    return members.annotate(team_speaks_on=Subquery(due))


def _read(challenges: Iterable[int], people: list[int] | None) -> dict[tuple[int, int], set[str]]:
    """What each of them has read, by challenge and person."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    marks = ReadMark.objects.filter(challenge__in=challenges)
    marks = marks if people is None else marks.filter(person__in=people)
    for challenge_id, person_id, item in marks.values_list("challenge", "person", "item"):
        found[challenge_id, person_id].add(item)
    return found
