"""Indicators and the baseline, in the world that every page is asked about."""

from assessments.models import Indicator
from tests.assessments.builders import a_baseline, a_value

# Each canary, and the assets of which any lets a person read it.
CANARIES: dict[str, set[str]] = {
    "73,519": {"A30", "A43"},  # a figure of the host
    "canary-why": {"A30"},
}


def furnish(world):
    """A figure of the host and of another council, and a baseline with its reasons."""
    measures = list(Indicator.objects.filter(framework__code="oflog-2015-23"))
    a_value(measures[0], world.challenge.host, "2022-23", "73519")
    for measure in measures[:3]:
        a_baseline(world.challenge, measure, why="canary-why")


def objects(world):
    """What the parts of an address name."""
    return {}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {}


def grow(world, number):
    """One more of everything that pages list."""
    for measure in Indicator.objects.all()[:5]:
        a_value(measure, world.challenge.host, f"{1990 + number}-{(1991 + number) % 100:02}", "1.5")
