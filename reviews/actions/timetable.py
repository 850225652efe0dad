"""The timetable of a visit: laying it out, changing sessions, briefing groups, and calling it final."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cycles.dates import keep_milestone, open_milestone_again
from cycles.models import LineOfEnquiry, PeerChallenge, Stage, TeamMember
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from peerchallenge.ui.wording import plural
from reviews.models import KindOfPeople, Session, SessionPart
from reviews.models.visit import LEADERS_MAY_COME, new_token
from reviews.telling import tell_everybody
from reviews.timetable import BRIEFED, FINAL, days_of, is_final, plan_of

MOST_SESSIONS = 60
NO_LEADERS = (
    "Groups are heard without senior leaders, so that people can speak freely. "
    "Leaders come to the welcome, to talks of their own, to the reflection and to the feedback."
)


@transaction.atomic
def lay_out_timetable(challenge: PeerChallenge, *, by: Person) -> None:
    """Begin with the sessions of the template, over the days of this visit. Only where there are none yet."""
    _take_turn(challenge)
    if challenge.sessions.planned().exists():
        raise Refused("The timetable has sessions already.")
    if not days_of(challenge):
        raise Refused("The dates of the visit are not agreed yet.")
    first = _last_number(challenge) + 1
    rows = [
        Session(challenge=challenge, number=number, day=day, **line)
        for number, (day, line) in enumerate(plan_of(challenge), start=first)
    ]
    Session.objects.bulk_create(rows)
    record("timetable.laid_out", challenge, by=by, challenge=challenge, count=plural(len(rows), "session"))


@transaction.atomic
def add_session(
    challenge: PeerChallenge,
    *,
    facts: Mapping[str, Any],
    parts: Mapping[TeamMember, str],
    lines: Iterable[LineOfEnquiry] = (),
    by: Person,
) -> Session:
    """Add a session. `parts`: who of the team asks, and who writes. Raises Refused when a leader would sit in."""
    _take_turn(challenge)
    _refuse_leaders(facts)
    if challenge.sessions.planned().count() >= MOST_SESSIONS:
        raise Refused(f"There can be at most {MOST_SESSIONS} sessions.")
    session = Session.objects.create(challenge=challenge, number=_last_number(challenge) + 1, **facts)
    _write_parts(session, parts)
    session.lines.set(lines)
    record("session.added", session, by=by, challenge=challenge, session=session.reference)
    _not_final_any_more(challenge, by)
    return session


@transaction.atomic
def change_session(
    session: Session,
    *,
    facts: Mapping[str, Any],
    parts: Mapping[TeamMember, str],
    lines: Iterable[LineOfEnquiry] = (),
    seen: int,
    by: Person,
) -> None:
    """Change a session, with its parts and lines as one text. Raises Stale when somebody else changed it first.

    A group that moves, or is another kind of people now, has not been told: it must be briefed anew.
    """
    _refuse_leaders(facts)
    lines, changes = list(lines), dict(facts)
    if any(getattr(session, name) != facts.get(name) for name in TOLD) and session.briefed_at:
        changes |= {"briefed_at": None, "briefed_by": None}
    beside = {
        "parts": (_said(session.parts.select_related("member")), sorted(f"{m.pk} {part}" for m, part in parts.items())),
        "lines": (sorted(session.lines.values_list("pk", flat=True)), sorted(line.pk for line in lines)),
    }
    is_news = beside["parts"][0] != beside["parts"][1] or any(getattr(session, name) != facts[name] for name in MATTERS)
    save_version(session, changes, seen=seen, by=by, beside=beside)
    _write_parts(session, parts)
    session.lines.set(lines)
    record("session.changed", session, by=by, challenge=session.challenge, session=session.reference)
    _follow(session.challenge, by)
    if is_news:
        _not_final_any_more(session.challenge, by)


TOLD = ("day", "starts_at", "ends_at", "place", "link", "kind_of_people")  # what a group was told
MATTERS = (*TOLD, "kind", "title")  # what makes it another timetable; the number of chairs does not


@transaction.atomic
def take_out_session(session: Session, *, by: Person) -> None:
    """Take a session out of the timetable. It can be put back, and what was written in it stays."""
    if not Session.objects.planned().filter(pk=session.pk).update(taken_out_at=timezone.now(), taken_out_by=by):
        raise Refused("Somebody else has taken this session out already.")
    record("session.taken_out", session, by=by, challenge=session.challenge, session=session.reference)
    _follow(session.challenge, by)
    _not_final_any_more(session.challenge, by)


@transaction.atomic
def put_back_session(session: Session, *, by: Person) -> None:
    """Put a session back into the timetable."""
    out = Session.objects.filter(pk=session.pk).exclude(taken_out_at=None)
    if not out.update(taken_out_at=None, taken_out_by=None):
        raise Refused("This session is in the timetable already.")
    record("session.put_back", session, by=by, challenge=session.challenge, session=session.reference)
    _follow(session.challenge, by)
    _not_final_any_more(session.challenge, by)


@transaction.atomic
def confirm_briefed(session: Session, *, by: Person) -> None:
    """The host's coordinator says that everybody who comes has been told what it is about."""
    groups = Session.objects.with_groups().filter(pk=session.pk)
    if not groups.update(briefed_at=timezone.now(), briefed_by=by, not_briefed_because=""):
        raise Refused("Only a group that is in the timetable can be briefed.")
    record("session.briefed", session, by=by, challenge=session.challenge, session=session.reference)
    _follow(session.challenge, by)


@transaction.atomic
def say_why_not_briefed(session: Session, *, reason: str, by: Person) -> None:
    """A group cannot be briefed before the visit, and this is why. The team reads it."""
    groups = Session.objects.with_groups().filter(pk=session.pk)
    if not groups.update(briefed_at=None, briefed_by=None, not_briefed_because=reason):
        raise Refused("Only a group that is in the timetable can be briefed.")
    record("session.not_briefed", session, by=by, challenge=session.challenge, session=session.reference)
    _follow(session.challenge, by)


@transaction.atomic
def make_new_link(session: Session, *, by: Person) -> None:
    """Make a new briefing link. The old one ends at once."""
    Session.objects.filter(pk=session.pk).update(token=new_token())
    record("session.new_link", session, by=by, challenge=session.challenge, session=session.reference)


@transaction.atomic
def finish_timetable(challenge: PeerChallenge, *, by: Person) -> None:
    """Say that the timetable is final: groups can be told. Who changes it before the visit has to say so again."""
    _take_turn(challenge)
    if not challenge.sessions.planned().exists():
        raise Refused("There are no sessions in the timetable yet.")
    keep_milestone(challenge, FINAL, by=by)
    record("timetable.finished", challenge, by=by, challenge=challenge)


def _not_final_any_more(challenge: PeerChallenge, by: Person) -> None:
    """Whoever relies on a timetable that was called final is told that it changed. On site it changes by the hour."""
    if challenge.stage < Stage.ON_SITE and is_final(challenge):
        open_milestone_again(challenge, FINAL)
        text = "the timetable was changed and is not final any more"
        tell_everybody(challenge, text, f"timetable:{challenge.pk}:changed", by=by)


def _take_turn(challenge: PeerChallenge) -> None:
    take_turn(f"timetable {challenge.pk}")


def _last_number(challenge: PeerChallenge) -> int:
    last: int | None = challenge.sessions.aggregate(last=Max("number"))["last"]
    return last or 0


def _refuse_leaders(facts: Mapping[str, Any]) -> None:
    if facts["kind_of_people"] == KindOfPeople.LEADERS and facts["kind"] not in LEADERS_MAY_COME:
        raise Refused(NO_LEADERS, field="kind_of_people")


def _write_parts(session: Session, parts: Mapping[TeamMember, str]) -> None:
    session.parts.all().delete()
    SessionPart.objects.bulk_create(
        SessionPart(session=session, member=member, part=part) for member, part in parts.items()
    )


def _said(parts: Iterable[SessionPart]) -> list[str]:
    return sorted(f"{one.member_id} {one.part}" for one in parts)


def _follow(challenge: PeerChallenge, by: Person) -> None:
    """The milestone of the briefings is kept while every group is briefed, or somebody said why not."""
    if challenge.sessions.not_briefed().exists() or not challenge.sessions.with_groups().exists():
        open_milestone_again(challenge, BRIEFED)
    else:
        keep_milestone(challenge, BRIEFED, by=by)
