"""What the teams of the example region noted on their visits. Generic and kind, and nobody could be meant."""

from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from django.utils import timezone

from cycles.holders import TEAM_OF_VISIT
from cycles.models import PeerChallenge, Region, Stage, TeamMember, TeamRole
from reviews.models import Note, Session
from reviews.models.visit import GROUPS_ARE_HEARD

from .words import NOTES

ONLY_MINE = 8  # each eighth note is kept for oneself: what stands by the end of day 1 stands whatever the hour


def tell_notes(region: Region) -> None:
    """Two notes of each group that was met so far, by those who were there; the expert by experience begins."""
    visits = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.ON_SITE, stage__lt=Stage.CLOSED)
    for challenge in visits.select_related("host").exclude(first_day=None):
        _tell(challenge)


def _tell(challenge: PeerChallenge) -> None:
    team = list(TeamMember.objects.filter(challenge=challenge, role__in=TEAM_OF_VISIT).select_related("person"))
    team.sort(key=lambda member: (member.role != TeamRole.EXPERT_BY_EXPERIENCE, member.pk))
    lines = list(challenge.lines.filter(dropped_at=None))
    rows, now = [], timezone.now()
    for session in Session.objects.planned().filter(challenge=challenge, kind__in=GROUPS_ARE_HEARD):
        session.challenge = challenge
        for place in range(2):
            number, written_at = len(rows) + 1, session.ends + timedelta(minutes=5 + 7 * place)
            if written_at < now:
                rows.append(_note(session, team, lines, number, written_at))
    Note.objects.bulk_create(rows)


def _note(session: Session, team: list[TeamMember], lines: list, number: int, written_at) -> Note:
    leaning, source, own_words, text = NOTES[number % len(NOTES)]
    return Note(
        challenge=session.challenge,
        key=uuid5(NAMESPACE_OID, f"{session.challenge.host.slug} {number}"),
        written_by=team[(number - 1) % len(team)].person,
        session=session,
        source=source,
        leaning=leaning,
        line=lines[number % len(lines)] if lines and number % 3 == 0 else None,
        text=text,
        own_words=own_words,
        shared_at=None if number % ONLY_MINE == 0 else written_at,
        written_at=written_at,
    )
