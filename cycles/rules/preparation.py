"""What the host tells about itself, the practice review, and the pack that the team reads."""

from cycles.models import Stage

from .rule import EE, HA, HC, HD, HP, HX, PR, RC, RL, TL, TM, Rule, stages, who

S = Stage
VISITORS = (TL, TM, EE)  # the team on site; the practice reviewers come before
PREPARING = stages(S.PREPARING, S.PREPARING)
UNTIL_READING = stages(S.PREPARING, S.READING)
ON_PAPER = stages(S.READING, S.FOLLOW_UP)

PREPARATION: dict[str, Rule] = {
    "see_preparation": Rule(
        "A58",
        "See how far the preparation is",
        who(
            ((RL, RC, HD, HC, HP, HA), stages(S.PREPARING)),
            ((HX,), stages(S.READING)),
            (VISITORS, stages(S.PREPARING, S.FOLLOW_UP)),
            ((PR,), stages(S.PREPARING, S.AGREED)),
        ),
    ),
    "see_self_assessment": Rule(
        "A05",
        "Read the self-assessment",
        who(
            ((HD, HC, HP, HA), stages(S.PREPARING)),
            ((RL, HX), stages(S.READING)),
            (VISITORS, ON_PAPER),
            ((PR,), stages(S.PREPARING, S.AGREED)),
        ),
        status=who(((RC,), stages(S.PREPARING)), ((RL,), PREPARING)),
        own_rows=frozenset({HA}),
        declared=True,
    ),
    "answer_self_assessment": Rule(
        "A05",
        "Write the self-assessment",
        who(((HD, HC, HP, HA), PREPARING)),
        own_rows=frozenset({HA}),
        changes=True,
    ),
    "sign_off_self_assessment": Rule(
        "A05", "Sign the self-assessment off, and open it again", who(((HD,), PREPARING)), changes=True
    ),
    "see_risks": Rule(
        "A06",
        "Read the risk tool",
        who(((HD, HC, HP), stages(S.PREPARING)), ((RL, HX), stages(S.READING)), (VISITORS, ON_PAPER)),
        status=who(((RC,), stages(S.PREPARING)), ((RL,), PREPARING)),
        declared=True,
    ),
    "rate_risks": Rule("A06", "Fill in the risk tool", who(((HD, HC), PREPARING)), changes=True),
    "sign_off_risks": Rule("A06", "Sign the risk tool off, and open it again", who(((HD,), PREPARING)), changes=True),
    "see_answers": Rule(
        "A60",
        "Read the answers while they are written, and every version of them",
        who(((HD, HC, HP, HA), stages(S.PREPARING))),
        own_rows=frozenset({HA}),
    ),
    "share_out_questions": Rule("A61", "Say who writes which answer", who(((HD, HC, HP), PREPARING)), changes=True),
    "see_risk_answers": Rule(
        "A62",
        "Read the risk tool while it is filled in, and every version of it",
        who(((HD, HC, HP), stages(S.PREPARING))),
    ),
    "see_documents": Rule(
        "A07",
        "Read the documents of the host",
        who(
            ((HD, HC, HP, HA), stages(S.PREPARING)),
            ((RL, HX), stages(S.READING)),
            (VISITORS, ON_PAPER),
            ((PR,), stages(S.PREPARING, S.AGREED)),
        ),
        status=who(((RC,), stages(S.PREPARING))),
        own_rows=frozenset({HA}),
        declared=True,
    ),
    "add_documents": Rule(
        "A07",
        "Add, replace and take out documents",
        who(((HD, HC, HP, HA), stages(S.PREPARING, S.ON_SITE))),
        own_rows=frozenset({HA}),
        changes=True,
    ),
    "see_indicators": Rule(
        "A30",
        "See the figures of the host and its baseline",
        who(
            ((RL, HD, HC, HP), stages(S.PREPARING)),
            ((HX,), stages(S.READING)),
            (VISITORS, ON_PAPER),
            ((PR,), stages(S.PREPARING, S.DRAFTING)),
        ),
        status=who(((RC,), stages(S.PREPARING))),
    ),
    "choose_indicators": Rule(
        "A30",
        "Choose the indicators of the baseline",
        who(((HD, HC), stages(S.PREPARING, S.AGREED)), ((TL,), stages(S.READING, S.AGREED))),
        changes=True,
    ),
    "see_case_files": Rule(
        "A08",
        "See the sample of case files",
        who(((HP, PR), stages(S.PREPARING, S.DRAFTING))),
        status=who(((HD,), stages(S.PREPARING, S.DRAFTING)), ((TL,), stages(S.READING, S.DRAFTING))),
        declared=True,
    ),
    "choose_case_files": Rule(
        "A08", "Make the sample of case files", who(((HP, PR), UNTIL_READING)), changes=True, declared=True
    ),
    "pick_case_files": Rule(
        "A63",
        "Pick the case files to read from those proposed",
        who(((PR,), UNTIL_READING)),
        changes=True,
        declared=True,
    ),
    "see_readings": Rule(
        "A09",
        "Read what readers saw in case files",
        who(((HP, PR), stages(S.PREPARING, S.DRAFTING)), ((TL,), stages(S.READING, S.AGREED))),
        declared=True,
    ),
    "read_case_files": Rule(
        "A64",
        "Read and rate case files, alone and blind",
        who(((PR,), UNTIL_READING)),
        own_rows=frozenset({PR}),
        changes=True,
        declared=True,
    ),
    "rate_case_files": Rule(
        "A09", "Agree how case files are rated", who(((HP, PR), UNTIL_READING)), changes=True, declared=True
    ),
    "see_focus_groups": Rule(
        "A10",
        "Read what focus groups of the practice review said",
        who(((PR,), stages(S.PREPARING, S.DRAFTING)), ((TL,), stages(S.READING, S.AGREED))),
        declared=True,
    ),
    "write_focus_groups": Rule(
        "A10", "Write up focus groups", who(((PR,), UNTIL_READING)), changes=True, declared=True
    ),
    "see_practice_findings": Rule(
        "A11",
        "Read the summary of the practice review",
        who(
            ((HP,), stages(S.PREPARING)),
            ((PR,), stages(S.PREPARING, S.FOLLOW_UP)),
            ((RL, HD), stages(S.DRAFTING)),
            (VISITORS, stages(S.PREPARING, S.FOLLOW_UP)),
        ),
        declared=True,
    ),
    "write_practice_findings": Rule(
        "A11",
        "Write the summary of the practice review",
        who(((HP, PR), UNTIL_READING)),
        changes=True,
        declared=True,
    ),
    "hand_over_practice_review": Rule(
        "A11",
        "Hand the practice review over to the team",
        who(((PR,), UNTIL_READING)),
        changes=True,
        declared=True,
    ),
    "see_pack": Rule(
        "A48",
        "See what is in the pack, and whether it is released",
        who(((RL, HD, HC, TL), stages(S.PREPARING)), ((TM, EE), ON_PAPER)),
        status=who(((RC,), stages(S.PREPARING)), ((TM, EE), PREPARING), ((PR,), stages(S.PREPARING, S.AGREED))),
    ),
    "release_pack": Rule("A54", "Release the pack to the team", who(((RL,), PREPARING)), changes=True),
    "reopen_preparation": Rule(
        "A55", "Open the preparation again, with a reason", who(((RL, TL), stages(S.READING, S.READING))), changes=True
    ),
    "read_pack": Rule("A56", "Read the pack as one file", who((VISITORS, ON_PAPER)), declared=True),
    "make_pack_file": Rule(
        "A56", "Have the pack made into one file", who((VISITORS, ON_PAPER)), changes=True, declared=True
    ),
    "see_reading": Rule(
        "A40",
        "See who has read what",
        who((VISITORS, ON_PAPER)),
        status=who(((RL, RC), stages(S.READING))),
        own_rows=frozenset({TM, EE}),
    ),
    "mark_read": Rule(
        "A40", "Mark what one has read", who((VISITORS, ON_PAPER)), own_rows=frozenset(VISITORS), changes=True
    ),
    "see_team_call": Rule(
        "A57",
        "Read the note of the team call",
        who(((TL,), stages(S.PREPARING, S.FOLLOW_UP)), ((TM, EE), ON_PAPER)),
    ),
    "note_team_call": Rule(
        "A57", "Note the call of the team before the visit", who(((TL,), UNTIL_READING)), changes=True
    ),
}
