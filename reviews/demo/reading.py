"""How far the teams of the example region are with their packs, and what they said before the visit."""

from datetime import timedelta

from django.utils import timezone

from cycles.holders import TEAM_OF_VISIT
from cycles.models import PeerChallenge, Region, Stage, TeamMember, TeamRole
from peerchallenge.workdays import add_working_days, today_in_london
from reviews.models import PackVisit, ReadMark, TeamCall
from reviews.pack import keys_in, released_at

from . import words

DAYS_BEFORE_THE_VISIT = 10  # working days: when the team speaks


def tell_reading(region: Region) -> None:
    """Who is still reading has read a part, one more than the other. Who has visited has read all of it."""
    released = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.READING).select_related("cycle")
    packs = keys_in(challenge.pk for challenge in released)
    for challenge in released:
        team = list(TeamMember.objects.filter(challenge=challenge, role__in=TEAM_OF_VISIT).order_by("pk"))
        keys = sorted(packs[challenge.pk])
        for place, member in enumerate(team, start=1):
            is_over = challenge.stage > Stage.READING
            _read(challenge, member, keys if is_over else keys[: len(keys) * place // (len(team) + 1)])
        _speak(challenge, team)


def _read(challenge: PeerChallenge, member: TeamMember, keys: list[str]) -> None:
    """A day after the release; where that was yesterday, just now."""
    at = min((released_at(challenge) or challenge.dates_agreed_at) + timedelta(days=1, hours=3), timezone.now())
    PackVisit.objects.create(challenge=challenge, person_id=member.person_id, last_at=at)
    ReadMark.objects.bulk_create(
        ReadMark(challenge=challenge, person_id=member.person_id, item=key, read_at=at) for key in keys
    )


def _speak(challenge: PeerChallenge, team: list[TeamMember]) -> None:
    """The team lead notes the call of the team, once it is over."""
    day = add_working_days(challenge.first_day, -DAYS_BEFORE_THE_VISIT)
    leads = [member for member in team if member.role == TeamRole.TEAM_LEAD]
    if leads and day < today_in_london():
        TeamCall.objects.create(challenge=challenge, held_on=day, note=words.TEAM_CALL, noted_by_id=leads[0].person_id)
