"""Who prepares a challenge: the people, the world they find, and the way they walk together."""

import json

from playwright.sync_api import Browser

from .arrivals import join, sign_in
from .browser import Walker
from .looks import Shots
from .server import Embedded

LEAD, DIRECTOR, TEAM_LEAD = "Amara Bell", "Michael Grant", "Beth Rees"
COORDINATOR, OWN_PSW, HELPER = "Tom Archer", "Lynn Hart", "Ravi Sen"
EXPERT, COUNCILLOR, MANAGER, CANNOT_COME = "Esther Okafor", "Gita Rao", "Colin Head", "Jane Ellerby"
SOMEBODY = "Somebody with a briefing link"
READERS = FIRST_READER, SECOND_READER = "Nasreen Ali", "Paul Dunn"
TEAM = (TEAM_LEAD, COUNCILLOR, MANAGER, EXPERT, *READERS)

_WORLD = """
import json
from tests.journeys.dudley import with_agreed_dates
print(json.dumps(with_agreed_dates()))
"""


def email_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


class Troupe:
    """Everybody in a browser of their own, in one service whose challenge of Dudley has its dates."""

    def __init__(self, service: Embedded, browser: Browser, *, scripts: bool):
        self.service, self.browser, self.scripts = service, browser, scripts
        self.shots = Shots("prepare-a-challenge") if scripts else None
        self.slug = json.loads(service.in_shell(*_WORLD.strip().splitlines()).splitlines()[-1])
        self.here = f"/challenges/{self.slug}/"
        self.walkers: dict[str, Walker] = {}

    def __getitem__(self, name: str) -> Walker:
        return self.walkers[name]

    def comes(self, name: str) -> Walker:
        """Somebody who has an account signs in."""
        walker = self._new(name).open("/sign-in/")
        sign_in(walker, email_of(name))
        return walker

    def joins(self, name: str) -> Walker:
        """Somebody new follows the link in their mail."""
        walker = self._new(name)
        link = self.service.mail_to(email_of(name), "invitation").links[0]
        join(walker, link, name=name.split()[0].lower())
        return walker

    def passes_by(self, name: str) -> Walker:
        """Somebody without an account."""
        return self._new(name)

    def _new(self, name: str) -> Walker:
        walker = Walker(self.browser, self.service.url, scripts=self.scripts, shots=self.shots)
        self.walkers[name] = walker
        return walker

    def at(self, name: str, page: str = "") -> Walker:
        """This person opens a page of the challenge."""
        return self.walkers[name].open(self.here + page)

    @property
    def faults(self) -> list[str]:
        """What was wrong with pages that anybody saw on the way."""
        return [fault for walker in self.walkers.values() for fault in walker.faults]
