"""A person at a browser who has only a keyboard. Nothing is clicked: every link, button and field is reached by Tab."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Response, sync_playwright

from tests import services

from . import looks

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WITHOUT_WINDOW = "chromium-headless-shell"
MOST_TABS = 120  # a page that needs more is a trap
MOST_TYPED = 20  # a longer text is pasted, as from a letter
PATIENCE = 15_000  # milliseconds
_HAS_FOCUS = "e => e === document.activeElement"
# How many times to press Tab at least: so many stops lie between the focus and there. A group of radios is one stop.
_STOPS_BETWEEN = """e => {
    const group = one => [...document.querySelectorAll(`input[type=radio][name="${one.name}"]`)];
    const leadsItsGroup = one => one === (group(one).find(other => other.checked) ?? group(one)[0]);
    const isStop = one => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.tabIndex >= 0 &&
        (one.type !== 'radio' || leadsItsGroup(one));
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
    const isBetween = one => document.activeElement.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING &&
        one.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING;
    return all.filter(one => isStop(one) && isBetween(one) && !(one.type === 'radio' && one.name === e.name)).length;
}"""
_IN_SIGHT = """() => { const box = document.activeElement.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth; }"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium. A test that wants it is skipped where it is missing, and fails in CI.

    It is the one that draws no window: for thirteen people the windows cost more than all the pages in them.
    """
    program = shutil.which(WITHOUT_WINDOW)
    if not program:
        services.need(WITHOUT_WINDOW)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


def called(text: str) -> re.Pattern:
    """Exactly this name. Words that only screen readers hear may stand apart from the comma before them."""
    return re.compile(rf"^\s*{re.escape(text)}\s*$".replace(",", r"\s*,").replace(":", r"\s*:"))


class Walker:
    """One person in one browser of their own."""

    def __init__(self, browser: Browser, site: str, *, scripts: bool, shots: looks.Shots | None = None):
        self.site, self.scripts, self.shots = site, scripts, shots
        self.faults: list[str] = []  # of pages: all of them are told at the end, not only the first
        size = {"width": looks.DESK, "height": looks.HEIGHT[looks.DESK]}
        self.context = browser.new_context(java_script_enabled=scripts, viewport=size, locale="en-GB")
        self.context.set_default_timeout(PATIENCE)
        looks.bring_axe(self.context)
        self.page = self.context.new_page()
        self.titles: dict[str, tuple[str, str]] = {}
        self.answer: Response | None = None
        self._seen: set[str] = set()
        self._opened: set[str] = set()
        self._complaints: list[tuple[str, str]] = []
        self.page.on("response", self._hear_answer)
        self.page.on("console", self._hear_complaint)
        self.page.on("pageerror", lambda error: self._complaints.append((str(error), "")))

    # --- Looking -----------------------------------------------------------------------------------------------

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def words(self) -> str:
        """All that can be read on the page, with single spaces."""
        return " ".join(self.page.locator("body").inner_text().split())

    def sees(self, *texts: str) -> "Walker":
        for text in texts:
            assert text in self.words, f"“{text}” is not on {self.path}:\n{self.words}"
        return self

    def does_not_see(self, *texts: str) -> "Walker":
        for text in texts:
            assert text not in self.words, f"“{text}” is on {self.path}:\n{self.words}"
        return self

    def arrive(
        self, name: str, status: int = 200, axe_at: tuple[int, ...] = (looks.DESK,), thorough: bool = True
    ) -> "Walker":
        """Look at the page as a whole: its status, its title, everything in `looks`, and a picture of it.

        What is wrong with its look is noted in `faults`; a wrong status ends the walk. A walk without JavaScript sees
        the pages of the walk with it once more, and looks less thoroughly.
        """
        assert self.answer, "no page has been opened"
        assert self.answer.status == status, f"{self.path} answered {self.answer.status}:\n{self.words}"
        found = [*self._title_twice(), *self._new_complaints()]
        found += looks.faults(self.page, axe_at=axe_at if self.scripts else (), thorough=thorough and self.scripts)
        if self.shots and self.scripts:
            self.shots.take(self.page, name)
        self.faults += [f"{name} ({self.path}): {one}" for one in found]
        return self

    def first_time(self, what: str) -> bool:
        """Whether this person has not looked at this before."""
        new = what not in self._seen
        self._seen.add(what)
        return new

    def _title_twice(self) -> Iterator[str]:
        """Two pages of this person's way have two titles. One page may have two addresses."""
        title, words = self.page.title(), self.page.locator("main").inner_text()
        path, words_there = self.titles.setdefault(title, (self.path, words))
        if self.answer.status == 200 and path != self.path and words != words_there:
            yield f"has the same title as {path}: {title}"

    def _hear_answer(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.answer = response
            self._opened.add(response.url)

    def _hear_complaint(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") or "Content Security Policy" in message.text:
            self._complaints.append((message.text, message.location["url"]))

    def _new_complaints(self) -> list[str]:
        """What the browser complained about since the last look, but for the status of pages, which tests look at."""
        heard, self._complaints = self._complaints, []
        return [f"console: {text}" for text, url in heard if not ("a status of" in text and url in self._opened)]

    # --- Moving ------------------------------------------------------------------------------------------------

    def open(self, path: str) -> "Walker":
        """Type an address, or follow a link from a mail."""
        self.page.goto(path if path.startswith("http") else self.site + path)
        return self

    def ask(self, path: str) -> int:
        """What an address would answer this person, without a look at it."""
        return self.context.request.get(self.site + path).status

    def follow(self, text: str, within: Locator | None = None) -> "Walker":
        """A link, also one that looks like a button."""
        place, name = within or self.page, called(text)
        named = place.get_by_role("link", name=name).or_(place.get_by_role("button", name=name))
        return self._press(self._only(place.locator("a").and_(named), text))

    def menu(self, text: str) -> "Walker":
        return self.follow(text, within=self.page.get_by_role("navigation", name="Menu"))

    def press(self, text: str, within: Locator | None = None) -> "Walker":
        place = within or self.page
        named = place.get_by_role("button", name=called(text))
        return self._press(self._only(place.locator("button").and_(named), text))

    def unfold(self, text: str) -> "Walker":
        """Open what is folded away behind these words."""
        self.reach(self.page.locator("summary").filter(has_text=text))
        self.page.keyboard.press("Enter")
        return self

    def _press(self, target: Locator) -> "Walker":
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def _only(self, found: Locator, text: str) -> Locator:
        """What is found, if it is there once: two links of one name on a page cannot be told apart."""
        assert found.count() == 1, f"“{text}” is {found.count()} times on {self.path}:\n{self.words}"
        return found

    def skip_to_content(self) -> "Walker":
        """The first link of every page leads past the menu."""
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        assert self.page.locator("main").evaluate(_HAS_FOCUS), f"the first link of {self.path} skips nothing"
        return self

    def reach(self, target: Locator, has_focus: str = _HAS_FOCUS) -> int:
        """Tab until it has the focus, where it must be in sight. Returns how often that was."""
        element = target.element_handle()  # found once: to look for it again costs more than the key
        ahead = element.evaluate(_STOPS_BETWEEN)
        for _ in range(ahead):  # where it cannot be yet, so nobody looks
            self.page.keyboard.press("Tab")
        for pressed in range(ahead, MOST_TABS):
            if element.evaluate(has_focus):
                assert self.page.evaluate(_IN_SIGHT), f"{target} has the focus on {self.path} but is out of sight"
                return pressed
            self.page.keyboard.press("Tab")
        pytest.fail(f"{MOST_TABS} times Tab did not lead to {target} on {self.path}")

    # --- Filling in --------------------------------------------------------------------------------------------

    def fill(self, **answers: str) -> "Walker":
        """Type into fields, each named by its name in the form."""
        for name, text in answers.items():
            self.type_into(self.page.locator(f'[name="{name}"]:not([type=hidden])'), text)
        return self

    def type_into(self, field: Locator, text: str) -> None:
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        if len(text) > MOST_TYPED:
            self.page.keyboard.insert_text(text)
        else:
            self.page.keyboard.type(text)

    def field(self, label: str) -> Locator:
        """The field that a person knows by this label."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s*\(optional\))?\s*$"))

    def enter(self, label: str, text: str) -> "Walker":
        self.type_into(self.field(label), text)
        return self

    def enter_date(self, legend: str, day: date | tuple[int, int, int]) -> "Walker":
        """A date in three boxes. A day that does not exist comes as its three numbers."""
        group = self.page.get_by_role("group", name=legend, exact=True)
        parts = (day.day, day.month, day.year) if isinstance(day, date) else day
        for box, number in zip(("Day", "Month", "Year"), parts, strict=True):
            self.type_into(group.get_by_label(box, exact=True), str(number))
        return self

    def choose(self, answer: str, of: str = "") -> "Walker":
        """One of several answers (`of`: of the question with this name in the form): Tab to the group, then arrows."""
        wanted = self.page.get_by_role("radio", name=answer, exact=True)
        if of:
            wanted = wanted.and_(self.page.locator(f'[name="{of}"]'))
        name = wanted.get_attribute("name")
        group = self.page.locator(f'input[type=radio][name="{name}"]')
        in_group = "e => document.activeElement?.type === 'radio' && document.activeElement.name === e.name"
        self.reach(wanted, in_group)
        for _ in range(group.count()):
            if wanted.evaluate("e => e === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        assert wanted.is_checked(), f"“{answer}” could not be chosen on {self.path}"
        return self

    def tick(self, label: str) -> "Walker":
        box = self.page.get_by_role("checkbox", name=label, exact=True)
        self.reach(box)
        self.page.keyboard.press("Space")
        return self

    def select(self, label: str, option: str) -> "Walker":
        """One line of a list, with the arrows."""
        box = self.field(label)
        self.reach(box)
        self.page.keyboard.press("Home")
        chosen = "e => e.selectedOptions[0].textContent.trim()"
        for _ in range(box.locator("option").count()):
            if box.evaluate(chosen) == option:
                break
            self.page.keyboard.press("ArrowDown")
        assert box.evaluate(chosen) == option, f"“{option}” is not in the list “{label}” on {self.path}"
        return self

    def send(self, path: str, **answers: str) -> "Walker":
        """Send the form of a page with these answers, without the keyboard: for the tenth of its kind."""
        asked = self.context.request.get(self.site + path)
        hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', asked.text())
        answer = self.context.request.post(self.site + path, form=dict(hidden) | answers)
        assert answer.ok, f"{path} answered {answer.status}"
        assert urlsplit(answer.url).path != urlsplit(path).path, f"{path} did not take {answers}"
        return self

    # --- The end of a session ----------------------------------------------------------------------------------

    def lose_session(self) -> "Walker":
        """What happens at night: the session has ended, the page is still open."""
        self.context.clear_cookies(name="sessionid")
        return self

    def leave(self) -> None:
        self.context.close()
