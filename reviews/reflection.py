"""The evening reflections of a visit as pages show them: a line for each day, and only what the reader may read."""

from dataclasses import dataclass
from datetime import date

from cycles.models import PeerChallenge, TeamMember, TeamRole
from peerchallenge.workdays import today_in_london

from .models import Reflection, SharedReflection
from .timetable import days_of

LABELS = {
    "goes_well": "What goes well",
    "more_of": "What we would like to see more of tomorrow",
    "can_do": "What the council can do today",
    "expert_says": "What the expert by experience said",
    "for_team": "What the team keeps in mind",
}


@dataclass
class DayOfVisit:
    """One day of the visit, with what was written about it and what was shared."""

    number: int
    on: date
    reflection: Reflection | None
    copies: list[SharedReflection]

    @property
    def reference(self) -> str:
        return f"day-{self.number}"

    @property
    def has_come(self) -> bool:
        return self.on <= today_in_london()

    @property
    def has_changed(self) -> bool:
        """The points say something else than what the host director was given last."""
        return bool(self.copies and self.reflection) and self.copies[0].points != self.reflection.points


def days_with_reflections(challenge: PeerChallenge) -> list[DayOfVisit]:
    """Every day of the visit. Two questions, however many there are."""
    written = {one.day: one for one in challenge.reflections.prefetch_related("copies__shared_by")}
    found = []
    for number, on in enumerate(days_of(challenge), start=1):
        reflection = written.get(number)
        found.append(DayOfVisit(number, on, reflection, list(reflection.copies.all()) if reflection else []))
    return found


def texts_of(row: Reflection | SharedReflection, names: tuple[str, ...]) -> list[tuple[str, str]]:
    """What was written, under its label; what was left empty is left out."""
    return [(LABELS[name], getattr(row, name)) for name in names if getattr(row, name).strip()]


def experts_of(challenge: PeerChallenge) -> list[str]:
    """The names of the experts by experience on the team: they are asked first."""
    members = TeamMember.objects.current().filter(challenge=challenge, role=TeamRole.EXPERT_BY_EXPERIENCE)
    return [member.person.name for member in members.select_related("person").order_by("pk")]
