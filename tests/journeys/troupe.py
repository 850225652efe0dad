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
SOMEBODY, OFFICER = "Somebody with a briefing link", "Mina Castle"
READERS = FIRST_READER, SECOND_READER = "Nasreen Ali", "Paul Dunn"
TEAM = (TEAM_LEAD, COUNCILLOR, MANAGER, EXPERT, *READERS)

_FIND_THEM = """
import json
from tests.journeys import dudley
print(json.dumps(dudley.{world}()))
"""


def email_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


class Troupe:
    """Everybody in a browser of their own, in one service whose challenge of Dudley is as `world` in dudley.py says."""

    def __init__(self, service: Embedded, browser: Browser, *, scripts: bool, world: str, shots: str):
        self.service, self.browser, self.scripts = service, browser, scripts
        self.shots = Shots(shots) if scripts else None
        lines = _FIND_THEM.format(world=world).strip().splitlines()
        self.slug, self.sessions = json.loads(service.in_shell(*lines).splitlines()[-1])
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

    def is_there(self, name: str) -> Walker:
        """Somebody who has signed in already, with their second step."""
        walker = self._new(name)
        walker.context.add_cookies([{"name": "sessionid", "value": self.sessions[name], "url": self.service.url}])
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
