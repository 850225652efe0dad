"""Chapters about the timetable: the usual sessions, a group that is too big, leaders who stay out, and a briefing."""

from .troupe import COORDINATOR, SOMEBODY, Troupe

GROUP = "S05 People who use services"
NOT_BRIEFED, WHY_NOT = "S04", "The council has not yet said who of it comes."
ROOM, NEED, TOLD = "Room 2, step-free", "A hearing loop would help me.", "We were told what to say."


def the_visit_is_planned(troupe: Troupe) -> None:
    coordinator = troupe.at(COORDINATOR, "timetable/").sees("There are no sessions yet").arrive("no-timetable")
    coordinator.press("Begin with the usual sessions").sees("The usual sessions are laid out").arrive("timetable")
    coordinator.follow(GROUP).arrive("a-session").follow("Change").arrive("change-a-session")
    coordinator.enter("How many people come?", "11").enter("Which room?", ROOM).enter("When does it end?", "noon")
    coordinator.press("Save").sees("When it ends must be a time, like 9:30am or 14:15").arrive("no-such-time")
    coordinator.enter("When does it end?", "12:15").press("Save").sees("11 people are too many").arrive("too-many")
    coordinator.follow("Change").select("Who do you meet?", "Senior leaders").press("Save")
    coordinator.sees("Groups are heard without senior leaders").arrive("no-leaders")
    coordinator.select("Who do you meet?", "People who use services").enter("How many people come?", "7").press("Save")
    coordinator.sees("S05 is saved", ROOM).does_not_see("There is a problem")


def a_group_is_briefed(troupe: Troupe) -> None:
    """The link goes to people without an account. Somebody says that they come, and tells the team a word alone."""
    coordinator = troupe.at(COORDINATOR, "timetable/S05/")
    coordinator.follow("What the group is told, to print or pass on").arrive("what-the-group-is-told")
    somebody = troupe.passes_by(SOMEBODY).open(coordinator.page.locator(".app-address").inner_text())
    somebody.sees("What you say will not change your care", ROOM).arrive("briefing")
    somebody.enter("What would help you take part? You can leave this empty.", NEED).press("I am coming")
    somebody.sees("We look forward to it").arrive("coming")
    somebody.press("Send to the team").sees("Enter what you want to tell the team").arrive("told-nothing")
    somebody.enter("What do you want to tell the team?", TOLD).press("Send to the team")
    somebody.sees("Only the team can read what you wrote").arrive("told-the-team")
    troupe.at(COORDINATOR, "timetable/S05/").sees("1 person has said", NEED).press("The group is briefed")
    coordinator.sees("S05 is briefed").arrive("a-group-is-briefed")


def the_timetable_is_final(troupe: Troupe) -> None:
    """Every group is told what its session is about. Of one the coordinator says why it is not."""
    coordinator = troupe.at(COORDINATOR, f"timetable/{NOT_BRIEFED}/")
    coordinator.press("Say why it is not").sees("There is a problem").arrive("why-not-briefed-errors")
    coordinator.enter("Why is this group not briefed?", WHY_NOT).press("Say why it is not").sees("Saved", WHY_NOT)
    coordinator.open(f"{troupe.here}timetable/")
    sessions = {link.get_attribute("href") for link in coordinator.page.locator("main a[href*='/timetable/S']").all()}
    for session in sorted(sessions):
        coordinator.open(session)
        if coordinator.page.get_by_role("button", name="The group is briefed").count() and NOT_BRIEFED not in session:
            coordinator.press("The group is briefed").sees("is briefed")
    troupe.at(COORDINATOR, "timetable/").press("The timetable is final").sees("The timetable is final").arrive("final")
