"""The report: written by the team, given to readers as numbered copies."""

from cycles.models import Stage

from .rule import EE, HC, HD, HP, HX, RC, RL, TL, TM, Rule, stages, who

S = Stage
MEMBERS = (TM, EE)
DRAFTING = stages(S.DRAFTING, S.DRAFTING)
CHECKING = stages(S.ACCURACY_CHECK, S.ACCURACY_CHECK)
UNTIL_FOLLOW_UP = stages(S.DRAFTING, S.FOLLOW_UP)

REPORT: dict[str, Rule] = {
    "see_report": Rule(
        "A18",
        "Read the copies of the report that the council is given to check",
        who(
            ((RL,), stages(S.DRAFTING)),
            ((HD, HC, HX), stages(S.ACCURACY_CHECK)),
            ((HP,), stages(S.AGREED)),
            ((TL, *MEMBERS), UNTIL_FOLLOW_UP),
        ),
        status=who(((RC,), stages(S.DRAFTING, S.AGREED))),
        declared=True,
    ),
    "see_draft": Rule(
        "A81",
        "Read the report while the team writes it",
        who(((RL,), stages(S.DRAFTING)), ((TL, *MEMBERS), UNTIL_FOLLOW_UP)),
        declared=True,
    ),
    "write_report": Rule(
        "A81",
        "Write the report",
        who(((TL,), stages(S.DRAFTING, S.AGREED)), (MEMBERS, DRAFTING)),
        changes=True,
        declared=True,
    ),
    "look_again": Rule(
        "A82",
        "Read the whole draft as its second reader",
        who(((RL, *MEMBERS), DRAFTING)),
        changes=True,
        declared=True,
    ),
    "send_draft": Rule("A80", "Send the draft to the council", who(((RL, TL), DRAFTING)), changes=True, declared=True),
    "take_back_draft": Rule(
        "A83", "Take the draft back and write a new one", who(((RL, TL), CHECKING)), changes=True, declared=True
    ),
}
