"""Who prepares a challenge: the people, the world they find, and the way they walk together."""

import json

from playwright.sync_api import Browser

from .arrivals import join, sign_in
from .browser import Walker
from .cast import Way
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


class Troupe(Way):
    """Everybody around the challenge of Dudley, which is as `world` in dudley.py says. Without one nobody is there yet,
    and there is no challenge before they `find` it."""

    def __init__(self, service: Embedded, browser: Browser, *, scripts: bool, shots: str, world: str = ""):
        super().__init__(service, browser, scripts=scripts, shots=shots)
        self.slug, self.sessions = "", {}
        if world:
            lines = _FIND_THEM.format(world=world).strip().splitlines()
            self.slug, self.sessions = json.loads(service.in_shell(*lines).splitlines()[-1])

    @property
    def here(self) -> str:
        return f"/challenges/{self.slug}/"

    def find(self, path: str) -> None:
        """Where the challenge is, once somebody has come to its page."""
        self.slug = path.strip("/").removeprefix("challenges/")

    def __getitem__(self, name: str) -> Walker:
        return self.walkers[name]

    def comes(self, name: str) -> Walker:
        """Somebody who has an account signs in, unless they have before."""
        if name in self.walkers:
            return self.walkers[name].open("/")
        walker = self.comes_in(name).open("/sign-in/")
        sign_in(walker, email_of(name))
        return walker

    def joins(self, name: str) -> Walker:
        """Somebody new follows the link in their mail."""
        walker = self.comes_in(name)
        link = self.service.mail_to(email_of(name), "invitation").links[0]
        join(walker, link, name=name.split()[0].lower())
        return walker

    def is_there(self, name: str) -> Walker:
        """Somebody who has signed in already, with their second step."""
        walker = self.comes_in(name)
        walker.context.add_cookies([{"name": "sessionid", "value": self.sessions[name], "url": self.service.url}])
        return walker

    def passes_by(self, name: str) -> Walker:
        """Somebody without an account."""
        return self.comes_in(name)

    def at(self, name: str, page: str = "") -> Walker:
        """This person opens a page of the challenge."""
        return self.walkers[name].open(self.here + page)
