"""What people owe the practice review: files to propose, choose, read and agree, groups to write up, the hand-over.

It says in parts what two milestones say as a whole, so cycles.owed leaves those two to it (peerchallenge/wiring.py).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from cycles.holders import holders_once
from cycles.models import HostMember, HostRole, Milestone, PeerChallenge, Stage, TeamMember, TeamRole
from cycles.owed import any_at
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import plural

from .models import CaseFile, FocusGroup

# The days of a practice review, each with the milestone that has it and the column of its day, if it has one.
DAYS = (
    ("starts_on", "practice-review", "starts_on"),
    ("carried_out_by", "practice-review", "due_on"),
    ("handed_over_by", "practice-review-handed-over", "due_on"),
)
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
    files: dict[int, _File] = field(default_factory=dict)
    groups: list[FocusGroup] = field(default_factory=list)

    @property
    def chosen(self) -> list[_File]:
        return [file for file in self.files.values() if file.is_chosen]

    def path(self, page: str, *more: object) -> str:
        return reverse(page, args=[self.challenge.slug, *more])


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the practice reviews that are under way."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    sides = roles.numbers("host") | roles.numbers("team")
    asked = bool(sides) and any_at(people, known, Stage.PREPARING, Stage.READING)
    states = {challenge.pk: _State(challenge) for challenge in _under_way(people)} if asked else {}
    if not states:
        return
    places = _places(states, people)
    _read_files(states)
    if any(is_visiting for those in places.values() for _, is_visiting in those):
        _read_groups(states)
    for number, state in states.items():
        for person_id, is_visiting in places[number]:
            yield from _together(state, person_id)
            yield from _by_visitor(state, person_id) if is_visiting else _by_host(state, person_id)


def _visitors(people: list[int] | None) -> QuerySet[TeamMember]:
    """Visiting readers, once they are cleared."""
    found = TeamMember.objects.current().filter(
        role=TeamRole.PRACTICE_REVIEWER, declaration__cleared_at__isnull=False, person__is_active=True
    )
    return found if people is None else found.filter(person__in=people)


def _hosts(people: list[int] | None) -> QuerySet[HostMember]:
    found = HostMember.objects.current().filter(role=HostRole.PSW, person__is_active=True)
    return found if people is None else found.filter(person__in=people)


def _under_way(people: list[int] | None) -> QuerySet[PeerChallenge]:
    """The challenges whose practice review these people carry out now, with its days, and whether they visit."""
    here, dates = {"challenge": OuterRef("pk")}, {}
    for name, code, column in DAYS:
        due = Milestone.objects.filter(code=code, **here)
        dates[name] = Subquery(due.values(day=Coalesce(column, "due_on"))[:1])
    visited, hosted = Exists(_visitors(people).filter(**here)), Exists(_hosts(people).filter(**here))
    running = PeerChallenge.objects.running().filter(stage__in=(Stage.PREPARING, Stage.READING))
    waiting = running.exclude(practice_review__handed_over_at__isnull=False).filter(Q(visited) | Q(hosted))
    return waiting.with_namesakes().select_related("host", "cycle").annotate(is_visited=visited, **dates)


def _places(states: dict[int, _State], people: list[int] | None) -> Places:
    """Who carries out which practice review, and whether they visit. Nobody is on both sides of a challenge."""
    if people is not None and len(people) == 1:
        return {number: [(people[0], state.challenge.is_visited)] for number, state in states.items()}
    found: Places = defaultdict(list)
    for members, is_visiting in ((_visitors(people), True), (_hosts(people), False)):
        for challenge_id, person_id in members.filter(challenge__in=states).values_list("challenge", "person"):
            found[challenge_id].append((person_id, is_visiting))
    return found


def _read_files(states: dict[int, _State]) -> None:
    files = CaseFile.objects.filter(review__challenge__in=states)
    for challenge_id, number, is_chosen, both_read_at, reader, finished_at in files.values_list(
        "review__challenge", "number", "is_chosen", "both_read_at", "readings__reader", "readings__finished_at"
    ):
        file = states[challenge_id].files.setdefault(number, _File(is_chosen, both_read_at is not None))
        if finished_at:
            file.finished_by.add(reader)


def _read_groups(states: dict[int, _State]) -> None:
    for group in FocusGroup.objects.filter(review__challenge__in=states).select_related("review").defer("detail"):
        states[group.review.challenge_id].groups.append(group)


def _by_host(state: _State, person_id: int) -> Iterator[Owed]:
    if not state.files:
        yield _owed(
            state,
            person_id,
            "propose",
            "Propose case files",
            state.path("practice-sample-add"),
            state.challenge.starts_on,
        )


def _by_visitor(state: _State, person_id: int) -> Iterator[Owed]:
    if not state.chosen:
        page = "practice-sample-pick" if state.files else "practice-sample"
        yield _owed(state, person_id, "choose", "Choose the case files", state.path(page), state.challenge.starts_on)
    if unread := [file for file in state.chosen if not file.is_open and person_id not in file.finished_by]:
        words = f"Read {plural(len(unread), 'case file')}"
        yield _owed(state, person_id, "read", words, state.path("case-files"), state.challenge.carried_out_by)
    for group in state.groups:
        if group.is_owed:
            words, path = f"Write up focus group {group.number}", state.path("focus-group", group.number)
            yield _owed(state, person_id, f"group-{group.number}", words, path, state.challenge.handed_over_by)
    words, path = "Hand over the practice review", state.path("practice-hand-over")
    yield _owed(state, person_id, "hand-over", words, path, state.challenge.handed_over_by)


def _together(state: _State, person_id: int) -> Iterator[Owed]:
    if waiting := [file for file in state.chosen if file.is_open and None not in file.finished_by]:
        words = f"Agree {plural(len(waiting), 'case file')}"
        yield _owed(state, person_id, "agree", words, state.path("case-files"), state.challenge.carried_out_by)


def _owed(state: _State, person_id: int, what: str, text: str, path: str, due_on: date | None) -> Owed:
    challenge = state.challenge
    about = f"practice-review:{challenge.pk}:{what}"
    return Owed(person_id, about, text, challenge.called, path, challenge_id=challenge.pk, due_on=due_on)
