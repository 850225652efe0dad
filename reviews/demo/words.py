"""What the practice reviews of the example region say. Kind, made up, and about nobody."""

HOW_CHOSEN = (
    "The host proposed 24 files from the last twelve months: twelve at random, and twelve so that each theme is there. "
    "The visiting readers picked 20 of them. They left out four where the work had only just begun."
)
# For some criteria of some files: what is seen, the notes of the two readers, and what they agreed.
NOTES = {
    "PR01": (
        "4",
        "Her own words are there from the first page.",
        "What matters to her is said early, and in her words.",
        "Her voice leads the whole record.",
    ),
    "PR02": (
        "3",
        "The choir and the neighbours come first, services after that.",
        "Friends were asked, not taken for granted.",
        "The work starts from what she can do.",
    ),
    "PR04": (
        "2",
        "The carer was seen, though two months later.",
        "Good on wellbeing. The carer’s own assessment came late.",
        "Sound, with a late start for the carer.",
    ),
    "PR10": (
        "3",
        "The worker says why.",
        "Reasons are given, and other ways were looked at.",
        "Clear reasons.",
    ),
    "PR12": (
        "2",
        "Supervision is a list of tasks.",
        "I could not see a manager help to think.",
        "Little reflection.",
    ),
}
# The one point on which the readers of CF02 differ, with what each wrote.
TO_TALK_ABOUT = (
    "PR05",
    ("3", "Capacity was looked at for this decision, and he had help to decide."),
    ("2", "The form says he had help to decide. I could not find what the help was."),
)
PRAISE = "How warmly the worker writes about the person, and how plainly."
ASK_ABOUT = "How managers find time to talk about the work, and not only about tasks."
GROUP = (
    "People like their work and each other. They feel trusted to find their own way with a person.\n\n"
    "Time is short. Forms ask for the same thing twice, and the system is slow on visits. "
    "Supervision happens each month, but most of it is about numbers.\n\n"
    "They would like one day a quarter to learn together, and to hear what came of ideas they gave last year."
)
# What is found so far where the review is still going on.
SO_FAR = (
    ("strength", "Workers know the people they work with, and write in a way that people can read."),
    ("strength", "Work starts from what a person can do, and from the people around them."),
    ("consider", "How supervision can leave room to think about practice, beside tasks and numbers."),
    ("consider", "How help to decide is written down when somebody’s capacity is in doubt."),
    ("recommendation", "Give each team one hour a month in which a case is talked about together."),
)
CONDITIONS_SO_FAR = (
    "Staff feel trusted and backed by their teams. Forms ask for the same thing more than once, and the system is slow "
    "away from the office."
)
# Three reviews that are finished: summary, conditions, findings.
FINISHED = (
    (
        "Practice is warm, lawful and close to people. Records show what people want and what is done about it. "
        "The next step is to show what changed for them, and to give managers time to help workers think.",
        "Caseloads are fair and people feel safe to speak up. New workers are well looked after. "
        "The record system takes too much time, and learning is easier to find for social workers than for others.",
        (
            ("strength", "People’s own words lead the record, also where others see things another way."),
            ("strength", "Workers and health staff plan together, so people do not have to start again."),
            ("strength", "New workers get time, a named colleague and kind feedback."),
            ("consider", "How the record can show what is different in a person’s life because of the work."),
            ("consider", "How supervision can be as much about thinking as about tasks."),
            ("recommendation", "Ask each person at the end of the work what has changed for them, and write it down."),
            ("recommendation", "Give managers a simple frame for talks about practice, and time to use it."),
        ),
    ),
    (
        "Safeguarding is done with people, and they are asked what they want to happen. Carers are valued. "
        "Reviews are often late, and people then wait without knowing when somebody will be in touch.",
        "Teams are stable and managers are easy to reach. The duty rota wears people down. "
        "Staff would like to hear what comes of the ideas they give.",
        (
            ("strength", "People are asked what they want from safeguarding, and are told what came of it."),
            ("strength", "Carers are seen as people with a life of their own."),
            ("consider", "How people are kept in touch while they wait for a review."),
            ("consider", "How decisions about capacity show what help the person had."),
            ("recommendation", "Tell everybody who waits when they will hear next, and from whom."),
            ("recommendation", "Use two good records of capacity, made nameless, to learn from in each team."),
        ),
    ),
    (
        "Workers are creative and make good use of what is near a person’s home. Risk is shared, so people can live as "
        "they wish. Recording is uneven: some of it is a joy to read, some of it a list.",
        "Leaders are seen in teams and know what the work is like. Tools are good. "
        "Workload is uneven between teams, and some feel that others do not see it.",
        (
            ("strength", "Places and groups near home are thought of before services."),
            ("strength", "Risk is talked through with the person, with a plan for when things go wrong."),
            ("strength", "Leaders are seen, and listen."),
            ("consider", "How records can say why something was done, and not only what."),
            ("consider", "How work is shared between teams, and how people can see that it is fair."),
            (
                "recommendation",
                "Agree what a good short record looks like, with workers and with people who read theirs.",
            ),
            ("recommendation", "Look at workload across teams each quarter, and show everybody the result."),
        ),
    ),
)

TEAM_CALL = (
    "We read alike: people speak well of their workers, and wait too long for them.\n\n"
    "Each of us asks one question in every talk: what would you change first?\n\n"
    "Who writes in which talk is in the timetable. We meet at eight on the first morning."
)

NEEDS_OF_GROUPS = {  # by the last digit of a session, and by who answers
    (0, 1): "I need a place close to the door.",
    (1, 2): "A hearing loop, please.",
    (3, 0): "My support worker comes with me.",
}
IN_CONFIDENCE = "We were told to say that the new forms save time. They do not, and we would like to say so."

NOTES = (  # what it is, how the team knows, whether these are their own words, and the words
    ("strength", "heard", False, "Workers speak warmly of the people they support, and know them well."),
    ("consider", "heard", True, "I told my story four times before somebody came."),
    ("consider", "heard", False, "Nobody could say how long the list for a review is this week."),
    ("strength", "seen", False, "The waiting room is calm and easy to find, and the signs are in large print."),
    ("note", "heard", False, "Teams meet every Monday to share out new work."),
    ("consider", "heard", False, "Carers find out about help by chance, often from each other."),
    ("strength", "heard", True, "My manager asks how I am before she asks what I did."),
    ("consider", "seen", False, "The same form is filled in twice, once on paper."),
    ("note", "heard", False, "A new team for hospital discharge began in spring."),
)

FINDINGS = (  # what it is, the words, what is behind them, and which of NOTES it rests on
    (
        "strength",
        "Workers know the people they support, and like their work.",
        "In every talk people spoke warmly of their workers. Managers ask how staff are before they ask what they did.",
        (0, 6),
    ),
    ("strength", "People feel welcome when they come in.", "", (3,)),
    (
        "consider",
        "People tell their story again and again before they get help.",
        "People and staff said the same: forms are filled in twice, and what was said once does not travel with them.",
        (1, 7),
    ),
    ("consider", "Nobody can say how long people wait for a review.", "", (2,)),
    ("consider", "Carers find help by chance.", "Carers often hear of it from each other.", (5,)),
)
RECOMMENDATIONS = (  # the words, the theme, how soon, how anybody would know, and which of FINDINGS it follows from
    (
        "Agree one way in, so that people tell their story once.",
        "first-contact",
        "twelve_months",
        "People say that they told their story once.",
        (2,),
    ),
    (
        "Show every team each week how many people wait for a review, and for how long.",
        "data",
        "six_months",
        "Every team can say how many people wait, and the number goes down.",
        (3,),
    ),
    (
        "Tell every carer at the first contact what help there is for them.",
        "carers",
        "six_months",
        "Carers say that they heard of help from the council first.",
        (4,),
    ),
    (
        "Fill in each form once, and let it travel with the person.",
        "data",
        "twelve_months",
        "No form is filled in twice.",
        (2,),
    ),
)
