"""Chapters about what changed: the action plan, the reviews after six and twelve months, closing."""

from datetime import timedelta

from peerchallenge.workdays import today_in_london

from .browser import Walker
from .days import days_pass_until
from .publishing import LATER, RECOMMENDED
from .troupe import COORDINATOR, DIRECTOR, HELPER, LEAD, TEAM_LEAD, Troupe

ACTION, OWNER = "Open one phone line for carers", "Head of the contact centre"
HAPPENED = "The line is open on weekdays."
HOST_SAYS, TEAM_SAYS = "Carers are phoned back the same day.", "Carers told us that it is true on weekdays."
A_YEAR_LATER, TEAM_A_YEAR_LATER = (
    "The line is open at weekends, too.",
    "We phoned it on a Sunday, and somebody answered.",
)
MUCH_LATER = "A reader after the end"
AGREED = "The council asks carers again in spring."


def the_plan_is_made(troupe: Troupe) -> None:
    coordinator = troupe.at(COORDINATOR, "plan/R1/").follow("Say whether the council agrees").arrive("does-it-agree")
    coordinator.press("Save").sees("There is a problem").arrive("response-errors")
    coordinator.choose("Agree").press("Save").follow("Add an action").arrive("add-an-action")
    coordinator.press("Save the action").sees("There is a problem").arrive("action-errors")
    coordinator.enter("What will be done?", ACTION).enter("Whose action is it?", OWNER)
    coordinator.enter_date("By when?", today_in_london() + timedelta(days=60)).press("Save the action")
    coordinator.sees(ACTION).arrive("action-is-planned")
    coordinator.open(f"{troupe.here}plan/actions/AC1/reporter/").arrive("who-reports")
    coordinator.select("Who reports on this action?", HELPER).press("Save").sees(HELPER)


def it_is_agreed(troupe: Troupe) -> None:
    director = troupe.at(DIRECTOR, "plan/").sees(ACTION).follow("Agree the plan").arrive("agree-the-plan")
    director.press("Agree the plan").sees("The council agreed this plan").arrive("plan-is-agreed")


def somebody_reports(troupe: Troupe) -> None:
    helper = troupe[HELPER].open(f"{troupe.here}plan/").sees(ACTION).arrive("plan-of-a-colleague")
    helper.open(f"{troupe.here}plan/actions/AC1/").arrive("report-on-an-action").press("Add this")
    helper.sees("There is a problem").arrive("progress-errors")
    helper.choose("In progress").enter("What has happened?", HAPPENED)
    helper.enter_date("On which day was that?", today_in_london()).press("Add this").sees(HAPPENED).arrive("reported")
    troupe.at(TEAM_LEAD, "plan/actions/AC1/").sees(HAPPENED)


def six_months_pass(troupe: Troupe) -> None:
    days_pass_until(troupe, "six-month-review")
    troupe.at(DIRECTOR, "reviews/six-months/").sees("Step 8 of 8").arrive("six-month-review")
    said(troupe.at(COORDINATOR, "reviews/six-months/recommendations/R1/words/").arrive("council-says"), HOST_SAYS)
    lead = troupe.at(TEAM_LEAD, "reviews/six-months/").sees(HOST_SAYS)
    lead.open(f"{troupe.here}reviews/six-months/record/").arrive("cannot-record-yet")
    said(troupe.at(TEAM_LEAD, "reviews/six-months/recommendations/R1/judgement/").arrive("team-says"), TEAM_SAYS)
    troupe.at(DIRECTOR, "reviews/six-months/").sees(HOST_SAYS).does_not_see(TEAM_SAYS)


def the_review_is_recorded(troupe: Troupe) -> None:
    met(troupe.at(TEAM_LEAD, "reviews/six-months/meeting/").arrive("the-meeting"))
    recorded(troupe, "six-months")
    troupe.at(DIRECTOR, "reviews/six-months/").sees(TEAM_SAYS).arrive("review-is-recorded")


def progress_is_published(troupe: Troupe) -> None:
    public = troupe[LATER].open(f"/reports/{troupe.slug}/progress/").arrive("no-progress-page", status=404)
    director = troupe.at(DIRECTOR, "reviews/six-months/publication/").arrive("publish-the-progress")
    director.press("Publish it now").arrive("progress-is-public")
    public.open(f"/reports/{troupe.slug}/progress/").sees(RECOMMENDED, HOST_SAYS, TEAM_SAYS).does_not_see(AGREED)
    public.arrive("progress-page")


def a_year_has_passed(troupe: Troupe) -> None:
    troupe.at(LEAD, "closing/").sees("Before the challenge can be closed").arrive("cannot-close-yet")
    days_pass_until(troupe, "twelve-month-review")
    said(troupe.at(COORDINATOR, "reviews/twelve-months/recommendations/R1/words/"), A_YEAR_LATER, "Completed")
    judged = troupe.at(TEAM_LEAD, "reviews/twelve-months/recommendations/R1/judgement/").sees(TEAM_SAYS)
    said(judged.arrive("team-says-a-year-later"), TEAM_A_YEAR_LATER, "Completed")
    met(troupe.at(TEAM_LEAD, "reviews/twelve-months/meeting/"))
    recorded(troupe, "twelve-months")


def it_is_closed(troupe: Troupe) -> None:
    lead = troupe.at(LEAD, "closing/").arrive("close-the-challenge").press("Close the challenge")
    lead.sees("The peer challenge is closed").arrive("challenge-is-closed")


def everybody_can_read_it(troupe: Troupe) -> None:
    """A passer-by reads the report and how far the council was at the last review that it made public."""
    troupe.at(LEAD).sees("Closed").arrive("page-of-a-closed-challenge")
    public = troupe.passes_by(MUCH_LATER).open(f"/reports/{troupe.slug}/").sees(RECOMMENDED).arrive("report-at-the-end")
    public.open(f"/reports/{troupe.slug}/progress/").sees(RECOMMENDED, HOST_SAYS, TEAM_SAYS).arrive(
        "progress-at-the-end"
    )


def said(walker: Walker, words: str, how_far: str = "In progress") -> None:
    walker.choose(how_far).enter("What has changed?", words).press("Save").sees(words)


def met(walker: Walker) -> None:
    walker.enter_date("When did you meet?", today_in_london()).enter("Who took part?", "Host director and team lead")
    walker.enter("What was agreed?", AGREED).press("Save").sees(AGREED)


def recorded(troupe: Troupe, kind: str) -> None:
    lead = troupe.at(TEAM_LEAD, f"reviews/{kind}/record/").arrive(f"record-{kind}").press("Record the review")
    lead.sees("is recorded")
