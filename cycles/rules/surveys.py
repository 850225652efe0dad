"""The survey on a visit. No rule lets anybody read a single answer (A25): there is no such page."""

from cycles.models import Stage

from .rule import EE, HA, HC, HD, HP, HX, PR, RC, RL, SO, TL, TM, Rule, stages, who

S = Stage
WHO_TOOK_PART = (HD, HC, HP, HX, HA, SO, TL, TM, EE, PR)
UNTIL_FOLLOW_UP = stages(S.DRAFTING, S.FOLLOW_UP)

SURVEYS: dict[str, Rule] = {
    "see_survey": Rule(
        "A44",
        "See the totals of the survey, where there are five answers or more",
        who(((RL, RC, HD, TL, TM, EE, PR), stages(S.DRAFTING))),
    ),
    "answer_survey": Rule(
        "A96",
        "Answer the survey on the visit",
        who((WHO_TOOK_PART, UNTIL_FOLLOW_UP)),
        own_rows=frozenset(WHO_TOOK_PART),
        changes=True,
    ),
    "see_survey_links": Rule(
        "A97",
        "See the links of the survey, to pass them on",
        who(((RL, RC, HC, TL), UNTIL_FOLLOW_UP)),
    ),
    "keep_survey": Rule(
        "A97",
        "Open the survey, and close it before its last day",
        who(((RL,), UNTIL_FOLLOW_UP)),
        changes=True,
    ),
}
