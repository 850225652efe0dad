"""Who walks through the planning of a cycle, on which days, and what a walk is."""

from datetime import date, timedelta

from playwright.sync_api import Browser

from peerchallenge.workdays import add_working_days, bank_holiday, today_in_london, working_day_on_or_after

from .browser import Walker
from .looks import Shots
from .server import Embedded

LEAD, SECOND_LEAD = ("Amara Bell", "amara.bell@example.org"), ("Yusuf Demir", "yusuf.demir@example.org")
DIRECTOR, COORDINATOR = ("Michael Grant", "michael.grant@example.org"), ("Tom Archer", "tom.archer@example.org")
CYCLE = "The second round"
TODAY = today_in_london()
STARTS, ENDS = TODAY.replace(day=1), TODAY.replace(day=1) + timedelta(days=760)


def a_visit(weeks_ahead: int) -> tuple[date, date]:
    """A first and last day on site that suit: three working days from a Tuesday or soon after."""
    day = TODAY + timedelta(weeks=weeks_ahead)
    first = working_day_on_or_after(day + timedelta(days=(1 - day.weekday()) % 7))
    return first, add_working_days(first, 2)


def a_bank_holiday() -> date:
    days = (TODAY + timedelta(days=n) for n in range(200, 600))
    return next(day for day in days if bank_holiday(day) and day.weekday() < 5)


# So near that the milestone of T-20 weeks comes up, and the morning mail has something to remind of.
DECLINED, ACCEPTED, MOVED, MOVED_TOO_LATE = (a_visit(weeks) for weeks in (19, 21, 23, 25))

# So that no mail of today comes in between when the walk begins just before eight o'clock.
THE_MORNING_OF_TODAY_IS_OVER = (
    "from peerchallenge.jobs import queue",
    f"queue.enqueue('remind', 'remind:{TODAY}', today='{TODAY}')",
)


class Way:
    """One walk: the service, the browser, and the people as they come in."""

    def __init__(self, service: Embedded, browser: Browser, *, scripts: bool, shots: str):
        self.service, self.browser, self.scripts = service, browser, scripts
        self.shots = Shots(shots) if scripts else None
        self.walkers: dict[str, Walker] = {}

    def comes_in(self, name: str) -> Walker:
        """Somebody in a browser of their own."""
        self.walkers[name] = Walker(self.browser, self.service.url, scripts=self.scripts, shots=self.shots)
        return self.walkers[name]

    @property
    def faults(self) -> list[str]:
        """What was wrong with pages that anybody saw on the way."""
        return [fault for walker in self.walkers.values() for fault in walker.faults]

    def link_for(self, person: tuple[str, str]) -> str:
        """The link in this person's invitation."""
        return self.service.mail_to(person[1], "invitation").links[0]
