"""What councils of the example region plan and say of their progress. Generic and kind, and nobody could be meant."""

from reports.models import RecommendationResponse, State

Decision = RecommendationResponse.Decision
WHY_NO_INDICATOR = "Nobody counts it yet. We ask ten people a month how often they had to tell their story."
# For each recommendation of the example reports: what the council says, and why where it does not agree with all of it.
ANSWERS = (
    (Decision.AGREE, ""),
    (Decision.AGREE, ""),
    (Decision.AGREE, ""),
    (Decision.PARTLY, "We can do it for our own forms. Those of the hospital are not ours to change."),
)
# One action for each: what, whose, working days from the first day on site until it is due, or why there is no day.
ACTIONS = (
    ("Open one phone line and one page for everybody who asks for help", "Head of Access", 120, ""),
    ("Show each team every Monday how many people wait, and for how long", "Head of Performance", 90, ""),
    ("Train staff at the first contact to tell carers what there is", "Carers Lead", 140, ""),
    ("Try one shared form in two teams", "Head of Digital", None, "It depends on the new system."),
)
# What was told of an action after so many working days: the state and the words.
TOLD = (
    ((60, State.IN_PROGRESS, "The line is tried out in two areas."), (110, State.COMPLETED, "It is open everywhere.")),
    ((50, State.COMPLETED, "Every team has the number on its board."),),
    (
        (70, State.IN_PROGRESS, "14 of 40 staff are trained."),
        (100, State.IN_PROGRESS, "26 of 40 staff are trained."),
        (118, State.COMPLETED, "All staff are trained, and new ones on their first day."),
    ),
    ((100, State.IN_PROGRESS, "One team has begun."),),
)
# After six months: what the council says, and what the team lead says.
REVIEWED = (
    (
        (State.COMPLETED, "There is one number now. Most people get an answer in the same call."),
        (State.COMPLETED, "We rang the line three times and read its records. It works as the council says."),
    ),
    (
        (State.COMPLETED, "Teams see the number each week. Fewer people wait than in spring."),
        (State.COMPLETED, "We saw the boards, and staff could tell us what the number was last week."),
    ),
    (
        (State.COMPLETED, "Carers hear of help at the first contact. We ask them whether they did."),
        (State.COMPLETED, "Carers whom we met had heard of help early. It is new, so please go on asking."),
    ),
    (
        (State.IN_PROGRESS, "One team uses the shared form. The second begins after the summer."),
        (State.IN_PROGRESS, "It has begun. Staff like the form, and ask when the hospital joins in."),
    ),
)
TOOK_PART = "Host director, head of access, a carer, the team lead."
MET_AND_AGREED = (
    "The council goes on with the shared form, and asks the hospital to join by the end of the year.\n\n"
    "We look at carers again at the twelve-month review, with what they say themselves."
)
