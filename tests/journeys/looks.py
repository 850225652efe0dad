"""What must be true of every page, whatever is on it: asked of the page as the browser shows it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.services import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# At 200 % a browser leaves half of a desk, at 400 % a quarter, which is a narrow phone as well.
DESK, TABLET, HALF, PHONE, NARROW = 1280, 768, 640, 390, 320
HEIGHT = {DESK: 900, TABLET: 1024, HALF: 450, PHONE: 844, NARROW: 640}
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
_TEXT_SIZE = """size => { document.documentElement.style.fontSize = size; }"""
# Words beyond the window, or beyond the edge of a part that hides what is too much. What is meant for screen readers
# alone stands in a box of one pixel; in a part with scroll bars everything can be reached.
_CUT_OFF = """() => {
    const boxesAround = function* (element) { for (; element; element = element.parentElement) yield element; };
    const hides = box => /hidden|clip/.test(getComputedStyle(box).overflow);
    const scrolls = box => /auto|scroll/.test(getComputedStyle(box).overflow);
    const edges = new Map();
    const edgesOf = box => edges.get(box) ?? edges.set(box, box.getBoundingClientRect()).get(box);
    const view = {left: 0, right: document.documentElement.clientWidth, top: -Infinity, bottom: Infinity};
    const beyond = (line, box) => line.left < box.left - 1 || line.right > box.right + 1 ||
        line.top < box.top - 1 || line.bottom > box.bottom + 1;
    const isCut = words => {
        const around = [...boxesAround(words.parentElement)], hiding = around.filter(hides).map(edgesOf);
        if (around.some(scrolls) || hiding.some(box => box.width <= 1)) return false;
        const range = document.createRange();
        range.selectNodeContents(words);
        return [...range.getClientRects()].some(line => [view, ...hiding].some(box => beyond(line, box)));
    };
    const found = [], all = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (all.nextNode()) {
        const words = all.currentNode, part = words.parentElement;
        if (words.data.trim() && part.checkVisibility() && !part.matches('option, script') && isCut(words))
            found.push(words.data.trim().slice(0, 40));
    }
    const low = field => field.checkVisibility() && field.scrollHeight > field.clientHeight + 1;
    found.push(...[...document.querySelectorAll('input, select')].filter(low).map(field => field.name));
    return found.slice(0, 5);
}"""
_READ = """() => {
    const unseen = [...document.querySelectorAll('.govuk-visually-hidden')].filter(e => !e.hidden);
    unseen.forEach(e => { e.style.display = 'none'; });
    const text = document.body.innerText;
    unseen.forEach(e => { e.style.display = ''; });
    return text;
}"""
# Without `preload` axe does not fetch style sheets and sounds anew: no rule of these reads the former; no sounds here.
_AXE = """([tags, colours]) => {
    if (typeof axe !== 'object') bringAxe();
    const rules = {'color-contrast': {enabled: colours}};
    const options = {runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations'], preload: false};
    return axe.run(document, options).then(found => found.violations.map(one => `${one.id} (${one.help}): ` +
        one.nodes.slice(0, 3).map(node => `${node.target.join(' ')} ${node.html.slice(0, 120)}`).join(' | ')));
}"""


def bring_axe(context: BrowserContext) -> None:
    """Every page of this browser can call axe-core: sending its half megabyte to each took longer than running it."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed; to install it: npm ci")
    context.add_init_script(f"window.bringAxe = function () {{ {AXE.read_text()} }};")


def at_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT[width]})


def axe(page: Page, width: int) -> list[str]:
    """Everything that axe-core finds wrong at this width. Colours are the same at all, so they are asked of once."""
    at_width(page, width)
    colours = width == DESK
    return [f"axe at {width} px: {one}" for one in page.evaluate(_AXE, [RULES, colours])]


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


def squeezed(page: Page, *, thorough: bool) -> Iterator[str]:
    """On small screens and with the page enlarged everything fits."""
    for width in (TABLET, HALF, PHONE, NARROW) if thorough else (NARROW,):
        at_width(page, width)
        yield from _does_not_fit(page, f"at {width} px")


def enlarged(page: Page) -> Iterator[str]:
    """With text alone at twice its size everything fits, too."""
    page.evaluate(_TEXT_SIZE, "200%")
    for width in (PHONE, DESK):
        at_width(page, width)
        yield from _does_not_fit(page, f"at {width} px with text at 200 %")
    page.evaluate(_TEXT_SIZE, "")


def _does_not_fit(page: Page, when: str) -> Iterator[str]:
    """Nobody scrolls sideways, and no words are cut off."""
    if (beyond := page.evaluate(_SIDEWAYS)) > 0:
        yield f"scrolls {beyond} px sideways {when}: {page.evaluate(_WHAT_STICKS_OUT)}"
    yield from (f"cuts off “{words}” {when}" for words in page.evaluate(_CUT_OFF))


def narrow_buttons(page: Page) -> Iterator[str]:
    """On a phone a button is as wide as the page, so that every thumb finds it."""
    at_width(page, NARROW)
    yield from (f"the button “{text}” is narrow at {NARROW} px" for text in page.evaluate(_NARROW))


def slips(page: Page) -> Iterator[str]:
    """Leftovers of a template that no rule about structure finds."""
    text = page.evaluate(_READ)
    yield from (f"reads oddly: “{match.group().strip()}”" for match in SLIPS.finditer(text))


def faults(page: Page, *, axe_at: tuple[int, ...], thorough: bool = True) -> list[str]:
    """Everything wrong with the look of this page. Leaves the window as wide as a desk's.

    A page that is looked at by several people, or in several walks, need be looked at `thorough`ly once.
    """
    found = [*headings(page), *slips(page), *squeezed(page, thorough=thorough), *narrow_buttons(page)]
    if page.evaluate("() => document.documentElement.lang") != "en-GB":
        found.append("does not say that it is in British English")
    if not page.title().strip():
        found.append("has no title")
    if NARROW in axe_at:
        found += axe(page, NARROW)
    if thorough:
        found += enlarged(page)
    at_width(page, DESK)
    if DESK in axe_at:
        found += axe(page, DESK)
    return found


class Shots:
    """Pictures of the pages on the way, in the order in which they were seen, for people to look at: `make shots`."""

    wanted = os.environ.get("SHOTS") == "true"

    def __init__(self, name: str):
        if not self.wanted:
            return
        self.folder = ROOT / "shots" / name
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.png"):
            old.unlink()
        self.number = 0

    def take(self, page: Page, name: str) -> None:
        if not self.wanted:
            return
        self.number += 1
        for width in (DESK, PHONE):
            at_width(page, width)
            page.screenshot(path=self._path(name, width), full_page=True)
        at_width(page, DESK)

    def _path(self, name: str, width: int) -> Path:
        return self.folder / f"{self.number:02}-{name}-{width}.png"
