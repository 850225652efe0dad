"""The PDF of the final report, in the world that every page is asked about."""

from reports.agreement import final_version
from tests.reports.pdf_builders import a_made_pdf

# Each canary, and the assets of which any lets a person read it. What stands in the file is read on its page as well.
CANARIES: dict[str, set[str]] = {"canary-pdf": {"A20"}}


def furnish(world):
    """Put one of everything into the world."""
    a_made_pdf(final_version(world.challenge), content=b"%PDF-1.7 canary-pdf")


def objects(world):
    """What the parts of an address name."""
    return {}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """Of the final report there is one file, whatever else grows."""
