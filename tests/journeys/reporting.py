"""Chapters about the report: the team writes it, a second person reads it, the council checks it, all is agreed."""

from .browser import Walker
from .on_site import FOUND, STRENGTH
from .troupe import COORDINATOR, DIRECTOR, EXPERT, MANAGER, TEAM_LEAD, Troupe

WRONG = "Reviews fell to 48%."  # nobody notices before it is public
SUMMARY, INTRODUCTION = "Forty people were heard here.", "These things work well in Dudley."
WRITTEN = {"what-we-did": "We came for three days.", "areas-for-consideration": "These need thought."}
WRITTEN["recommendations"] = "We would begin with these."
POINT, PROPOSED, RESPONSE = (
    "It was thirty-eight people.",
    "Thirty-eight people were heard.",
    "We thank the team for it.",
)
REASON, REWORDED = "The timetable says so too.", "Thirty-eight people were heard in Dudley."


def the_draft_is_written(troupe: Troupe) -> None:
    lead = troupe.at(TEAM_LEAD, "report/").arrive("report-is-empty")
    written(troupe.at(TEAM_LEAD, "report/summary/").arrive("write-a-section"), f"{SUMMARY}\n\n{WRONG}")
    written(troupe.at(EXPERT, "report/strengths/"), INTRODUCTION)
    for part, text in WRITTEN.items():
        written(troupe.at(MANAGER, f"report/{part}/"), text)
    troupe.at(TEAM_LEAD, "report/preview/").sees(SUMMARY, FOUND).does_not_see(STRENGTH).arrive("draft-as-a-whole")
    lead = troupe.at(TEAM_LEAD, "report/send/").arrive("draft-cannot-go-yet")
    assert not lead.page.get_by_role("button", name="Send the draft to the council").count()


def written(walker: Walker, text: str) -> None:
    walker.enter("What does the team say here?", text).press("Save").sees("saved")


def it_goes_to_the_council(troupe: Troupe) -> None:
    expert = troupe.at(EXPERT, "report/second-look/").sees(SUMMARY).arrive("second-look")
    expert.press("I have read the whole draft").arrive("read-by-a-second-person")
    lead = troupe.at(TEAM_LEAD, "report/send/").arrive("send-the-draft")
    lead.press("Send the draft to the council").arrive("draft-is-sent")
    director = troupe.at(DIRECTOR, "report/").sees("version 1").arrive("report-for-the-director")
    director.open(f"{troupe.here}report/versions/1/").sees(SUMMARY, FOUND).arrive("draft-for-the-director")


def the_council_checks_it(troupe: Troupe) -> None:
    coordinator = troupe.at(COORDINATOR, "report/accuracy/").arrive("check-the-facts").follow("Comment on 1.1")
    coordinator.arrive("comment").press("Save the point").sees("There is a problem").arrive("comment-errors")
    coordinator.choose("A fact is wrong").enter("What is your point?", POINT).enter("What should it say?", PROPOSED)
    coordinator.press("Save the point").sees(POINT).arrive("one-point-written")
    coordinator.open(f"{troupe.here}report/accuracy/response/").arrive("response")
    coordinator.enter("What does the council say to the report?", RESPONSE).press("Save the response").sees(RESPONSE)


def the_points_are_answered(troupe: Troupe) -> None:
    director = troupe.at(DIRECTOR, "report/accuracy/send/").sees(POINT).arrive("send-the-points")
    director.press("Send to the team").arrive("points-are-sent")
    lead = troupe.at(TEAM_LEAD, "report/agree/").arrive("cannot-agree-yet")
    lead.open(f"{troupe.here}report/accuracy/").arrive("points-for-the-team")
    lead.open(f"{troupe.here}report/accuracy/A1/").sees(POINT, PROPOSED).arrive("answer-a-point")
    lead.press("Save the answer").sees("There is a problem").arrive("answer-errors")
    lead.choose("Accept and change the text").enter("Why?", REASON).enter("New text of the paragraph", REWORDED)
    lead.press("Save the answer").arrive("answered")


def the_report_is_agreed(troupe: Troupe) -> None:
    troupe.at(TEAM_LEAD, "report/accuracy/changes/").sees(SUMMARY, REWORDED).arrive("table-of-changes")
    lead = troupe.at(TEAM_LEAD, "report/agree/").sees(REWORDED).arrive("agree-the-report")
    lead.press("Agree the final report").arrive("report-is-agreed")
    director = troupe.at(DIRECTOR, "report/final/").sees(REWORDED, RESPONSE, FOUND).arrive("final-report")
    director.does_not_see(SUMMARY, POINT)
