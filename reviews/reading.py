"""Who of the team has read how much of the pack."""

from collections import Counter
from dataclasses import dataclass

from cycles.holders import TEAM_OF_VISIT
from cycles.models import PeerChallenge, TeamMember
from peerchallenge.accounts.models import Person

from .models import ReadMark
from .pack import Item


@dataclass(frozen=True)
class Reader:
    """One member, and how many things of the pack they have read in their present version."""

    name: str
    role: str
    count: int


def who_has_read(challenge: PeerChallenge, items: list[Item], *, only: Person | None = None) -> list[Reader]:
    """Each member of the visit with the number of things read, in the order of names (`only`: one of them)."""
    marks = ReadMark.objects.filter(challenge=challenge, item__in=[item.key for item in items])
    read = Counter(marks.values_list("person_id", flat=True))
    members = TeamMember.objects.current().filter(challenge=challenge, role__in=TEAM_OF_VISIT)
    if only:
        members = members.filter(person=only)
    return [
        Reader(member.person.name, member.get_role_display(), read[member.person_id])
        for member in members.select_related("person").order_by("person__name", "pk")
    ]
