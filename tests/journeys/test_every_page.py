"""Every page of the site map, as everybody who can open it sees it, in the example region."""

import gzip
import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Response

from tests.services import ROOT

from . import looks
from .browser import Walker, chromium
from .server import Embedded
from .site_map import ELSEWHERE, EVERYBODY, LEAD, NOBODY, PUBLIC, SEEN_BY, names, paths, who_sees

FIRST_VISIT, OWN_SCRIPTS = 60_000, 8_000  # bytes, compressed

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
_FILLABLE = "main form[method=post] :is(input:not([type=hidden]):not([disabled]), textarea, select)"
_SEND_EMPTY = """fillable => {
    const form = document.querySelector(fillable).form;
    for (const field of form.elements) {
        if (['radio', 'checkbox'].includes(field.type)) field.checked = false;
        else if (!['hidden', 'submit'].includes(field.type)) field.value = '';
    }
    HTMLFormElement.prototype.submit.call(form);
}"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Iterator[Embedded]:
    """The example region, with a second cycle that has just begun, and one mail."""
    service = Embedded(tmp_path_factory.mktemp("demo"), DEMO="true")
    service.manage("prepare")
    service.manage("make_demo")
    service.in_shell(*_A_SECOND_CYCLE.strip().splitlines())
    with service.running():
        service.facts = json.loads(service.in_shell(*_FACTS.strip().splitlines()))
        yield service


def test_every_address_has_somebody_who_looks_at_it():
    """A new page is looked at by the regional lead, unless site_map.py says who else or why nobody."""
    assert ELSEWHERE.keys() | SEEN_BY.keys() <= names()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who or "nobody signed in")
def test_every_page_looks_right(demo, who):
    with chromium() as browser:
        walker = looks_around_as(who, browser, demo)
        walker.shots = looks.Shots(f"every-page/{who or 'nobody'}")
        for name in sorted(names() - ELSEWHERE.keys() - (PUBLIC if who != NOBODY else set())):
            for path in paths(name, demo.facts):
                look_at(walker, name, path, must_open=who_sees(name) == who)
    assert not walker.faults, "\n".join(walker.faults)


def looks_around_as(who: str, browser: Browser, demo: Embedded) -> Walker:
    """One of the ten example people, or nobody."""
    walker = Walker(browser, demo.url, scripts=True)
    if who:
        walker.open("/look-around/")
        card = walker.page.locator(f'button[value="{who}"]')
        walker.press(card.inner_text())
    return walker


def look_at(walker: Walker, name: str, path: str, *, must_open: bool) -> None:
    """A page that opens is looked at as a whole, then with its form sent empty. Of refusals one of each will do."""
    walker.open(path)
    if walker.answer.status != 200:
        assert not must_open, f"{path} answered {walker.answer.status}"
        assert walker.answer.status in (403, 404), f"{path} answered {walker.answer.status}"
        if walker.first_time(str(walker.answer.status)):
            walker.arrive(f"refused-{walker.answer.status}", status=walker.answer.status)
    elif walker.first_time(walker.path + path.partition("?")[1] + path.partition("?")[2]):
        walker.arrive(name, axe_at=(looks.DESK, looks.NARROW))
        if must_open:
            send_empty(walker, name)


def send_empty(walker: Walker, name: str) -> None:
    """What a page says to somebody who filled in nothing."""
    title = walker.page.title()
    if walker.page.locator(_FILLABLE).count():
        with walker.page.expect_navigation():
            walker.page.evaluate(_SEND_EMPTY, _FILLABLE)
        if walker.page.title() == f"Error: {title}":
            walker.arrive(f"{name}-empty", axe_at=(looks.DESK, looks.NARROW))


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("page", ["about", "account_login", "home", "cycle-plan", "challenge"])
def test_a_first_visit_is_light(demo, page):
    with chromium() as browser:
        walker = looks_around_as(LEAD if page not in PUBLIC else NOBODY, browser, demo)
        walker.context.new_cdp_session(walker.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        answers: list[Response] = []
        walker.page.on("response", lambda answer: answers.append(answer))
        walker.open(paths(page, demo.facts)[0])
        weights = {answer.url: len(gzip.compress(answer.body(), 9)) for answer in answers}
    assert len(weights) >= 3, weights  # the page, its style sheet, its scripts
    assert sum(weights.values()) <= FIRST_VISIT, weights


def test_our_own_scripts_are_light():
    scripts = [path.read_bytes() for path in (ROOT / "static" / "src").glob("*.js")]
    assert 0 < sum(len(gzip.compress(script, 9)) for script in scripts) <= OWN_SCRIPTS
