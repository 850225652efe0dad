"""What people owe the practice review: files to propose, choose, read and agree, groups to write up, the hand-over.

It says in parts what two milestones say as a whole, so cycles.owed leaves those two to it (peerchallenge/wiring.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Value
from django.urls import reverse

from cycles.holders import holders_once
from cycles.models import HostMember, HostRole, Milestone, PeerChallenge, Stage, TeamMember, TeamRole
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import plural

from .models import CaseFile, FocusGroup

CARRIED_OUT, HANDED_OVER = "practice-review", "practice-review-handed-over"
Places = dict[int, list[tuple[int, bool]]]  # challenge to people, and whether each of them is visiting


@dataclass
class _File:
    is_chosen: bool
    is_open: bool
    finished_by: set[int | None] = field(default_factory=set)  # None: it is agreed


@dataclass
class _State:
    """How far one practice review is."""

    challenge: PeerChallenge
    due: dict[str, Milestone]
    files: dict[int, _File] = field(default_factory=dict)
    groups: list[FocusGroup] = field(default_factory=list)

    @property
    def chosen(self) -> list[_File]:
        return [file for file in self.files.values() if file.is_chosen]

    def due_on(self, code: str) -> date | None:
        return self.due[code].due_on if code in self.due else None

    def path(self, page: str, *more: object) -> str:
        return reverse(page, args=[self.challenge.slug, *more])

    @property
    def starts_on(self) -> date | None:
        milestone = self.due.get(CARRIED_OUT)
        return (milestone.starts_on or milestone.due_on) if milestone else None


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the practice reviews that are under way."""
    roles = holders_once(people, known)
    places = _places(people) if roles.numbers("host") | roles.numbers("team") else {}
    for state in _states(places) if places else ():
        for person_id, is_visiting in places[state.challenge.pk]:
            yield from _together(state, person_id)
            yield from _by_visitor(state, person_id) if is_visiting else _by_host(state, person_id)


def _places(people: list[int] | None) -> Places:
    """Who carries out which practice review: those of the host, and visitors once they are cleared."""
    visitors = TeamMember.objects.current().filter(
        role=TeamRole.PRACTICE_REVIEWER, declaration__cleared_at__isnull=False, person__is_active=True
    )
    hosts = HostMember.objects.current().filter(role=HostRole.PSW, person__is_active=True)
    if people is not None:
        visitors, hosts = visitors.filter(person__in=people), hosts.filter(person__in=people)
    found: Places = defaultdict(list)
    rows = visitors.values_list("challenge_id", "person_id", Value(value=True)).union(
        hosts.values_list("challenge_id", "person_id", Value(value=False)), all=True
    )
    for challenge_id, person_id, is_visiting in rows:
        found[challenge_id].append((person_id, bool(is_visiting)))
    return found


def _states(places: Places) -> list[_State]:
    """The reviews under way of these challenges, in four queries however many there are."""
    running = (
        PeerChallenge.objects.running()
        .filter(pk__in=places, stage__in=(Stage.PREPARING, Stage.READING))
        .exclude(practice_review__handed_over_at__isnull=False)
    )
    states = {challenge.pk: _State(challenge, {}) for challenge in running.select_related("host", "cycle")}
    if not states:
        return []
    for milestone in Milestone.objects.filter(challenge__in=states, code__in=(CARRIED_OUT, HANDED_OVER)):
        states[milestone.challenge_id].due[milestone.code] = milestone
    files = CaseFile.objects.filter(review__challenge__in=states)
    for challenge_id, number, is_chosen, both_read_at, reader, finished_at in files.values_list(
        "review__challenge", "number", "is_chosen", "both_read_at", "readings__reader", "readings__finished_at"
    ):
        file = states[challenge_id].files.setdefault(number, _File(is_chosen, both_read_at is not None))
        if finished_at:
            file.finished_by.add(reader)
    for group in FocusGroup.objects.filter(review__challenge__in=states).select_related("review").defer("detail"):
        states[group.review.challenge_id].groups.append(group)
    return list(states.values())


def _by_host(state: _State, person_id: int) -> Iterator[Owed]:
    if not state.files:
        yield _owed(
            state, person_id, "propose", "Propose case files", state.path("practice-sample-add"), state.starts_on
        )


def _by_visitor(state: _State, person_id: int) -> Iterator[Owed]:
    if not state.chosen:
        page = "practice-sample-pick" if state.files else "practice-sample"
        yield _owed(state, person_id, "choose", "Choose the case files", state.path(page), state.starts_on)
    if unread := [file for file in state.chosen if not file.is_open and person_id not in file.finished_by]:
        words = f"Read {plural(len(unread), 'case file')}"
        yield _owed(state, person_id, "read", words, state.path("case-files"), state.due_on(CARRIED_OUT))
    for group in state.groups:
        if group.is_owed:
            words, path = f"Write up focus group {group.number}", state.path("focus-group", group.number)
            yield _owed(state, person_id, f"group-{group.number}", words, path, state.due_on(HANDED_OVER))
    words, path = "Hand over the practice review", state.path("practice-hand-over")
    yield _owed(state, person_id, "hand-over", words, path, state.due_on(HANDED_OVER))


def _together(state: _State, person_id: int) -> Iterator[Owed]:
    if waiting := [file for file in state.chosen if file.is_open and None not in file.finished_by]:
        words = f"Agree {plural(len(waiting), 'case file')}"
        yield _owed(state, person_id, "agree", words, state.path("case-files"), state.due_on(CARRIED_OUT))


def _owed(state: _State, person_id: int, what: str, text: str, path: str, due_on: date | None) -> Owed:
    challenge = state.challenge
    about = f"practice-review:{challenge.pk}:{what}"
    return Owed(person_id, about, text, str(challenge.host), path, challenge_id=challenge.pk, due_on=due_on)
