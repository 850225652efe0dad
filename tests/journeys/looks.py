"""What must be true of every page, whatever is on it: asked of the page as the browser shows it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.services import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE, NARROW = 1280, 390, 320
HEIGHT = {DESK: 900, PHONE: 844, NARROW: 640}
# A full stop or a comma that stands alone, a name of the template language, a value that was missing.
SLIPS = re.compile(
    r"[^\n]{0,30}(?:(?<=\S) [.,;:!?](?=\s|$)|\{\{|\}\}|\{%|\bNone\b|\(\)|,,|\w\.\.(?!\.))[^\n]{0,20}", re.MULTILINE
)

_HEADINGS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(
    heading => [Number(heading.tagName[1]), heading.textContent.trim()])"""
_SIDEWAYS = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""
_WHAT_STICKS_OUT = """() => [...document.querySelectorAll('main *, header *, footer *')]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .slice(0, 3).map(e => `<${e.tagName.toLowerCase()} class="${e.className}">`).join(' ')"""
_NARROW = """() => [...document.querySelectorAll('main .govuk-button-group .govuk-button')]
    .filter(e => e.offsetWidth && e.offsetWidth < e.closest('.govuk-button-group').clientWidth - 1)
    .map(e => e.textContent.trim())"""
_READ = """() => {
    const unseen = [...document.querySelectorAll('.govuk-visually-hidden')].filter(e => !e.hidden);
    unseen.forEach(e => { e.style.display = 'none'; });
    const text = document.body.innerText;
    unseen.forEach(e => { e.style.display = ''; });
    return text;
}"""
_AXE = """rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']}).then(
    found => found.violations.map(one => `${one.id} (${one.help}): ` +
        one.nodes.slice(0, 3).map(node => `${node.target.join(' ')} ${node.html.slice(0, 120)}`).join(' | ')))"""


def axe_source() -> str:
    if not AXE.exists():
        pytest.fail("axe-core is not installed; to install it: npm ci")
    return AXE.read_text()


def at_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT[width]})


def axe(page: Page) -> list[str]:
    """Everything that axe-core finds wrong here and now. None of its rules is left out."""
    if not page.evaluate("() => typeof axe === 'object'"):
        page.evaluate(axe_source())
    return page.evaluate(_AXE, RULES)


def headings(page: Page) -> Iterator[str]:
    """One h1, and no level skipped on the way down."""
    found = page.evaluate(_HEADINGS)
    first = [text for level, text in found if level == 1]
    if len(first) != 1:
        yield f"{len(first)} headings of the first level: {first}"
    before = 0
    for level, text in found:
        if level > before + 1 and before:
            yield f"“{text}” is a heading of level {level} after one of level {before}"
        before = level


def sideways(page: Page) -> Iterator[str]:
    """Nobody scrolls sideways on a phone."""
    for width in (PHONE, NARROW):
        at_width(page, width)
        if (beyond := page.evaluate(_SIDEWAYS)) > 0:
            yield f"scrolls {beyond} px sideways at {width} px: {page.evaluate(_WHAT_STICKS_OUT)}"


def narrow_buttons(page: Page) -> Iterator[str]:
    """On a phone a button is as wide as the page, so that every thumb finds it."""
    at_width(page, PHONE)
    yield from (f"the button “{text}” is narrow at {PHONE} px" for text in page.evaluate(_NARROW))


def slips(page: Page) -> Iterator[str]:
    """Leftovers of a template that no rule about structure finds."""
    text = page.evaluate(_READ)
    yield from (f"reads oddly: “{match.group().strip()}”" for match in SLIPS.finditer(text))


def faults(page: Page, *, axe_at: tuple[int, ...]) -> list[str]:
    """Everything wrong with the look of this page. Leaves the window as wide as a desk's."""
    found = [*headings(page), *slips(page), *sideways(page), *narrow_buttons(page)]
    if page.evaluate("() => document.documentElement.lang") != "en-GB":
        found.append("does not say that it is in British English")
    if not page.title().strip():
        found.append("has no title")
    for width in axe_at:
        at_width(page, width)
        found += [f"axe at {width} px: {one}" for one in axe(page)]
    at_width(page, DESK)
    return found


class Shots:
    """Pictures of the pages on the way, in the order in which they were seen, for people to look at."""

    def __init__(self, name: str):
        self.folder = ROOT / "shots" / name
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()
        self.number = 0

    def take(self, page: Page, name: str) -> None:
        self.number += 1
        for width in (DESK, PHONE):
            at_width(page, width)
            page.screenshot(path=self._path(name, width), full_page=True)
        at_width(page, DESK)

    def _path(self, name: str, width: int) -> Path:
        return self.folder / f"{self.number:02}-{name}-{width}.png"
