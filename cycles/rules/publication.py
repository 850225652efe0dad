"""How a report becomes public: two people, one after the other. Then corrections, and what the host does with it."""

from cycles.models import Stage

from .rule import HC, HD, RC, RL, TL, Rule, stages, who

SINCE_AGREED = stages(Stage.AGREED)
SINCE_PUBLISHED = stages(Stage.PUBLISHED)

PUBLICATION: dict[str, Rule] = {
    "see_publication": Rule(
        "A49",
        "See how far the publication of the report is",
        who(((RL, HD, HC, TL), SINCE_AGREED)),
        status=who(((RC,), SINCE_AGREED)),
        declared=True,
    ),
    "approve_publication": Rule(
        "A88",
        "Approve the text of the report for the public",
        who(((RL, TL), SINCE_AGREED)),
        changes=True,
        declared=True,
    ),
    "publish_report": Rule(
        "A89", "Publish the report, or plan when it becomes public", who(((HD,), SINCE_AGREED)), changes=True
    ),
    "correct_report": Rule(
        "A49",
        "Prepare a correction of the published report",
        who(((RL, HD, TL), SINCE_AGREED)),
        changes=True,
        declared=True,
    ),
    "withdraw_report": Rule(
        "A49",
        "Withdraw the report from the public",
        who(((RL, HD, TL), SINCE_AGREED)),
        changes=True,
        while_paused=True,
        declared=True,
    ),
    "note_sharing": Rule(
        "A90", "Write down where the report was presented and shared", who(((HD, HC), SINCE_PUBLISHED)), changes=True
    ),
}
