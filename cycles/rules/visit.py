"""The visit: its timetable, what groups are told before it, what they say that they need."""

from cycles.models import Stage

from .rule import EE, HC, HD, HP, HX, PR, RC, RL, SO, TL, TM, Rule, stages, who

S = Stage
VISITORS = (TL, TM, EE)
READERS = (TM, EE)  # of the team, from the release of the pack
UNTIL_FOLLOW_UP = stages(S.PREPARING, S.FOLLOW_UP)
ON_SITE, DRAFTING = stages(S.ON_SITE, S.ON_SITE), stages(S.DRAFTING, S.DRAFTING)
# Who may meet somebody in danger, and the officer of the host; all but the lead and the officer see their own.
CONCERNED = who(((SO, *VISITORS), UNTIL_FOLLOW_UP), ((HP, PR), stages(S.PREPARING, S.DRAFTING)))
OWN_CONCERNS = frozenset({HP, PR, TM, EE})

VISIT: dict[str, Rule] = {
    "see_timetable": Rule(
        "A12",
        "See the timetable of the visit: kinds of people and numbers",
        who(
            ((RL, RC, HD, HC, HP, TL), UNTIL_FOLLOW_UP),
            (READERS, stages(S.READING, S.FOLLOW_UP)),
            ((PR,), stages(S.READING, S.DRAFTING)),
        ),
    ),
    "plan_visit": Rule(
        "A12", "Plan the sessions of the visit", who(((HC, TL), stages(S.PREPARING, S.ON_SITE))), changes=True
    ),
    "see_briefing": Rule(
        "A36",
        "See what a group is told before its session",
        who(((RL, RC, HD, HC, HP, TL), UNTIL_FOLLOW_UP), (READERS, stages(S.READING, S.FOLLOW_UP))),
    ),
    "see_needs_of_groups": Rule(
        "A38",
        "See how many people say that they come to a session, and what they need",
        who(((RC, HD, HC, TL), UNTIL_FOLLOW_UP), (READERS, stages(S.READING, S.FOLLOW_UP))),
    ),
    "see_messages_in_confidence": Rule(
        "A37",
        "Read what people tell the team in confidence",
        who(((TL,), UNTIL_FOLLOW_UP), (READERS, stages(S.READING, S.FOLLOW_UP))),
    ),
    "see_notes": Rule(
        "A13",
        "Read the notes of the team",
        who((VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))),
        status=who(((RC,), stages(S.ON_SITE, S.DRAFTING))),
        declared=True,
    ),
    "write_notes": Rule(
        "A13",
        "Write notes, and share them with the team",
        who((VISITORS, stages(S.ON_SITE, S.DRAFTING))),
        changes=True,
        declared=True,
    ),
    "see_authors": Rule(
        "A14", "See who of the team wrote a note", who((VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))), declared=True
    ),
    "see_findings": Rule(
        "A15",
        "See the findings and recommendations that the team works on",
        who(((RL,), stages(S.DRAFTING, S.CLOSED)), (VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))),
        declared=True,
    ),
    "write_findings": Rule(
        "A15",
        "Write findings and recommendations, and agree with them",
        who(((TL,), stages(S.ON_SITE, S.AGREED)), (READERS, stages(S.ON_SITE, S.DRAFTING))),
        changes=True,
        declared=True,
    ),
    "see_evidence": Rule(
        "A14",
        "See which notes a finding rests on",
        who((VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))),
        declared=True,
    ),
    "keep_thin_findings": Rule(
        "A65",
        "Say why a finding that rests on little goes into the report",
        who(((TL,), stages(S.ON_SITE, S.AGREED))),
        changes=True,
        declared=True,
    ),
    "start_visit": Rule("A70", "Start the visit", who(((RL, TL), stages(S.READING, S.READING))), changes=True),
    "see_reflections": Rule(
        "A16",
        "Read the points that the team lead shares at the end of a day on site",
        who(((RL, HD), stages(S.ON_SITE)), (VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))),
        declared=True,
    ),
    "see_team_reflections": Rule(
        "A71",
        "Read what the team says at the end of a day on site",
        who((VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))),
        declared=True,
    ),
    "write_reflections": Rule(
        "A16", "Write the evening reflection", who(((TL,), ON_SITE)), changes=True, declared=True
    ),
    "share_reflections": Rule(
        "A16", "Share points of a day with the host director", who(((TL,), ON_SITE)), changes=True, declared=True
    ),
    "see_feedback": Rule(
        "A17",
        "Read the feedback of the last day as it was presented",
        who(
            ((RL, HD, HC, HX), stages(S.DRAFTING)),
            ((HP,), stages(S.AGREED)),
            (VISITORS, stages(S.ON_SITE, S.FOLLOW_UP)),
            ((PR,), stages(S.AGREED, S.FOLLOW_UP)),
        ),
        declared=True,
    ),
    "see_feedback_in_the_making": Rule(
        "A77",
        "Read the feedback while it is made, and every copy of it",
        who((VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))),
        declared=True,
    ),
    "write_feedback": Rule(
        "A17", "Write the feedback and choose what it takes in", who(((TL,), ON_SITE)), changes=True, declared=True
    ),
    "present_feedback": Rule(
        "A17", "Freeze the feedback as it was presented", who(((TL,), ON_SITE)), changes=True, declared=True
    ),
    "end_visit": Rule("A75", "End the visit", who(((RL, TL), ON_SITE)), changes=True),
    "see_corrections": Rule(
        "A76",
        "Read corrections that were said at the feedback",
        who(((RL, HD, HC, HX), stages(S.DRAFTING)), (VISITORS, stages(S.ON_SITE, S.FOLLOW_UP))),
        status=who(((RC,), stages(S.DRAFTING, S.AGREED))),
        declared=True,
    ),
    "write_corrections": Rule(
        "A76",
        "Write down corrections that were said at the feedback",
        who((VISITORS, stages(S.ON_SITE, S.DRAFTING)), ((HD, HC), DRAFTING)),
        changes=True,
        declared=True,
    ),
    "deal_with_corrections": Rule(
        "A78",
        "Say that a correction is dealt with in the draft",
        who(((TL,), DRAFTING)),
        changes=True,
        declared=True,
    ),
    "see_concerns": Rule(
        "A39",
        "See immediate concerns that were passed on",
        CONCERNED,
        status=who(((RL,), UNTIL_FOLLOW_UP)),
        own_rows=OWN_CONCERNS,
    ),
    "pass_on_concern": Rule(
        "A39", "Pass on an immediate concern", CONCERNED, own_rows=OWN_CONCERNS, changes=True, while_paused=True
    ),
    "answer_concern": Rule(
        "A72",
        "Say that an immediate concern is read, and what was done",
        who(((SO,), UNTIL_FOLLOW_UP)),
        changes=True,
        while_paused=True,
    ),
    "name_officer": Rule(
        "A73",
        "Name the host's officer for immediate concerns",
        who(((RL, RC, HD, HC), UNTIL_FOLLOW_UP)),
        changes=True,
    ),
}
