"""What people owe the visit itself: an officer to be named, its start, evenings, immediate concerns, and its end."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from cycles.holders import Holders, holders_once
from cycles.models import HostRole, Milestone, Owner, PeerChallenge, Stage
from cycles.owed import running_once
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import civil, plural
from peerchallenge.workdays import today_in_london

from .models import Concern, Correction, PresentedFeedback, SharedReflection
from .timetable import days_of

UNTIL_THE_VISIT_ENDS = (Stage.PREPARING, Stage.READING, Stage.ON_SITE)
Challenges = dict[int, PeerChallenge]


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the visits that are planned or under way."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    if not roles.numbers("team") | roles.numbers("host") | roles.numbers("authority"):
        return
    running = running_once(people, known)
    for source in (_officers, _starts, _reflections, _ends, _corrections, _concerns):
        yield from source(running, roles)


def _where(running: Challenges, wanted: Callable[[PeerChallenge], Any]) -> Challenges:
    return {number: challenge for number, challenge in running.items() if wanted(challenge)}


def _officers(running: Challenges, roles: Holders) -> Iterator[Owed]:
    for challenge in running.values():
        if challenge.stage in UNTIL_THE_VISIT_ENDS and challenge.officer_named_by and not challenge.has_officer:
            path = reverse("concerns-officer", args=[challenge.slug])
            for person_id in {*roles.of(challenge, Owner.HOST_DASS), *roles.of(challenge, Owner.HOST_COORDINATOR)}:
                text = "Name the officer for immediate concerns"
                yield _owed(person_id, "officer", text, challenge, path, challenge.officer_named_by)


def _starts(running: Challenges, roles: Holders) -> Iterator[Owed]:
    today = today_in_london()
    for challenge in running.values():
        if challenge.stage == Stage.READING and challenge.first_day and challenge.first_day <= today:
            path = reverse("visit-start", args=[challenge.slug])
            for person_id in roles.of(challenge, Owner.TEAM_LEAD):
                yield _owed(person_id, "start", "Start the visit", challenge, path, challenge.first_day)


def _reflections(running: Challenges, roles: Holders) -> Iterator[Owed]:
    """Each day that has come, until its points are shared."""
    mine = _where(running, lambda one: one.stage == Stage.ON_SITE and roles.of(one, Owner.TEAM_LEAD))
    if not mine:
        return
    copies = SharedReflection.objects.filter(reflection__challenge__in=mine, number=1)
    shared = set(copies.values_list("reflection__challenge", "reflection__day"))
    for number, challenge in mine.items():
        for day, on in enumerate(days_of(challenge), start=1):
            if on <= today_in_london() and (number, day) not in shared:
                path = reverse("reflection", args=[challenge.slug, f"day-{day}"])
                text = f"Look back on day {day} with the host director"
                for person_id in roles.of(challenge, Owner.TEAM_LEAD):
                    yield _owed(person_id, f"day-{day}", text, challenge, path, on)


def _ends(running: Challenges, roles: Holders) -> Iterator[Owed]:
    """From the last day on: the feedback is frozen as it was presented, and then the visit is ended."""
    mine = _where(running, lambda one: _is_last_day(one) and roles.of(one, Owner.TEAM_LEAD))
    if not mine:
        return
    copies = PresentedFeedback.objects.filter(feedback__challenge__in=mine, number=1)
    presented = set(copies.values_list("feedback__challenge", flat=True))
    for number, challenge in mine.items():
        what, text, page = ("end", "End the visit", "visit-end")
        if number not in presented:
            what, text, page = ("feedback", "Freeze the feedback when you have presented it", "feedback")
        path = reverse(page, args=[challenge.slug])
        for person_id in roles.of(challenge, Owner.TEAM_LEAD):
            yield _owed(person_id, what, text, challenge, path, challenge.last_day)


def _is_last_day(challenge: PeerChallenge) -> bool:
    today = today_in_london()
    return challenge.stage == Stage.ON_SITE and challenge.last_day is not None and challenge.last_day <= today


def _corrections(running: Challenges, roles: Holders) -> Iterator[Owed]:
    """What was corrected in the room waits for the draft report, and is due with it."""
    mine = _where(running, lambda one: one.stage == Stage.DRAFTING and roles.of(one, Owner.TEAM_LEAD))
    if not mine:
        return
    draft = Milestone.objects.filter(challenge=OuterRef("challenge"), code="draft-report")
    waiting = Correction.objects.waiting().filter(challenge__in=mine).annotate(due=Subquery(draft.values("due_on")[:1]))
    counts = Counter(waiting.values_list("challenge", "due"))
    for (number, due_on), count in counts.items():
        challenge, text = mine[number], f"Deal with {plural(count, 'correction')} of the feedback"
        path = reverse("corrections", args=[challenge.slug])
        for person_id in roles.of(challenge, Owner.TEAM_LEAD):
            yield _owed(person_id, "corrections", text, challenge, path, due_on)


def _concerns(running: Challenges, roles: Holders) -> Iterator[Owed]:
    """The officer reads and answers. The team lead phones where nobody has read it in time."""
    mine = _where(running, lambda one: _officers_of(one, roles) or roles.of(one, Owner.TEAM_LEAD))
    if not mine:
        return
    for concern in Concern.objects.filter(challenge__in=mine, answered_at=None):
        challenge, day = mine[concern.challenge_id], civil(concern.due_at)
        path, about = reverse("concern", args=[challenge.slug, concern.reference]), f"concern-{concern.number}"
        is_read = concern.acknowledged_at is not None
        text = "Say what was done about the immediate concern" if is_read else "Read the immediate concern"
        for person_id in _officers_of(challenge, roles):
            yield _owed(person_id, about, f"{text} {concern.reference}", challenge, path, day)
        if not is_read and concern.is_late:
            text = f"Phone the host’s officer: nobody has read the immediate concern {concern.reference}"
            for person_id in roles.of(challenge, Owner.TEAM_LEAD):
                yield _owed(person_id, f"{about}-late", text, challenge, path, day)


def _officers_of(challenge: PeerChallenge, roles: Holders) -> dict[int, str]:
    return roles.people.get(("host", challenge.pk, HostRole.CONCERNS_OFFICER), {})


def _owed(person_id: int, what: str, text: str, challenge: PeerChallenge, path: str, due_on: Any) -> Owed:
    return Owed(person_id, f"visit:{challenge.pk}:{what}", text, challenge.called, path, challenge.pk, due_on)
