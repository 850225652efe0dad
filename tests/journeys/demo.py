"""The example region, for journeys that look at pages instead of making everything themselves."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from .browser import Walker
from .server import Embedded, made_once

_A_SECOND_CYCLE = """
from datetime import date
from cycles.actions.people import let_in
from cycles.actions.planning import ask_for_challenge, open_cycle
from cycles.models import Authority, Region
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import today_in_london
region, lead = Region.objects.get(), Person.objects.get(slug="amara-bell")
councils, director = Authority.objects.filter(region=region), Person.objects.get(slug="michael-grant")
let_in(region, name="Ida Novak", email="ida.novak@example.org", what="psw", council=councils.get(slug="walsall"),
       starts_on=today_in_london(), by=lead)
cycle = open_cycle(region, name="The next one", starts_on=today_in_london(), ends_on=date(2199, 1, 1),
                   hosts=councils.filter(slug="birmingham"), by=lead)
ask_for_challenge(cycle, host=councils.get(slug="dudley"), reasons="We have a new director.", focus="", by=director)
"""
_FACTS = """
import json
from cycles.models import Cycle, PeerChallenge
cycles = list(Cycle.objects.order_by("pk").values_list("slug", flat=True))
challenges = dict(PeerChallenge.objects.filter(cycle__slug=cycles[0]).values_list("host__slug", "slug"))
print(json.dumps({"cycles": cycles, "challenges": challenges}))
"""


@contextmanager
def example_region(folder: Path) -> Iterator[Embedded]:
    """The example region, with a second cycle that has just begun, and one mail."""
    service = made_once("demo", make_example_region, folder, DEMO="true")
    with service.running():
        service.facts = json.loads(service.in_shell(*_FACTS.strip().splitlines()))
        yield service


def make_example_region(service: Embedded) -> None:
    service.prepare()
    service.manage("make_demo")
    service.in_shell(*_A_SECOND_CYCLE.strip().splitlines())


def looks_around_as(who: str, browser: Browser, demo: Embedded) -> Walker:
    """One of the ten example people, or nobody."""
    walker = Walker(browser, demo.url, scripts=True)
    if who:
        walker.open("/look-around/")
        card = walker.page.locator(f'button[value="{who}"]')
        walker.press(card.inner_text())
    return walker
