"""Chapters about the days on site: the start, notes, a concern, findings that the team weighs, an evening."""

from .browser import Walker
from .troupe import COUNCILLOR, DIRECTOR, EXPERT, MANAGER, OFFICER, TEAM_LEAD, Troupe

CARERS, PEOPLE = "S14 Carers", "S05 People who use services"
MINE, SHARED, DISAGREES = "I was not sure.", "Carers say that nobody phones back.", "One carer was phoned back."
CONCERN, DONE, ANSWER = "A home without heating", "Somebody stays there.", "A heater was brought."
FOUND, BEHIND, STRENGTH = "Carers wait too long.", "Six groups spoke of it.", "Staff are proud of their work."
LEFT_OUT, DOUBT = "The lifts are slow.", "I would say it more softly."
ASKED_FOR, HOW_KNOWN = "Phone every carer back in two days.", "Nine of ten carers are phoned back."
SAID_FIRST, GOES_WELL, KEPT_IN_MIND = "I was listened to.", "Doors are open.", "Ask about phones tomorrow."
THIN = "Everybody we met said it."


def the_visit_starts(troupe: Troupe) -> None:
    for name in troupe.sessions:
        troupe.is_there(name)
    lead = troupe[TEAM_LEAD].open("/").arrive("the-first-morning").follow("Dudley: start the visit")
    lead.arrive("start-the-visit").press("Start the visit").sees("The visit has started").arrive("visit-has-started")


def notes_are_written(troupe: Troupe) -> None:
    expert = troupe.at(EXPERT, "notes/").arrive("no-notes").follow("Write a note").arrive("write-a-note")
    expert.press("Save note").sees("Enter what you want to note").arrive("note-errors")
    note(expert, SHARED, group=CARERS)
    expert.sees("Saved. The team can read it").arrive("note-is-saved")
    note(troupe.at(EXPERT, "notes/new/"), MINE, who_reads="Only me, until I share it")
    note(troupe.at(MANAGER, "notes/new/"), DISAGREES, group=PEOPLE)
    troupe.at(MANAGER, "notes/").sees(SHARED, DISAGREES).does_not_see(MINE).arrive("notes-of-the-team")


def note(walker: Walker, text: str, *, group: str = "", who_reads: str = "The team") -> None:
    if group:
        walker.select("In which session?", group)
    walker.enter("What do you want to note?", text).choose("To consider")
    walker.choose("We heard it").choose(who_reads).press("Save note")


def somebody_may_be_in_danger(troupe: Troupe) -> None:
    expert = troupe.at(EXPERT, "notes/new/").follow("pass on a concern").arrive("pass-on-a-concern")
    expert.press("Pass it on now").sees("There is a problem").arrive("concern-errors")
    expert.enter("What is it about, in a few words?", CONCERN).enter("What has been done already?", DONE)
    expert.enter("Whom have you told?", "The duty worker").press("Pass it on now").arrive("concern-is-passed-on")
    officer = troupe[OFFICER].open("/").arrive("officer-home").follow("Dudley: read the immediate concern IC1")
    officer.sees(CONCERN).arrive("a-concern")


def findings_are_written(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "findings/").arrive("no-findings")
    finding(troupe.at(TEAM_LEAD, "findings/new/").arrive("write-a-finding"), "Area for consideration", FOUND)
    lead.sees("F01 is saved", SHARED).arrive("which-notes")
    finding(troupe.at(MANAGER, "findings/new/"), "Strength", STRENGTH)
    finding(troupe.at(COUNCILLOR, "findings/new/"), "Area for consideration", LEFT_OUT)


def finding(walker: Walker, kind: str, text: str) -> None:
    walker.choose(kind).enter("What did you find?", text).enter("What is behind it?", BEHIND).press("Save")


def findings_are_weighed(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "findings/F01/evidence/")
    for text, counts in ((SHARED, "For it"), (DISAGREES, "Against it")):
        card = lead.page.locator(".govuk-summary-card").filter(has_text=text)
        lead.reach(card.get_by_role("radio", name="Not used"))
        lead.page.keyboard.press("ArrowDown" if counts == "For it" else "ArrowUp")
        assert card.get_by_role("radio", name=counts).is_checked()
    lead.press("Save").sees("Needs more evidence", "1 note speaks against it").arrive("a-thin-finding")
    lead.follow("Say why it goes into the report all the same").arrive("why-it-counts")
    lead.enter("Why does it go into the report?", THIN).press("Save").sees(THIN)
    expert = (
        troupe.at(EXPERT, "findings/F01/").press("Save what I think").sees("There is a problem").arrive("no-opinion")
    )
    expert.choose("No, or not yet").enter("If not, what would you say instead?", DOUBT).press("Save what I think")
    expert.sees(DOUBT).arrive("one-does-not-agree")
    troupe.at(COUNCILLOR, "findings/F03/").press("Take this finding out").sees("F03 is taken out").arrive("taken-out")
    lead.follow("Recommend something").arrive("recommend").press("Save").sees("There is a problem").arrive(
        "recommend-nothing"
    )
    lead.enter("What should the council do?", ASKED_FOR).choose("Within 6 months")
    lead.enter("How would we know that it helps?", HOW_KNOWN).press("Save").sees(ASKED_FOR).arrive("recommendation")
    troupe.at(EXPERT, "findings/").sees(FOUND, STRENGTH, ASKED_FOR).arrive("findings")


def the_day_ends(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "reflections/").arrive("evenings")
    lead.follow("Write the reflection of day 1").arrive("write-the-evening").press("Save").sees(
        "There is a problem"
    ).arrive("evening-errors")
    lead.enter("What did the expert by experience say?", SAID_FIRST)
    lead.enter("For the host director: what goes well?", GOES_WELL)
    lead.enter("For the team alone: what do we keep in mind?", KEPT_IN_MIND).press("Save").arrive("evening-not-shared")
    lead.follow("Share the points").arrive("share-the-points").press("Share with the host director").sees("Shared")
    director = troupe.at(DIRECTOR, "reflections/day-1/").sees(GOES_WELL).arrive("points-for-the-director")
    director.does_not_see(SAID_FIRST, KEPT_IN_MIND)
    officer = troupe.at(OFFICER, "concerns/IC1/")
    officer.press("I have read it and I act on it").arrive("concern-is-read").follow("Say what was done").arrive(
        "say-what-was-done"
    )
    officer.enter("What was done?", ANSWER).press("Save").sees(ANSWER).arrive("concern-is-answered")
