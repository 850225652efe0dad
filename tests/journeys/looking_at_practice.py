"""Chapters of the practice review: the sample, two blind readings, what they agree, what they heard, the hand-over."""

from .browser import Walker
from .troupe import FIRST_READER, OWN_PSW, SECOND_READER, Troupe

FILE = "CF01"
PLACE = "practice-review/"
READING, AGREEMENT = f"{PLACE}case-files/{FILE}/reading/", f"{PLACE}case-files/{FILE}/agreement/"
CRITERIA = [f"pr{number:02}" for number in (1, 2, 3, 8, 4, 5, 6, 7, 9, 12, 10, 11, 13, 14)]  # as they stand on the page
BLIND, HEARD = "The wish to go home is on every page.", "We have no time to think before a visit."
FOUND, SUMMARY = "Workers know the people they work with.", "Good practice, under much strain."
NO_NUMBER = "943 476 5919"  # of nobody: a number that only looks like one of the NHS


def the_host_proposes_case_files(troupe: Troupe) -> None:
    own = troupe[OWN_PSW].open("/").follow("Dudley: propose case files").arrive("propose-case-files")
    own.enter("How many files like this?", "0").press("Propose").sees("There is a problem").arrive("propose-none")
    own.enter("How many files like this?", "3").select("Theme", "Older people").choose("By theme").press("Propose")
    own.sees("3 case files added: CF01 to CF03").arrive("sample")
    own.follow("Write how they were chosen").enter(
        "How were the case files chosen?", f"Number {NO_NUMBER} came first."
    ).press("Save")
    own.sees("There is a problem", "NHS number").arrive("no-numbers-of-people")
    own.enter("How were the case files chosen?", "Each third file of last spring.").press("Save").sees(
        "Each third file of last spring."
    )


def one_is_read_by_two_who_do_not_see_each_other(troupe: Troupe) -> None:
    first = troupe[FIRST_READER].open("/tasks/").follow("Dudley: choose the case files").arrive("pick-case-files")
    first.tick(f"{FILE}: Older people, by theme").press("Save").sees("1 case file to read")
    troupe.at(FIRST_READER, READING).arrive("a-reading").press(f"Finish {FILE}").sees("There is a problem")
    first.arrive("a-reading-errors")
    rate(first, "Good", differently={"pr01": "Exceptional"})
    first.fill(pr01_note=BLIND).press(f"Finish {FILE}")
    first.sees("Finished")
    second = troupe.at(SECOND_READER, READING).does_not_see(BLIND, "Exceptional work")
    assert BLIND not in second.page.content()
    rate(second, "Good")
    second.press(f"Finish {FILE}").sees(f"Two readers have finished {FILE}", BLIND).arrive("both-have-read")


def rate(reader: Walker, step: str, differently: dict[str, str] | None = None) -> None:
    for criterion in CRITERIA:
        reader.choose((differently or {}).get(criterion, step), of=criterion)
    reader.choose(step, of="overall")


def they_agree(troupe: Troupe) -> None:
    second = troupe.at(SECOND_READER, AGREEMENT).sees(BLIND).arrive("agree-a-case-file")
    second.choose("Good", of="pr01").press("This is what we agree").sees("Agreed").arrive("agreed")


def they_say_what_they_found(troupe: Troupe) -> None:
    reader = troupe.at(FIRST_READER, f"{PLACE}focus-groups/new/").arrive("add-a-focus-group")
    reader.choose("Front-line practitioners").enter("How many people came?", "6").enter("What was said", HEARD)
    reader.press("Save").arrive("focus-groups")
    troupe.at(FIRST_READER, f"{PLACE}findings/new/").choose("Strength")
    reader.enter("Say it in one or two sentences", FOUND).press("Save").sees(FOUND)
    troupe.at(FIRST_READER, f"{PLACE}hand-over/").sees("Write the short summary").arrive("cannot-hand-over-yet")
    troupe.at(FIRST_READER, f"{PLACE}findings/summary/").enter("What should the team know first?", SUMMARY)
    reader.press("Save").sees(SUMMARY).arrive("what-we-found")


def the_review_is_handed_over(troupe: Troupe) -> None:
    reader = troupe.at(FIRST_READER, f"{PLACE}hand-over/").arrive("hand-over")
    reader.press("Hand over").sees("Handed over").arrive("handed-over")
