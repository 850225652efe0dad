"""Chapters in which the host tells about itself: its own people, its question, both forms, documents and figures."""

from .browser import Walker
from .troupe import COORDINATOR, DIRECTOR, HELPER, OFFICER, OWN_PSW, Troupe, email_of

OWN_PEOPLE = (
    (COORDINATOR, "Host coordinator"),
    (OWN_PSW, "Host principal social worker"),
    (HELPER, "Colleague who helps with a question"),
)
QUESTION, LINE = "How do we hear people who wait?", "Do people wait longer in some places?"
HELPED_WITH, HELPED_AT = "Who gets a worse deal", "self-assessment/performance-experience/2/"
ANSWER, OWN_ANSWER = "Carers in villages are heard least.", "We know what we spend, and on whom."
RISK, TOP_RISK = "We find out too late when a home is in trouble.", "Too little night care"
GAPS, EXTRA = "We still collect figures.", "What carers told us"
REASON = "It is written anew this spring."
IN_FILE = "Seven of ten say that nobody asks them."
FILE = {"name": "carers.txt", "mimeType": "text/plain", "buffer": IN_FILE.encode()}


def the_host_gets_its_people(troupe: Troupe) -> None:
    director = troupe.comes(DIRECTOR)
    for name, part in OWN_PEOPLE:
        if name not in troupe.walkers:
            comes_to_help(troupe, name, part)
    director.arrive("who-has-access")


def comes_to_help(troupe: Troupe, name: str, part: str) -> None:
    director = troupe.at(DIRECTOR, "people/").follow("Let in a person of the host")
    director.enter("Name", name).enter("E-mail address", email_of(name)).choose(part)
    director.press("Let this person in").sees(f"{name} is let in")
    troupe.joins(name).arrive(f"{name.split()[0].lower()}-home")


def the_officer_is_named(troupe: Troupe) -> None:
    comes_to_help(troupe, OFFICER, "Named officer for immediate concerns")


def the_host_asks_its_question(troupe: Troupe) -> None:
    director = troupe.at(DIRECTOR, "scope/").arrive("no-question-yet")
    director.enter("What should the team look at?", QUESTION).press("Save the question").sees("Saved")
    director.follow("Add a line of enquiry").arrive("add-a-line").press("Save").sees("Enter what the team should find")
    director.enter("What should the team find out?", LINE).press("Save").sees("Added", LINE).arrive("scope-with-a-line")


def the_self_assessment_is_written(troupe: Troupe) -> None:
    """One question is shared out and answered by a colleague, who sees nothing else; one by the coordinator."""
    coordinator = troupe.at(COORDINATOR, "preparation/").arrive("nothing-prepared-yet").follow("Self-assessment")
    coordinator.arrive("self-assessment").follow(f"Ask somebody to answer “{HELPED_WITH}”").arrive("who-writes")
    coordinator.select("Who writes it?", HELPER).press("Save").sees(HELPER)
    helper = troupe[HELPER].open("/tasks/").follow(f"Dudley: answer “{HELPED_WITH}”").arrive("a-question")
    helper.choose("Yes").press("Save and go back to the list").sees("Enter your answer").arrive("a-question-errors")
    helper.enter("Who waits longer, gets less or is not heard, and what do you want the team to test?", ANSWER)
    complete(helper)
    helper.sees(HELPED_WITH, "Completed").does_not_see("Money, staff and value").arrive("only-what-is-asked-of-me")
    coordinator.open(f"{troupe.here}self-assessment/use-of-resources/1/")
    coordinator.enter("How well do you use your money and staff, and how do you know?", OWN_ANSWER)
    complete(coordinator)
    coordinator.sees("2 of 12 answered").arrive("self-assessment-begun")


def complete(walker: Walker) -> None:
    walker.choose("Mostly strong").choose("Medium: we have some proof, with gaps").choose("Yes")
    walker.press("Save and go back to the list")


def the_risks_are_rated(troupe: Troupe) -> None:
    coordinator = troupe.at(COORDINATOR, "risks/").arrive("risks").follow("Performance and outcomes").arrive("a-risk")
    coordinator.enter("What is the risk?", RISK)
    for group, step in (("likelihood", "3 High"), ("impact", "2 Medium")):
        coordinator.choose(step, of=group)
    coordinator.choose("Getting worse").choose("Low: it is mostly what we think").choose("Yes")
    coordinator.press("Save and go back to the list").sees("1 of 6 rated").arrive("risks-begun")
    coordinator.follow("Change your top three risks").arrive("top-three").fill(name_1=TOP_RISK)
    coordinator.press("Save").sees(TOP_RISK).arrive("top-three-saved")


def the_documents_are_given(troupe: Troupe) -> None:
    """One in each way. Of everything else on the list she says that the council does not have it."""
    coordinator = troupe.at(COORDINATOR, "documents/").arrive("documents-missing")
    gives(troupe, "D04", "A public web page").enter("Address of the page", "not an address").press("Save")
    coordinator.sees("There is a problem").arrive("no-web-page")
    coordinator.enter("Address of the page", "https://council.example.org/budget").press("Save").sees("Saved")
    gives(troupe, "D05", "We do not have this").enter("Why do you not have it?", REASON).press("Save").sees("Saved")
    coordinator.open(f"{troupe.here}documents/new/").choose("A file").press("Continue").arrive("give-a-file")
    coordinator.enter("What is it called?", EXTRA).enter_date("Date of the document", (1, 9, 2026))
    coordinator.page.locator("input[type=file]").set_input_files(files=FILE)
    coordinator.choose("No").press("Save").sees(EXTRA).arrive("a-file-given")
    missing = coordinator.open(f"{troupe.here}documents/?show=missing").page.locator("main a[href*='/documents/D']")
    for path in {link.get_attribute("href") for link in missing.all()}:
        coordinator.send(f"{path}answer/?way=not_held", reason="We do not write this down.")
    coordinator.open(f"{troupe.here}documents/").sees("25 of 25 answered").arrive("documents-complete")


def gives(troupe: Troupe, code: str, way: str) -> Walker:
    return troupe.at(COORDINATOR, f"documents/{code}/answer/").choose(way).press("Continue")


def the_baseline_is_chosen(troupe: Troupe) -> None:
    coordinator = troupe.at(COORDINATOR, "indicators/baseline/choice/").arrive("choose-the-baseline")
    coordinator.press("Save and continue").sees("There is a problem").arrive("baseline-of-nothing")
    for code in ("1A", "1C", "1D"):
        coordinator.tick(coordinator.page.locator("main label", has_text=f"{code}: ").inner_text())
    coordinator.press("Save and continue").arrive("why-these")


def both_forms_are_signed_off(troupe: Troupe) -> None:
    """By the director, with a reason for the gaps, which are named."""
    director = troupe.at(DIRECTOR, "self-assessment/check/").sees("Money, staff and value", ANSWER).arrive("check")
    director.press("Sign off the self-assessment").sees("There is a problem").arrive("gaps-need-a-reason")
    for page, button in (("self-assessment", "Sign off the self-assessment"), ("risks", "Sign off the risk tool")):
        director.open(f"{troupe.here}{page}/check/").enter("Why is something missing?", GAPS).press(button)
        director.arrive(f"{page}-signed-off")
