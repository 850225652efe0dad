"""What the teams of the example region write in their reports. Generic and kind, and nobody could be meant."""

from reports.models import Answer, Part
from reviews.models.points import PointKind

TEXTS = {
    Part.SUMMARY: (
        "Thank you for asking us to come, and for the welcome we had. Everybody whom we met spoke openly with us.\n\n"
        "We met workers who like their work and know the people they support. Managers care for their teams. People "
        "who use services told us of single workers who changed their lives for the better.\n\n"
        "What matters most now is the way in. People tell their story more than once before they get help, and nobody "
        "can say how long others wait for a review. Both can change within a year, as the will is there.\n\n"
        "We ask the council to begin with three things:\n"
        "- one way in for everybody who asks for help\n"
        "- a number that every team sees each week: how many people wait, and for how long\n"
        "- carers who hear of help from the council first."
    ),
    Part.WHAT_WE_DID: (
        "The council asked us how people find help, and what happens after a review. We looked at both from the side "
        "of those who ask, and from the side of those who answer.\n\n"
        "We read, we listened and we looked. A finding stands in this report only when it rests on more than one kind "
        "of source. This is what we saw in one week. It is not an inspection, and it gives no rating."
    ),
    Part.STRENGTHS: (
        "The strengths have one thing in common: they begin with people who know each other. Much of what follows can "
        "be shared with other councils as it is."
    ),
    Part.CONSIDER: (
        "The council knows most of what follows, and has begun to work on some of it. We say it as people from other "
        "councils who have the same questions at home."
    ),
    Part.RECOMMENDATIONS: (
        "There are few, so that they can be done. The first one comes first because the others rest on it. We will "
        "ask after six and after twelve months what has changed."
    ),
}
UNFINISHED = (
    "The council knows most of what follows. Still to come: how it hangs together with the way in, and what the talks "
    "with providers add to it."
)
REMARKS = "The order of the areas is right. I would say in the summary more clearly that staff like their work."
COUNTS_BECAUSE = "Everybody whom we met in those days said the same, whatever their work is."
# What a council says about its draft, and how the team lead answers: part, kind, point, decision, why.
POINTS = (
    (
        Part.WHAT_WE_DID,
        PointKind.MISSING,
        "We also asked you to look at how carers are heard. You did, but this paragraph does not say so.",
        Answer.Decision.ACCEPTED,
        "You are right. It was the second of your questions.",
    ),
    (
        Part.CONSIDER,
        PointKind.FACT,
        "Since the visit we have begun to change this. Half of what you describe is not so any more.",
        Answer.Decision.DECLINED,
        "We are glad to hear it. The report says what we saw in that week. Your response can say what has changed.",
    ),
    (
        Part.STRENGTHS,
        PointKind.VIEW,
        "We would put more weight on what partners do. Much of this strength is theirs as well as ours.",
        Answer.Decision.NOTED,
        "We have talked about it in the team. The partners are named in the paragraphs that follow.",
    ),
)
ADDED = "It also asked how carers are heard."
RESPONSE = (
    "We thank the team for its time and its honest words. We know our council in this report.\n\n"
    "We will agree our plan with people who use services, carers and staff, and say in public how far we have come."
)
