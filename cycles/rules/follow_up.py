"""What becomes of the report: a measure for each recommendation, the action plan, the reviews, and the end."""

from cycles.models import Stage

from .rule import EE, HA, HC, HD, HP, HX, RC, RL, TL, TM, Rule, stages, who

S = Stage
READERS = (TM, EE)  # of the team
REVIEWS = stages(S.FOLLOW_UP, S.FOLLOW_UP)
PLAN = stages(S.AGREED, S.FOLLOW_UP)
SINCE_AGREED, SINCE_FOLLOW_UP = stages(S.AGREED), stages(S.FOLLOW_UP)

FOLLOW_UP: dict[str, Rule] = {
    "measure_recommendations": Rule(
        "A30",
        "Say by which indicators a recommendation is measured",
        who(((HD, HC), stages(S.PREPARING, S.AGREED)), ((TL,), stages(S.READING, S.AGREED))),
        changes=True,
        declared=True,
    ),
    "see_plan": Rule(
        "A22",
        "Read the action plan and how far its actions are",
        who(((RL, HD, HC, HP, HX, HA), SINCE_AGREED), ((TL, *READERS), PLAN)),
        status=who(((RC,), SINCE_AGREED)),
        own_rows=frozenset({HA}),
        declared=True,
    ),
    "report_on_actions": Rule(
        "A22",
        "Say how far an action is",
        who(((HD, HC, HP, HA), PLAN)),
        own_rows=frozenset({HA}),
        changes=True,
    ),
    "agree_plan": Rule("A22", "Agree the action plan, and open it again", who(((HD,), PLAN)), changes=True),
    "write_plan": Rule("A92", "Answer recommendations, and plan actions", who(((HD, HC, HP), PLAN)), changes=True),
    "see_reviews": Rule(
        "A23",
        "Read the reviews after six and twelve months",
        who(((RL, HD, HC, HP, HX, TL, *READERS), SINCE_FOLLOW_UP)),
        status=who(((RC,), SINCE_FOLLOW_UP)),
        declared=True,
    ),
    "say_progress": Rule(
        "A93", "Say for the host how far it is, and measure again", who(((HD, HC), REVIEWS)), changes=True
    ),
    "publish_progress": Rule(
        "A93", "Publish what a review found, and take it off the web", who(((HD,), SINCE_FOLLOW_UP)), changes=True
    ),
    "see_judgements": Rule(
        "A94",
        "Read what the team lead says of the progress before a review is recorded",
        who(((RL, TL, *READERS), REVIEWS)),
        declared=True,
    ),
    "judge_progress": Rule(
        "A94",
        "Say for the team how far the host is, and record a review",
        who(((RL, TL), REVIEWS)),
        changes=True,
        declared=True,
    ),
    "close_challenge": Rule("A95", "Close the challenge", who(((RL,), REVIEWS)), changes=True),
}
