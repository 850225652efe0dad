"""Every page of the site map, as everybody who can open it sees it, in the example region."""

import gzip

import pytest
from playwright.sync_api import Response

from tests.services import ROOT

from . import looks
from .browser import Walker, chromium
from .demo import looks_around_as
from .elsewhere import ELSEWHERE
from .site_map import EVERYBODY, LEAD, NOBODY, PUBLIC, SEEN_BY, names, paths, who_sees

FIRST_VISIT, OWN_SCRIPTS = 60_000, 8_000  # bytes, compressed

_FILLABLE = "main form[method=post] :is(input:not([type=hidden]):not([disabled]), textarea, select)"
_SEND_EMPTY = """fillable => {
    const form = document.querySelector(fillable).form;
    for (const field of form.elements) {
        if (['radio', 'checkbox'].includes(field.type)) field.checked = false;
        else if (!['hidden', 'submit'].includes(field.type)) field.value = '';
    }
    HTMLFormElement.prototype.submit.call(form);
}"""


def test_every_address_has_somebody_who_looks_at_it():
    """A new page is looked at by the regional lead, unless site_map.py says who else or why nobody."""
    assert ELSEWHERE.keys() | SEEN_BY.keys() <= names()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("who", EVERYBODY, ids=lambda who: who or "nobody signed in")
def test_every_page_looks_right(demo, who):
    with chromium() as browser:
        walker = looks_around_as(who, browser, demo)
        walker.shots = looks.Shots(f"every-page/{who or 'nobody'}")
        for name in sorted(names() - ELSEWHERE.keys() - (PUBLIC if who != NOBODY else set())):
            for path in paths(name, demo.facts):
                look_at(walker, name, path, must_open=who_sees(name) == who)
    assert not walker.faults, "\n".join(walker.faults)


def look_at(walker: Walker, name: str, path: str, *, must_open: bool) -> None:
    """A page that opens is looked at as a whole; by whom it is for, thoroughly, and with its form sent empty.

    Of refusals one of each will do: most people are refused most pages.
    """
    if (status := walker.ask(path)) != 200:
        assert not must_open, f"{path} answered {status}"
        assert status in (403, 404), f"{path} answered {status}"
        if walker.first_time(str(status)):
            walker.open(path).arrive(f"refused-{status}", status=status)
        return
    walker.open(path)
    if walker.first_time(walker.path + path.partition("?")[1] + path.partition("?")[2]):
        walker.arrive(name, axe_at=(looks.DESK, looks.NARROW) if must_open else (looks.NARROW,), thorough=must_open)
        if must_open:
            send_empty(walker, name)


def send_empty(walker: Walker, name: str) -> None:
    """What a page says to somebody who filled in nothing."""
    title = walker.page.title()
    if walker.page.locator(_FILLABLE).count():
        with walker.page.expect_navigation():
            walker.page.evaluate(_SEND_EMPTY, _FILLABLE)
        if walker.page.title() == f"Error: {title}":
            walker.arrive(f"{name}-empty", thorough=False)


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
