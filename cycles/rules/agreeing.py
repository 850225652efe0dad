"""The accuracy check of the draft report, and the final agreement."""

from cycles.models import Stage

from .rule import EE, HC, HD, HP, HX, PR, RC, RL, TL, TM, Rule, stages, who

S = Stage
READERS = (TM, EE)  # of the team
HOST = (HD, HC, HX)
CHECK = stages(S.ACCURACY_CHECK, S.ACCURACY_CHECK)
AGREED = stages(S.AGREED, S.AGREED)
SINCE_DRAFTING = stages(S.DRAFTING)
UNTIL_FOLLOW_UP = stages(S.DRAFTING, S.FOLLOW_UP)

AGREEING: dict[str, Rule] = {
    "see_accuracy": Rule(
        "A19",
        "Read the points that the host sends on the draft report",
        who(((RL, *HOST), SINCE_DRAFTING), ((TL, *READERS), UNTIL_FOLLOW_UP)),
        status=who(((RC,), stages(S.DRAFTING, S.AGREED))),
        declared=True,
    ),
    "send_accuracy": Rule(
        "A19", "Send the points on the draft report, or confirm that there are none", who(((HD,), CHECK)), changes=True
    ),
    "see_own_points": Rule(
        "A84", "Read the points on the draft report before they are sent", who((HOST, SINCE_DRAFTING))
    ),
    "write_points": Rule("A84", "Write points on the draft report", who(((HD, HC), CHECK)), changes=True),
    "see_point_answers": Rule(
        "A85",
        "Read how the team answers the points of the host",
        who(((RL,), SINCE_DRAFTING), ((TL, *READERS), UNTIL_FOLLOW_UP), (HOST, stages(S.AGREED))),
        declared=True,
    ),
    "answer_points": Rule("A85", "Answer the points of the host", who(((TL,), CHECK)), changes=True, declared=True),
    "agree_report": Rule("A86", "Agree the final report", who(((RL, TL), CHECK)), changes=True, declared=True),
    "reopen_accuracy": Rule(
        "A87", "Open the accuracy check again, with a reason", who(((RL, TL), AGREED)), changes=True, declared=True
    ),
    "see_final": Rule(
        "A20",
        "Read the final report before it is published",
        who(((RL, HD, HC, HP, HX), stages(S.AGREED)), ((TL, *READERS, PR), stages(S.AGREED, S.FOLLOW_UP))),
        status=who(((RC,), AGREED)),
        declared=True,
    ),
}
