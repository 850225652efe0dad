"""Chapters about coming in: the first lead of an empty installation, the three steps, and everybody after that."""

from .arrivals import join, set_up_app
from .browser import Walker
from .cast import (
    COORDINATOR,
    CYCLE,
    DIRECTOR,
    ENDS,
    LEAD,
    SECOND_LEAD,
    STARTS,
    THE_MORNING_OF_TODAY_IS_OVER,
    Way,
)


def the_first_lead_comes_in(way: Way) -> Walker:
    name, email = LEAD
    printed = way.service.manage("first_lead", "--name", name, "--email", email)
    link = printed.split()[-1]
    way.service.finish_work(*THE_MORNING_OF_TODAY_IS_OVER)
    assert link in way.service.mail_to(email, "invitation").links
    lead = way.comes_in(name)
    lead.open("/").arrive("start")
    join(lead, link, name="lead")
    for path in ("/cycles/", "/"):
        lead.open(path).sees("Set up a second step")
    _, codes = set_up_app(lead, name="lead")
    assert len(codes) == 10
    assert lead.path == "/"
    return lead


def three_steps_to_the_first_director(lead: Walker) -> None:
    lead.sees("Welcome", "1. Set up the region", "Cannot start yet").arrive("three-steps")
    lead.follow("1. Set up the region").arrive("open-a-region")
    lead.press("Open the region").arrive("open-a-region-errors")
    lead.enter("Name of the region", "West Midlands").enter("Who runs the programme?", "WM ADASS")
    lead.enter("E-mail address of the office", "office@example.org")
    lead.select("Which councils take part?", "All councils in West Midlands").press("Open the region")
    lead.sees("14 councils").arrive("open-a-cycle")
    lead.enter("Name of the cycle", CYCLE)
    lead.enter_date("First day of the cycle", ENDS).enter_date("Last day of the cycle", STARTS)
    lead.press("Open the cycle").sees("must be after the first day").arrive("open-a-cycle-errors")
    lead.enter_date("First day of the cycle", STARTS).enter_date("Last day of the cycle", ENDS)
    lead.press("Open the cycle").sees("0 of 14 visits have dates").arrive("cycle-without-dates")
    lead.menu("Settings").arrive("settings")
    lead.menu("Home").sees("3. Let in the first host director").arrive("two-steps-done")
    lead.follow("3. Let in the first host director")
    let_in(lead, DIRECTOR, "Director of adult social services", "Dudley")
    lead.sees("Michael Grant is let in").arrive("people-with-the-director")


def let_in(lead: Walker, who: tuple[str, str], what: str, council: str = "") -> None:
    """Fill in the page “Let a person in”."""
    name, email = who
    lead.arrive("let-a-person-in").enter("Name", name).enter("E-mail address", email).choose(what)
    if council:
        lead.select("Council", council)
    lead.press("Let this person in")


def another_lead_comes_in(way: Way, lead: Walker) -> Walker:
    lead.menu("Settings").follow("People").follow("Let a person in")
    let_in(lead, SECOND_LEAD, "Regional lead")
    second = way.comes_in(SECOND_LEAD[0])
    join(second, way.link_for(SECOND_LEAD), name="second-lead")
    set_up_app(second, name="second-lead")
    return second


def a_coordinator_comes_in(way: Way, director: Walker) -> Walker:
    """Let in by the director, not by the office."""
    director.open("/").follow("Dudley").follow("People").arrive("who-has-access")
    director.follow("Let in a person of the host").arrive("let-in-a-person-of-the-host")
    director.enter("Name", COORDINATOR[0]).enter("E-mail address", COORDINATOR[1]).choose("Host coordinator")
    director.press("Let this person in").sees("Tom Archer is let in")
    coordinator = way.comes_in(COORDINATOR[0])
    join(coordinator, way.link_for(COORDINATOR), name="coordinator")
    coordinator.arrive("coordinator-home")
    return coordinator
