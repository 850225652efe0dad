"""Days pass. A walk cannot wait for them, so the days of its challenge come nearer instead.

Nothing else is ever changed past the pages. To everybody who looks it is as if so many days had gone by: what is
planned, due or open until a day is that much nearer, or past. The clock of the service stays as it is, because the
browser, the codes of apps and the sessions live by the same one; so the moment at which something was done stays, too.
"""

from datetime import date, timedelta
from itertools import count

from cycles.models import Cycle, Milestone, PeerChallenge
from peerchallenge.workdays import add_working_days, is_working_day, today_in_london
from reports.models import AccuracyCheck, Action, Survey

from .cast import ACCEPTED
from .troupe import Troupe

DATED = (
    (Cycle, ("starts_on", "ends_on")),
    (PeerChallenge, ("first_day", "last_day")),
    (Milestone, ("starts_on", "due_on")),
    (Survey, ("opened_on", "closes_on")),
    (AccuracyCheck, ("due_on",)),
    (Action, ("due_on",)),
)
_COME_NEARER = """
from peerchallenge.jobs import queue
from tests.journeys import days
days.come_nearer({by})
queue.sweep()
"""


def days_pass(troupe: Troupe, number: int) -> None:
    """So many days pass, and the service does what it does by itself on such a day."""
    troupe.service.finish_work(*_COME_NEARER.format(by=number).strip().splitlines())


def days_pass_until(troupe: Troupe, code: str) -> None:
    """Days pass until this milestone is a week ahead."""
    due = "from cycles.models import Milestone; print(Milestone.objects.get(challenge__slug={!r}, code={!r}).due_on)"
    day = date.fromisoformat(troupe.service.in_shell(due.format(troupe.slug, code)).splitlines()[-1])
    days_pass(troupe, (day - today_in_london()).days - 7)


def the_first_day_on_site_comes(troupe: Troupe) -> None:
    """The visit was planned over working days, and is on working days when it comes."""
    first, last = ACCEPTED
    days_pass(troupe, next(n for n in count((first - today_in_london()).days) if _suits(first, last, timedelta(n))))


def _suits(first: date, last: date, gone: timedelta) -> bool:
    return is_working_day(first - gone) and add_working_days(first - gone, 2) == last - gone


def come_nearer(number: int) -> None:
    """This runs inside the service."""
    for model, names in DATED:
        rows = list(model.objects.all())
        for row in rows:
            for name in names:
                if day := getattr(row, name):
                    setattr(row, name, day - timedelta(days=number))
        model.objects.bulk_update(rows, names)
