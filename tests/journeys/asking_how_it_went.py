"""Chapters about the survey on the visit: people of a group answer by their link, and its totals are read."""

from .days import days_pass
from .planning_the_visit import GROUP
from .troupe import COORDINATOR, DIRECTOR, LEAD, TEAM_LEAD, Troupe

PARTICIPANT = "Somebody with a link of the survey"
OTHERS = 4  # of the same group: together as few as a figure must have behind it
WORDS = "Nobody hurried us."


def a_group_answers(troupe: Troupe) -> None:
    """Somebody answers with a keyboard, and then hands the tablet on to the others of the group."""
    coordinator = troupe.at(COORDINATOR, "survey/links/").arrive("links-of-the-survey").follow(f"Sheet for {GROUP}")
    address = coordinator.arrive("sheet-of-the-survey").page.locator(".app-address").inner_text()
    somebody = troupe.passes_by(PARTICIPANT).open(address)
    path = somebody.path
    somebody.sees("We do not ask for your name").arrive("survey")
    somebody.press("Send my answers").sees("Answer at least one question").arrive("survey-errors")
    somebody.choose("Extremely well").choose("Yes").enter("Is there anything else you want to tell us?", WORDS)
    somebody.press("Send my answers").sees("We have your answers").arrive("survey-is-answered")
    for _ in range(OTHERS):
        somebody.send(path, sv6="very", sv7="yes")


def nobody_reads_totals_yet(troupe: Troupe) -> None:
    troupe.at(DIRECTOR, "survey/").sees("5 people have answered so far", "Its totals come when it closes").arrive(
        "survey-is-open"
    )


def the_totals_are_read(troupe: Troupe) -> None:
    """Six weeks after the visit the survey has closed by itself. One wrote words, so nobody reads them."""
    days_pass(troupe, 42)
    for name in (DIRECTOR, LEAD, TEAM_LEAD):
        walker = troupe.at(name, "survey/").sees("5 people answered", "A figure is shown when it has 5 answers or more")
        walker.sees("100% (5 of 5 answers)").does_not_see(WORDS).arrive("totals-of-the-survey")
    assert troupe.at(COORDINATOR, "survey/").answer.status == 404
    troupe[PARTICIPANT].page.reload()
    troupe[PARTICIPANT].sees("There is no survey here now").arrive("survey-has-closed", status=404)
