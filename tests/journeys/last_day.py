"""Chapters about the last day: the feedback is made and presented, the visit ends, corrections are written down."""

from .on_site import ASKED_FOR, FOUND, HOW_KNOWN, STRENGTH
from .troupe import COORDINATOR, DIRECTOR, MANAGER, TEAM_LEAD, Troupe

OPENING, CLOSING = "Thank you for your open doors.", "The draft comes in two weeks."
SAID_IN_THE_ROOM = "There are two such teams, not one."


def the_feedback_is_made(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "feedback/").arrive("no-feedback").follow("Write it").arrive("make-the-feedback")
    lead.enter("What do you say first?", OPENING).enter("What happens next?", CLOSING)
    for words in (f"F02 {STRENGTH}", f"F01 {FOUND}", f"R1 {ASKED_FOR}"):
        box = lead.page.get_by_role("checkbox", name=words)
        lead.reach(box)
        if not box.is_checked():
            lead.page.keyboard.press("Space")
    lead.press("Save").sees(OPENING, FOUND, ASKED_FOR).arrive("feedback-is-made")
    troupe.at(MANAGER, "feedback/").sees(OPENING)
    assert troupe.at(DIRECTOR, "feedback/").answer.status == 403


def it_is_presented(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "feedback/slides/").arrive("first-slide")
    while lead.page.get_by_role("link", name="Next slide", exact=True).count():
        lead.follow("Next slide")
    lead.sees(CLOSING).arrive("last-slide")
    troupe.at(TEAM_LEAD, "feedback/handout/").sees(OPENING, HOW_KNOWN).arrive("handout")
    troupe.at(TEAM_LEAD, "timetable/end/").sees("Before the visit can end").arrive("visit-cannot-end")
    lead.open(f"{troupe.here}feedback/release/").arrive("freeze-the-feedback").press("Freeze it").arrive("frozen")
    said_in_the_room(troupe, MANAGER)


def said_in_the_room(troupe: Troupe, name: str) -> None:
    walker = troupe.at(name, "feedback/corrections/").arrive("no-corrections").follow("Write down a correction")
    walker.arrive("write-down-a-correction").press("Save").sees("There is a problem").arrive("correction-errors")
    walker.choose("A fact is wrong").enter("What was said?", SAID_IN_THE_ROOM).press("Save")
    walker.sees(SAID_IN_THE_ROOM).arrive("corrections")


def the_visit_ends(troupe: Troupe) -> None:
    lead = (
        troupe.at(TEAM_LEAD, "timetable/end/").arrive("end-the-visit").press("End the visit").arrive("visit-has-ended")
    )
    lead.sees("Step 6 of 8: Report")
    director = (
        troupe.at(DIRECTOR, "feedback/").sees(OPENING, STRENGTH, FOUND, ASKED_FOR).arrive("feedback-for-director")
    )
    director.does_not_see("F01", "R1")
    troupe.at(COORDINATOR, "feedback/corrections/").sees(SAID_IN_THE_ROOM).does_not_see(MANAGER)
