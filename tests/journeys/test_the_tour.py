"""The two-minute tour of the README is true, on any day on which somebody may take it.

PICTURES=true pytest tests/journeys/test_the_tour.py -k pictures     makes the pictures of the README again
"""

import os

import pytest

from cycles.demo.fictional import NAMES
from tests.services import ROOT

from .browser import chromium
from .server import Embedded
from .tour import STEPS, Tour, headings

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 150_000  # bytes
# In UTC. In London the clocks go from 1am to 2am some seconds after the fourth begins, and back after the fifth.
DAYS = {
    "a Saturday": "2027-06-12T10:00",
    "Christmas": "2028-12-25T09:00",
    "a leap day": "2028-02-29T10:00",
    "clocks go forward": "2027-03-28T00:59:40",
    "clocks go back": "2027-10-31T00:59:40",
}


class OnAnotherDay(Embedded):
    """The demo as it is made and served on another day."""

    command, application = ("-m", "tests.journeys.as_if"), "tests.journeys.as_if:application"


def test_the_readme_tells_the_steps_that_are_walked():
    assert headings() == list(STEPS)


def test_the_readme_shows_pictures_that_load_quickly():
    shown = [
        name for name in PICTURES.glob("*.png") if f"docs/pictures/{name.name}" in (ROOT / "README.md").read_text()
    ]
    assert sorted(shown) == sorted(PICTURES.glob("*.png"))
    assert len(shown) == len(STEPS)
    assert not [name for name in shown if name.stat().st_size > LARGEST]


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("moment", DAYS.values(), ids=DAYS)
def test_the_tour_is_true_on(moment, tmp_path):
    demo = OnAnotherDay(tmp_path, AS_IF=moment, DEMO="true")
    walk(demo)


if os.environ.get("PICTURES") == "true":

    @pytest.mark.browser
    @pytest.mark.timeout(300)
    def test_the_pictures_are_made(tmp_path):
        walk(Embedded(tmp_path, DEMO="true"), "--fictional-names")


def walk(demo: Embedded, *how: str) -> None:
    demo.prepare()
    demo.manage("make_demo", *how)
    with demo.running(), chromium() as browser:
        tour = Tour(demo, browser, NAMES if how else {}, PICTURES if how else None)
        for step in STEPS.values():
            step(tour)
