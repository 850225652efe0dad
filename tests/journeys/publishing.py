"""Chapters about publication: the text is approved, its time is planned, the public reads it, it is put right."""

from datetime import timedelta

from peerchallenge.workdays import today_in_london

from .on_site import ASKED_FOR
from .reporting import WRONG
from .troupe import COORDINATOR, DIRECTOR, TEAM_LEAD, Troupe

RECOMMENDED, WHY_NONE = ASKED_FOR, "No figure is kept of it. We would ask carers."
RIGHT, PUT_RIGHT = "Reviews fell to 52%.", "A figure was wrong."
COMMITTEE = "Adult social care scrutiny committee"
# A browser keeps a public page for a minute, so each comes with their own.
EARLY, READER, LATER = "A reader before its time", "A reader", "A later reader"


def the_measure_is_named(troupe: Troupe) -> None:
    for name in troupe.sessions:
        troupe.is_there(name)
    director = troupe.at(DIRECTOR, "report/publication/").sees("R1 has no indicator").arrive("cannot-be-public-yet")
    director.sees("The team lead has not approved the text for the public yet.")
    coordinator = troupe.at(COORDINATOR, "plan/").arrive("plan-is-empty").follow(f"R1: {RECOMMENDED}")
    coordinator.arrive("recommendation-of-the-plan").follow("Say how it is measured").arrive("how-it-is-measured")
    coordinator.press("Save").sees("There is a problem").arrive("measure-errors")
    coordinator.enter("If none fits: why, and how would you know that it helps?", WHY_NONE).press("Save")
    coordinator.sees(WHY_NONE).arrive("measure-is-named")


def the_text_is_approved(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "report/publication/").arrive("publication").follow("Approve the text")
    lead.sees(WRONG).arrive("approve-the-text").press("Approve the text").arrive("text-is-approved")


def its_time_is_planned(troupe: Troupe) -> None:
    director = troupe.at(DIRECTOR, "report/publication/").follow("Publish").arrive("publish")
    director.press("Publish").sees("There is a problem").arrive("publish-errors")
    director.choose("At a day and time").enter_date("Day", today_in_london() + timedelta(days=1))
    director.enter("Time in London", "9am").press("Publish").sees("becomes public on").arrive("publication-is-planned")
    public = troupe.passes_by(EARLY).open("/reports/").does_not_see("Dudley").arrive("no-reports")
    public.open(f"/reports/{troupe.slug}/").arrive("report-is-nowhere", status=404)


def it_becomes_public(troupe: Troupe) -> None:
    director = troupe.at(DIRECTOR, "report/publication/").follow("Change the time").arrive("change-the-time")
    director.choose("Now").press("Save the time").sees("The report is public now").arrive("report-is-public")
    public = troupe.passes_by(READER).open("/reports/").sees("Dudley").arrive("reports")
    public.open(f"/reports/{troupe.slug}/").sees(WRONG, RECOMMENDED).does_not_see(TEAM_LEAD).arrive("public-report")


def it_is_put_right(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "report/publication/correction/").arrive("correct-the-report")
    lead.enter("What is put right?", PUT_RIGHT).press("Begin the correction").arrive("correction-has-begun")
    lead.follow("Change paragraph 1.2").arrive("correct-a-paragraph").enter("Text", RIGHT).press("Save")
    lead.sees("Changed so far").arrive("paragraph-is-corrected")
    lead.open(f"{troupe.here}report/publication/approval/").sees(RIGHT).press("Approve the text")
    troupe.at(DIRECTOR, "report/publication/time/").choose("Now").press("Publish").sees("The report is public now")
    public = troupe.passes_by(LATER).open(f"/reports/{troupe.slug}/").sees(RIGHT, PUT_RIGHT).does_not_see(WRONG)
    public.arrive("corrected-report").open(f"/reports/{troupe.slug}/versions/").arrive("versions")
    public.open(f"/reports/{troupe.slug}/versions/1/").sees(WRONG, "It was replaced").arrive("older-version")


def the_council_tells_it(troupe: Troupe) -> None:
    director = troupe.at(DIRECTOR, "report/publication/sharing/").arrive("who-was-told")
    director.enter_date("When was it presented?", today_in_london()).press("Save")
    director.sees("Enter the committee").arrive("sharing-errors")
    director.enter("Which committee or meeting was it presented to?", COMMITTEE).press("Save")
    director.sees(COMMITTEE).arrive("report-was-presented")
