"""The timetables of the example region: who asks whom, in which room, and which groups are briefed."""

from datetime import datetime, timedelta
from datetime import time as clock
from uuid import UUID

from cycles.holders import TEAM_OF_VISIT
from cycles.models import HostMember, HostRole, PeerChallenge, Region, Stage, TeamMember, TeamRole
from peerchallenge.workdays import LONDON, today_in_london
from reviews.models import BriefingReply, ConfidentialMessage, KindOfPeople, Session, SessionKind, SessionPart
from reviews.models.visit import GROUPS_ARE_HEARD
from reviews.timetable import ASKS, WRITES, plan_of

from . import words

ROOMS = ("Council chamber", "Room 2, step-free", "Room 4", "Library, ground floor")
COUNTS = (7, 8, 6, 7)
TOO_MANY = 11
COME_OF_SEVEN = 5  # how many of a group have said so


def tell_visits(region: Region) -> None:
    """A timetable for every visit whose pack is released, and one just begun where a coordinator prepares."""
    dated = PeerChallenge.objects.in_region(region).exclude(first_day=None).select_related("host", "cycle")
    for challenge in dated.filter(stage__gte=Stage.READING):
        _lay_out(challenge)
    coordinators = HostMember.objects.current().filter(role=HostRole.COORDINATOR)
    for challenge in dated.filter(stage=Stage.PREPARING, pk__in=coordinators.values("challenge")):
        _begin(challenge)


def _begin(challenge: PeerChallenge) -> None:
    """The usual sessions, and one group that is too big."""
    Session.objects.bulk_create(
        Session(challenge=challenge, number=number, day=day, **line)
        for number, (day, line) in enumerate(plan_of(challenge), start=1)
    )
    carers = Session.objects.filter(challenge=challenge, kind_of_people=KindOfPeople.CARERS)
    carers.update(head_count=TOO_MANY)


def _lay_out(challenge: PeerChallenge) -> None:
    team = list(TeamMember.objects.filter(challenge=challenge, role__in=TEAM_OF_VISIT).order_by("pk"))
    briefer = HostMember.objects.filter(challenge=challenge, role=HostRole.COORDINATOR).select_related("person").first()
    told_at = datetime.combine(challenge.first_day - timedelta(days=8), clock(15, 20), LONDON)
    is_told = bool(briefer) and told_at.date() < today_in_london()
    lines = list(challenge.lines.filter(dropped_at=None))
    at_once: dict[tuple[int, clock], int] = {}
    for number, (day, line) in enumerate(plan_of(challenge), start=1):
        side = at_once.get((day, line["starts_at"]), 0)
        at_once[day, line["starts_at"]] = side + 1
        is_group = line["kind"] in GROUPS_ARE_HEARD
        session = Session.objects.create(
            challenge=challenge,
            number=number,
            day=day,
            **line,
            place=ROOMS[side * 2 % len(ROOMS)] if line["kind"] != SessionKind.PLACE else "Day centre",
            head_count=COUNTS[number % len(COUNTS)] if is_group else None,
            briefed_at=told_at if is_group and is_told else None,
            briefed_by=briefer.person if is_group and is_told else None,
        )
        _send(session, team, side)
        if is_group:
            session.lines.set(lines[number % len(lines) :][:1] if lines else [])
            _answer(session, is_told)


def _send(session: Session, team: list[TeamMember], side: int) -> None:
    """The team lead meets the leaders. Two others go to each group, so nobody is alone. Else all of them come."""
    leads = [member for member in team if member.role == TeamRole.TEAM_LEAD]
    others = [member for member in team if member.role != TeamRole.TEAM_LEAD]
    if session.kind in (SessionKind.LEADERS, SessionKind.REFLECTION):
        going = leads
    elif session.hears_a_group:
        going = others[side % 2 * 2 :][:2]
    else:
        going = team
    asks_first = session.hears_a_group
    SessionPart.objects.bulk_create(
        SessionPart(session=session, member=member, part=ASKS if place == 0 or not asks_first else WRITES)
        for place, member in enumerate(going)
    )


def _answer(session: Session, is_told: bool) -> None:
    if not is_told:
        return
    for place in range(COME_OF_SEVEN):
        key, needs = UUID(int=session.pk * 100 + place), words.NEEDS_OF_GROUPS.get((session.number % 5, place), "")
        BriefingReply.objects.create(session=session, key=key, needs=needs)
    if session.number % 6 == 0:
        ConfidentialMessage.objects.create(
            session=session, key=UUID(int=session.pk * 100 + 99), text=words.IN_CONFIDENCE
        )
