"""Builders of the visit: a session with its group and who of the team is in it."""

from datetime import time
from uuid import uuid4

from django.utils import timezone

from cycles.models import TeamMember, TeamRole
from reviews import timetable
from reviews.models import (
    Finding,
    KindOfPeople,
    Leaning,
    Note,
    Recommendation,
    Session,
    SessionKind,
    SessionPart,
    Source,
)
from tests import builders as a


def a_session(challenge, *, members=0, lines=(), **facts):
    """A talk with seven front-line practitioners on the first morning, unless told otherwise."""
    number = challenge.sessions.count() + 1
    facts = {
        "number": number,
        "kind": SessionKind.TALK,
        "title": f"Session {number}",
        "day": 1,
        "starts_at": time(10),
        "ends_at": time(11),
        "kind_of_people": KindOfPeople.PRACTITIONERS,
        "head_count": 7,
    } | facts
    session = Session.objects.create(challenge=challenge, **facts)
    session.lines.set(lines)
    for number in range(members):
        part = SessionPart.Part.WRITES if number else SessionPart.Part.ASKS
        person = a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)
        takes_part(session, person, part)
    return session


def takes_part(session, person, part=SessionPart.Part.ASKS):
    member = TeamMember.objects.get(challenge=session.challenge, person=person, ended_at=None)
    return SessionPart.objects.create(session=session, member=member, part=part)


def problems(challenge):
    """What is wrong in the timetable, by session."""
    return {one.session.reference: one.problems for one in timetable.sessions_of(challenge) if one.problems}


def a_note(session, author, *, text="People wait for a review.", shared=True, **facts):
    """A note of a session, shared with the team unless told otherwise."""
    facts = {"source": Source.HEARD, "leaning": Leaning.CONSIDER} | facts
    shared_at = timezone.now() if shared else None
    return Note.objects.create(
        challenge=session.challenge,
        session=session,
        written_by=author,
        key=uuid4(),
        text=text,
        shared_at=shared_at,
        **facts,
    )


def a_finding(challenge, author, *, text="People wait too long for a review.", notes=(), **facts):
    """An area for consideration that rests on these notes."""
    number = challenge.findings.count() + 1
    facts = {"kind": Finding.Kind.CONSIDER} | facts
    finding = Finding.objects.create(challenge=challenge, number=number, written_by=author, text=text, **facts)
    for note in notes:
        finding.evidence.create(note=note)
    return finding


def a_recommendation(challenge, *findings, text="Agree one way in for everybody.", **facts):
    """A recommendation that follows from these findings."""
    facts = {"time": Recommendation.Time.SIX_MONTHS, "how_known": "People wait less than 28 days."} | facts
    number = challenge.recommendations.count() + 1
    made = Recommendation.objects.create(challenge=challenge, number=number, text=text, **facts)
    made.findings.set(findings)
    return made
