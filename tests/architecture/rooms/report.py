"""The report, in the world that every page is asked about: what is being written, and the copy of the council."""

from peerchallenge.workdays import today_in_london
from reports.models import Part
from tests.reports.builders import a_copy, a_second_look, a_section
from tests.reviews.visit_builders import a_finding

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "canary-in-writing": {"A81"},
    "canary-given-out": {"A18"},
    "canary-pointed-at": {"A81"},
}
CONTENT = {
    "sections": [
        {
            "part": "summary",
            "title": "Summary",
            "paragraphs": [{"number": "1.1", "heading": "", "text": "canary-given-out"}],
        }
    ]
}


def furnish(world):
    """Put one of everything into the world."""
    section = a_section(world.challenge, text="canary-in-writing")
    a_copy(section.report, world.author, due_on=today_in_london(), content=CONTENT)
    a_second_look(section.report, world.author, remarks="canary-pointed-at")


def objects(world):
    """What the parts of an address name."""
    return {"part": "summary"}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list."""
    report = world.challenge.report
    a_copy(report, world.author, due_on=today_in_london(), content=CONTENT, number=number + 2)
    a_second_look(report, world.author)
    a_finding(world.challenge, world.author, thin_because="All said so.", text=f"Finding {number}", detail="Why.")
    if number == 1:
        a_section(world.challenge, Part.STRENGTHS, owner=world.author)
