"""Days and times of a publication: civil ones in London, outside of the periods in which nothing may be published."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from cycles.dates import closed_periods
from cycles.models import BlackoutPeriod, PeerChallenge
from peerchallenge.ui.wording import visit_days
from peerchallenge.workdays import LONDON, today_in_london

LOOK_AHEAD = timedelta(days=366)


class NoSuchMoment(Exception):
    """On a night when clocks change this time does not come, or comes twice."""


def in_london(day: date, clock: time) -> datetime:
    """The moment at which it is this time of this day in London, where there is exactly one."""
    moment = datetime.combine(day, clock, LONDON)
    comes = moment.astimezone(UTC).astimezone(LONDON).replace(tzinfo=None) == moment.replace(tzinfo=None)
    if not comes or moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise NoSuchMoment
    return moment


def day_of(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def block_on(challenge: PeerChallenge, day: date) -> BlackoutPeriod | None:
    """The period in which nothing of this council may be published on this day."""
    return next((period for period in closed_periods(challenge, day, day) if period.blocks_publication), None)


def coming_blocks(challenge: PeerChallenge) -> QuerySet[BlackoutPeriod]:
    """Such periods from today on, for about a year."""
    today = today_in_london()
    return BlackoutPeriod.objects.filter(
        Q(authority=None) | Q(authority=challenge.host_id),
        region=challenge.cycle.region_id,
        blocks_publication=True,
        ends_on__gte=today,
        starts_on__lte=today + LOOK_AHEAD,
    )


def blocked(period: BlackoutPeriod, host: object) -> str:
    """Why a day does not suit."""
    days = visit_days(period.starts_on, period.ends_on)
    return f"No report of {host} may be published then: {period.reason}, {days}"
