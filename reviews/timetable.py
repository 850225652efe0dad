"""The timetable of a visit: the plan to start from, and what is wrong or still missing in it."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

from django.db.models import Prefetch

from cycles.models import LineOfEnquiry, PeerChallenge, TeamMember, TeamRole
from peerchallenge.ui.wording import plural, sentence_list
from peerchallenge.workdays import add_working_days

from .models import Session, SessionPart
from .models.visit import GROUPS_ARE_HEARD

TEMPLATE = Path(__file__).parent / "timetable.toml"
FEWEST, MOST = 6, 8  # people in a group (the article: six to eight, so that everybody can speak)
FINAL, BRIEFED = "timetable-final", "groups-briefed"  # milestones that the timetable keeps
ASKS, WRITES = SessionPart.Part.ASKS, SessionPart.Part.WRITES


@cache
def template() -> dict[str, list[dict[str, Any]]]:
    """The plan of the first day, of the days between and of the last day, as sessions without people."""
    days: dict[str, list[dict[str, Any]]] = tomllib.loads(TEMPLATE.read_text())
    return {
        day: [
            {
                "kind": line["kind"],
                "title": line["title"],
                "kind_of_people": line.get("people", ""),
                "starts_at": time.fromisoformat(line["from"]),
                "ends_at": time.fromisoformat(line["to"]),
            }
            for line in lines
        ]
        for day, lines in days.items()
    }


def days_of(challenge: PeerChallenge) -> list[date]:
    """The days on site, in order; none before they are agreed."""
    if not challenge.first_day:
        return []
    days = [challenge.first_day]
    while days[-1] < challenge.last_day:
        days.append(add_working_days(days[-1], 1))
    return days


def is_final(challenge: PeerChallenge) -> bool:
    """Somebody has said that it is, and nobody has changed it since."""
    return challenge.milestones.filter(code=FINAL).exclude(done_at=None).exists()


def plan_of(challenge: PeerChallenge) -> Iterator[tuple[int, dict[str, Any]]]:
    """The template laid over the days of this visit: number of the day, and a session."""
    last = len(days_of(challenge))
    for number in range(1, last + 1):
        part = "last" if number == last else "first" if number == 1 else "between"
        for line in template()[part]:
            yield number, line


@dataclass
class Planned:
    """One session as pages show it: who asks and writes, what it is about, what is wrong with it."""

    session: Session
    asks: list[TeamMember]
    writes: list[TeamMember]
    lines: list[LineOfEnquiry]
    problems: list[str] = field(default_factory=list)

    @property
    def members(self) -> list[TeamMember]:
        return [*self.asks, *self.writes]

    @property
    def asks_names(self) -> list[str]:
        return [member.person.name for member in self.asks]

    @property
    def writes_names(self) -> list[str]:
        return [member.person.name for member in self.writes]

    @property
    def names(self) -> list[str]:
        return self.asks_names + self.writes_names

    @property
    def briefed(self) -> str:
        """Whether its group is told what the session is about, in words; nothing where nobody is invited."""
        session = self.session
        if not session.hears_a_group:
            return ""
        return "Yes" if session.briefed_at else "No, with a reason" if session.not_briefed_because else "Not yet"


@dataclass
class Day:
    number: int
    on: date | None
    sessions: list[Planned]


def sessions_of(challenge: PeerChallenge) -> list[Planned]:
    """Every session that is planned, in order, with what is wrong in it. Three questions for any number."""
    parts = SessionPart.objects.filter(member__ended_at=None).select_related("member__person")
    lines = LineOfEnquiry.objects.filter(dropped_at=None)
    rows = challenge.sessions.planned().prefetch_related(
        Prefetch("parts", parts, to_attr="current_parts"), Prefetch("lines", lines, to_attr="current_lines")
    )
    found = []
    for session in rows:
        session.challenge = challenge
        by_part = defaultdict(list)
        for part in session.current_parts:
            by_part[part.part].append(part.member)
        found.append(Planned(session, by_part[ASKS], by_part[WRITES], session.current_lines))
    _find_problems(challenge, found)
    return found


def by_day(challenge: PeerChallenge, planned: Iterable[Planned]) -> list[Day]:
    """The days of the visit with their sessions. What lies on a day that there is not comes last."""
    days = days_of(challenge)
    found = {number: Day(number, day, []) for number, day in enumerate(days, start=1)}
    for one in planned:
        found.setdefault(one.session.day, Day(one.session.day, None, [])).sessions.append(one)
    return [found[number] for number in sorted(found)]


def heard(planned: Iterable[Planned]) -> list[tuple[str, int, int]]:
    """Each kind of people that is met, with the number of its sessions and of the people expected so far."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in planned:
        if one.session.hears_a_group:
            kind = counted[one.session.kind_outside]
            kind[0] += 1
            kind[1] += one.session.head_count or 0
    return [(kind, sessions, people) for kind, (sessions, people) in counted.items()]


def without_session(challenge: PeerChallenge, planned: Iterable[Planned]) -> list[LineOfEnquiry]:
    """The lines of enquiry that no session is about."""
    covered = {line.pk for one in planned for line in one.lines}
    return [line for line in challenge.lines.filter(dropped_at=None) if line.pk not in covered]


def _find_problems(challenge: PeerChallenge, planned: list[Planned]) -> None:
    last = len(days_of(challenge))
    for one in planned:
        one.problems.extend(_alone(one, last))
    for first, second in combinations(planned, 2):
        if _at_once(first.session, second.session):
            for problem in _together(first, second):
                first.problems.append(problem.format(second.session.reference))
                second.problems.append(problem.format(first.session.reference))


def _alone(one: Planned, days: int) -> Iterator[str]:
    session = one.session
    if session.day > days:
        yield f"The visit has {plural(days, 'day')}, so there is no day {session.day}"
    if session.kind not in GROUPS_ARE_HEARD:
        return
    if session.head_count is not None and session.head_count > MOST:
        yield f"{session.head_count} people are too many to speak. Split them into groups of {FEWEST} to {MOST}"
    if one.members and {member.role for member in one.members} == {TeamRole.EXPERT_BY_EXPERIENCE}:
        yield "An expert by experience is not alone in a session"


def _together(first: Planned, second: Planned) -> Iterator[str]:
    """What cannot be, with a place for the other session."""
    here = {member.pk: member.person.name for member in first.members}
    if both := [here[member.pk] for member in second.members if member.pk in here]:
        yield f"{sentence_list(sorted(both))} would be in {{}} at the same time"
    room = first.session.place.strip().casefold()
    if room and room == second.session.place.strip().casefold():
        yield "{} is in the same room at the same time"


def _at_once(first: Session, second: Session) -> bool:
    return first.day == second.day and first.starts_at < second.ends_at and second.starts_at < first.ends_at
