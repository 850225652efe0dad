"""What the reports of the cycle before this one say. Generic and kind, and nobody could be meant."""

from dataclasses import dataclass

from reports.models import Part

TEXTS = {
    Part.SUMMARY: (
        "Thank you for the welcome. People spoke openly with us, and the council knows itself well.\n\n"
        "We saw two things that other councils can learn from. We ask the council to begin with two others."
    ),
    Part.WHAT_WE_DID: "We read, we listened and we looked. It is not an inspection, and it gives no rating.",
    Part.STRENGTHS: "Both begin with people who know each other and take the time to ask.",
    Part.CONSIDER: "The council knows them too. We say them as people who have the same questions at home.",
    Part.RECOMMENDATIONS: "There are two, so that they can be done.",
}
RESPONSE = "We thank the team. We know our council in this report, and have begun with both recommendations."
WHY_NO_INDICATOR = "No published figure tells it. The council asks the people themselves twice a year."
COUNTS_BECAUSE = "Everybody whom we met said the same."
TOOK_PART = "Host director, two people who use services, the team lead."
AGREED = "The council goes on with what it has begun, and asks people who use services how they find it."
STRENGTHS = (
    ("Staff like to work here, and stay.", "In every group people told us that their manager has time for them."),
    ("Carers are asked early what would help.", "Carers told us of one person whom they can ring, and who rings back."),
    (
        "People get home from hospital without a long wait.",
        "Both sides meet each morning and go through the list.",
    ),
    ("People who use services help to choose new staff.", "They write the questions, and their view counts as much."),
    ("Care homes ring the council before a problem grows.", "Providers told us that they are helped and not blamed."),
    ("Small groups in the community are known and used.", "Workers could name them for each part of the area."),
    ("Managers read case files together each month.", "What they learn is talked about in every team."),
)


@dataclass(frozen=True)
class Area:
    """An area for consideration, what was recommended about it, and what became of that."""

    text: str
    detail: str
    advice: str
    theme: str
    how_known: str
    action: str
    owner: str
    after_six: str
    after_twelve: str


AREAS = (
    Area(
        "Letters are hard to read.",
        "People showed us letters that they had to ask a neighbour about.",
        "Write every letter again, with people who get them.",
        "voice",
        "People say that they understand their letters.",
        "Rewrite the twenty letters that go out most often",
        "Head of Customer Service",
        "Twelve of twenty letters are new. A group of readers checks each one.",
        "All twenty are in use. Fewer people ring to ask what a letter means.",
    ),
    Area(
        "Young people hear late what comes after eighteen.",
        "Families told us that they heard a few weeks before.",
        "Begin to plan with each young person at sixteen.",
        "moving-on",
        "Every young person of seventeen has a plan.",
        "Name one worker for each young person from sixteen on",
        "Head of Transition",
        "There is a worker for each young person of seventeen.",
        "Those of sixteen have one too. Families told us so themselves.",
    ),
    Area(
        "Few people use a direct payment.",
        "Workers were not sure what it may be spent on.",
        "Train every worker in direct payments, together with people who have one.",
        "assessment",
        "More people choose a direct payment.",
        "Hold a training day with people who have a direct payment",
        "Head of Learning",
        "Half of the workers have been trained.",
        "All workers have been trained. More people ask for a direct payment.",
    ),
    Area(
        "Supervision notes say little about practice.",
        "They list tasks, and seldom what was learned.",
        "Agree what good supervision looks like, and look at it twice a year.",
        "supervision",
        "Notes say what was learned.",
        "Try a new form for supervision in four teams",
        "Principal Social Worker",
        "Four teams use the new form and like it.",
        "All teams use it. The notes that we read speak of practice.",
    ),
    Area(
        "Some communities seldom ask for help.",
        "Nobody could tell us why.",
        "Ask the groups that people trust what keeps them away.",
        "equality",
        "More people from these communities ask for help.",
        "Meet six groups in places that they choose",
        "Head of Inclusion",
        "Four groups were met. They asked for a person to talk to, and not for a leaflet.",
        "There is a worker in two of these places each week, and people come.",
    ),
    Area(
        "Nobody sees all the figures in one place.",
        "Each team has its own, and they do not match.",
        "Make one page of figures for everybody, and talk about it each month.",
        "data",
        "Every manager can say what changed last month.",
        "Make one page of figures, and end the old ones",
        "Head of Performance",
        "The page is there for three of five teams.",
        "All teams use it. The old lists have ended.",
    ),
)
