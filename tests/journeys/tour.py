"""The tour of the README, step by step, as it stands there: what to open, and what is to be seen.

Each step begins with the browser as the step before left it. `names` says how councils are called: the real ones, or
the made-up ones of the pictures.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from tests.services import ROOT

from . import looks
from .browser import Walker
from .demo import looks_around_as
from .server import Embedded

README = ROOT / "README.md"
HEADING = re.compile(r"^\d\. \*\*(.+?)\.\*\* ", re.MULTILINE)
COLOURS = 128
NOTE = "The carers in this group heard of help from each other, and not from the council."


class Tour:
    """A person who follows the README, and takes a picture at the end of each step where `pictures` is a folder."""

    def __init__(self, demo: Embedded, browser: Browser, names: Mapping[str, str], pictures: Path | None = None):
        self.demo, self.browser, self.names, self.pictures = demo, browser, names, pictures
        self.walker = self.is_now("")

    def is_now(self, who: str) -> Walker:
        """Somebody else, in a browser of their own."""
        self.walker = looks_around_as(who, self.browser, self.demo)
        return self.walker

    def council(self, name: str) -> str:
        return self.names.get(name, name)

    def picture(self, name: str, *, of: str = "") -> None:
        """What is to be seen in the window now, from the top or from this element on."""
        if self.pictures:
            page = self.walker.page
            if of:
                page.locator(of).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 24)")
            else:
                page.evaluate("scrollTo(0, 0)")
            page.evaluate("document.activeElement.blur()")
            path = self.pictures / f"{name}.png"
            page.screenshot(path=path)
            Image.open(path).quantize(COLOURS).save(path, optimize=True)  # a third of the size


def read_a_report(tour: Tour) -> None:
    visitor, council = tour.walker.open("/"), tour.council("Solihull")
    visitor.sees("Example", "These people and findings are made up", "Newest reports")
    visitor.follow(f"Adult social care in {council}: peer challenge report")
    visitor.sees("2 strengths, 3 areas for consideration and 4 recommendations", "It gives no rating")
    tour.picture("report")


def see_what_needs_you(tour: Tour) -> None:
    lead = tour.is_now("amara-bell").sees("What needs you now", f"{tour.council('Walsall')}:", "days late")
    lead.sees(f"{tour.council('Telford and Wrekin')}: ask when the report is published")
    tour.picture("home")


def look_before_you_agree(tour: Tour) -> None:
    lead = tour.walker.follow(f"{tour.council('Shropshire')}: answer the dates that the host proposes")
    lead.follow(" ".join(lead.page.get_by_role("link", name=re.compile("^Answer ")).inner_text().split()))
    lead.sees(f"{tour.council('Stoke-on-Trent')} has its visit on", "Do these days suit?")
    tour.picture("dates")


def note_on_a_phone(tour: Tour) -> None:
    esther = tour.is_now("esther-okafor").follow(tour.council("Dudley"))
    looks.at_width(esther.page, looks.PHONE)
    esther.follow("Visit").follow("Notes of the team").follow("Write a note")
    esther.enter("What do you want to note?", NOTE).choose("To consider")
    tour.picture("note", of="label[for=id_text]")
    esther.choose("We heard it").choose("The team").press("Save note")
    esther.sees("Saved. The team can read it").follow("Notes").sees(NOTE)


def weigh_what_was_found(tour: Tour) -> None:
    colin = tour.is_now("colin-head").follow(tour.council("Dudley")).follow("Findings")
    colin.sees("Needs more evidence", "Enough evidence", "Go through them")
    tour.picture("findings")
    colin.follow("F04 Nobody can say how long people wait for a review.")
    colin.sees("How we know: heard. Still missing:")


def ask_what_has_changed(tour: Tour) -> None:
    council = tour.council("Coventry")
    visitor = tour.is_now("").open("/").follow(f"Adult social care in {council}: peer challenge report")
    visitor.follow("What has changed since").sees("3 of 4 are completed", "48.0%", "66.0%")
    tour.picture("progress", of="#R3")


STEPS: dict[str, Callable[[Tour], None]] = {
    "Read a published report": read_a_report,
    "See what needs you now": see_what_needs_you,
    "Look before you agree to dates": look_before_you_agree,
    "Write a note on a phone": note_on_a_phone,
    "Weigh what was found": weigh_what_was_found,
    "Ask what has changed": ask_what_has_changed,
}


def headings() -> list[str]:
    """How the README calls the steps."""
    section = README.read_text(encoding="utf-8").partition("## The tour in two minutes")[2].partition("\n## ")[0]
    return HEADING.findall(section)
