"""What the matrix and the stage table of the programme say, put beside what the code's tables say.

Nothing here reads a decision from the code: the right answers come from tests/access_matrix.csv and from the lines
below, and a difference is a sentence.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .matrix import GIVEN, MATRIX, REGION_ROLES, STAGES

# Each verb of a challenge: the asset it is about and the right it needs.
VERBS = {
    "see_challenge": ("A01", "R"),
    "move_visit": ("A01", "E"),
    "pause": ("A01", "E"),
    "begin_preparing": ("A50", "E"),
    "see_milestones": ("A31", "R"),
    "keep_milestones": ("A31", "E"),
    "see_offers": ("A46", "R"),
    "offer_dates": ("A46", "E"),
    "see_scope": ("A29", "R"),
    "edit_scope": ("A29", "E"),
    "see_access": ("A27", "R"),
    "change_access": ("A27", "E"),
    "see_activity": ("A26", "R"),
    "see_team": ("A02", "R"),
    "change_team": ("A02", "E"),
    "see_invitations": ("A47", "R"),
    "see_declarations": ("A03", "R"),
    "declare": ("A03", "E"),
    "clear_declarations": ("A03", "A"),
    "see_needs": ("A04", "R"),
    "say_needs": ("A04", "E"),
    "see_shared_needs": ("A04", "R"),
    "see_training": ("A33", "R"),
    "see_waivers": ("A35", "R"),
    "waive_team_rule": ("A35", "A"),
    "see_self_assessment": ("A05", "R"),
    "answer_self_assessment": ("A05", "E"),
    "sign_off_self_assessment": ("A05", "A"),
    "see_risks": ("A06", "R"),
    "rate_risks": ("A06", "E"),
    "sign_off_risks": ("A06", "A"),
    "see_answers": ("A60", "R"),
    "share_out_questions": ("A61", "E"),
    "see_risk_answers": ("A62", "R"),
    "see_documents": ("A07", "R"),
    "add_documents": ("A07", "E"),
    "see_indicators": ("A30", "R"),
    "choose_indicators": ("A30", "E"),
    "see_case_files": ("A08", "R"),
    "choose_case_files": ("A08", "E"),
    "pick_case_files": ("A63", "E"),
    "read_case_files": ("A64", "E"),
    "see_readings": ("A09", "R"),
    "rate_case_files": ("A09", "E"),
    "see_focus_groups": ("A10", "R"),
    "write_focus_groups": ("A10", "E"),
    "see_practice_findings": ("A11", "R"),
    "write_practice_findings": ("A11", "E"),
    "hand_over_practice_review": ("A11", "A"),
    "see_pack": ("A48", "R"),
    "release_pack": ("A54", "E"),
    "reopen_preparation": ("A55", "E"),
    "read_pack": ("A56", "R"),
    "make_pack_file": ("A56", "E"),
    "see_reading": ("A40", "R"),
    "mark_read": ("A40", "E"),
    "see_team_call": ("A57", "R"),
    "note_team_call": ("A57", "E"),
    "see_preparation": ("A58", "R"),
    "see_timetable": ("A12", "R"),
    "plan_visit": ("A12", "E"),
    "see_briefing": ("A36", "R"),
    "see_needs_of_groups": ("A38", "R"),
    "see_messages_in_confidence": ("A37", "R"),
    "see_notes": ("A13", "R"),
    "write_notes": ("A13", "E"),
    "see_authors": ("A14", "R"),
    "see_findings": ("A15", "R"),
    "write_findings": ("A15", "E"),
    "see_evidence": ("A14", "R"),
    "keep_thin_findings": ("A65", "E"),
    "start_visit": ("A70", "E"),
    "see_reflections": ("A16", "R"),
    "see_team_reflections": ("A71", "R"),
    "write_reflections": ("A16", "E"),
    "share_reflections": ("A16", "A"),
    "see_feedback": ("A17", "R"),
    "see_feedback_in_the_making": ("A77", "R"),
    "write_feedback": ("A17", "E"),
    "present_feedback": ("A17", "A"),
    "end_visit": ("A75", "E"),
    "see_corrections": ("A76", "R"),
    "write_corrections": ("A76", "E"),
    "deal_with_corrections": ("A78", "E"),
    "see_concerns": ("A39", "R"),
    "pass_on_concern": ("A39", "E"),
    "answer_concern": ("A72", "E"),
    "name_officer": ("A73", "E"),
    "see_report": ("A18", "R"),
    "see_draft": ("A81", "R"),
    "write_report": ("A81", "E"),
    "look_again": ("A82", "E"),
    "send_draft": ("A80", "E"),
    "take_back_draft": ("A83", "E"),
    "see_accuracy": ("A19", "R"),
    "send_accuracy": ("A19", "A"),
    "see_own_points": ("A84", "R"),
    "write_points": ("A84", "E"),
    "see_point_answers": ("A85", "R"),
    "answer_points": ("A85", "E"),
    "agree_report": ("A86", "E"),
    "reopen_accuracy": ("A87", "E"),
    "see_final": ("A20", "R"),
    "make_pdf": ("A98", "E"),
    "see_survey": ("A44", "R"),
    "answer_survey": ("A96", "E"),
    "see_survey_links": ("A97", "R"),
    "keep_survey": ("A97", "E"),
    "measure_recommendations": ("A30", "E"),
    "see_plan": ("A22", "R"),
    "report_on_actions": ("A22", "E"),
    "agree_plan": ("A22", "A"),
    "write_plan": ("A92", "E"),
    "see_reviews": ("A23", "R"),
    "say_progress": ("A93", "E"),
    "publish_progress": ("A93", "A"),
    "see_judgements": ("A94", "R"),
    "judge_progress": ("A94", "E"),
    "close_challenge": ("A95", "E"),
    "see_publication": ("A49", "R"),
    "approve_publication": ("A88", "E"),
    "publish_report": ("A89", "E"),
    "correct_report": ("A49", "E"),
    "withdraw_report": ("A49", "E"),
    "note_sharing": ("A90", "E"),
}
CHANGING = {"E", "A"}  # edit, and approve
# What the team may only read, and write, once they have said which interest they have and are cleared (trust, rule 3).
AFTER_DECLARING = {
    "see_self_assessment",
    "see_risks",
    "see_documents",
    "see_case_files",
    "see_readings",
    "see_focus_groups",
    "see_practice_findings",
    "choose_case_files",
    "pick_case_files",
    "read_case_files",
    "rate_case_files",
    "write_focus_groups",
    "write_practice_findings",
    "hand_over_practice_review",
    "read_pack",
    "make_pack_file",
    "see_notes",
    "write_notes",
    "see_authors",
    "see_findings",
    "write_findings",
    "see_evidence",
    "keep_thin_findings",
    "see_reflections",
    "see_team_reflections",
    "write_reflections",
    "share_reflections",
    "see_feedback",
    "see_feedback_in_the_making",
    "write_feedback",
    "present_feedback",
    "see_corrections",
    "write_corrections",
    "deal_with_corrections",
    "see_report",
    "see_draft",
    "write_report",
    "look_again",
    "send_draft",
    "take_back_draft",
    "see_accuracy",
    "see_point_answers",
    "answer_points",
    "agree_report",
    "reopen_accuracy",
    "see_final",
    "make_pdf",
    "measure_recommendations",
    "see_plan",
    "see_reviews",
    "see_judgements",
    "judge_progress",
    "see_publication",
    "approve_publication",
    "correct_report",
    "withdraw_report",
}
# What is shown only of people who consent: these rules hold for whoever may see it then.
WITH_CONSENT = {"see_shared_needs"}
# A paused challenge is read-only, but it can be resumed, people can still be taken out, and danger waits for nobody.
# Neither does a report that should not be public.
WHILE_PAUSED = {"pause", "change_access", "pass_on_concern", "answer_concern", "withdraw_report"}

# The public, and who holds the link of a briefing: their pages ask no policy of people.
WITHOUT_ACCOUNT = ("PB", "LK")

# Each verb of a region, the same way.
REGION_VERBS = {
    "see_cycle": ("A51", "R"),
    "plan_cycle": ("A32", "E"),
    "ask_for_challenge": ("A52", "E"),
    "see_requests": ("A53", "R"),
    "answer_requests": ("A53", "E"),
    "change_settings": ("A43", "E"),
    "let_people_in": ("A27", "E"),
    "note_training": ("A33", "E"),
    "see_messages": ("A28", "E"),
}
# The standings of the code, under the names of the matrix' columns.
COLUMN = {"DASS": "DI", "PSW": "PW"}


class Line(NamedTuple):
    """One line of the stage table in the programme's decisions (section 3)."""

    before: int
    after: int
    mover: str
    conditions: int
    back: bool = False


STAGE_TABLE = (
    Line(0, 1, "regional lead", 2),  # dates agreed; editions of the forms pinned
    Line(1, 2, "regional lead", 5),  # signed off; documents; practice review; team rule; everyone declared
    Line(2, 3, "team lead", 3),  # first day reached; timetable final; every group briefed
    Line(2, 1, "team lead", 1, back=True),  # a reason
    Line(3, 4, "team lead", 1),  # feedback presented
    Line(4, 5, "team lead", 2),  # second person's check; draft frozen and numbered
    Line(5, 6, "team lead", 2),  # host answered or deadline passed; every point answered
    Line(5, 4, "team lead", 2, back=True),  # a new draft; a reason
    Line(6, 7, "host DASS", 3),  # approved; indicator or reason; no pre-election block
    Line(6, 5, "team lead", 1, back=True),  # a reason
    Line(7, 8, "system", 1),  # the six-month review opens
    Line(8, 9, "regional lead", 1),  # twelve-month review recorded
)


def policy_differences(can: Mapping[str, Any]) -> list[str]:
    """Where the policy of challenges says something else than the matrix."""
    unknown = [f"{verb} is in one table only" for verb in set(can) ^ set(VERBS)]
    return unknown + [line for verb in VERBS.keys() & can.keys() for line in rule_differences(verb, can[verb])]


def rule_differences(verb: str, rule: Any) -> Iterator[str]:
    """Where one rule of that policy says something else than the matrix."""
    code, right = VERBS[verb]
    given = GIVEN | {"c"} if verb in WITH_CONSENT else GIVEN
    if rule.asset != code:
        yield f"{verb} is about {rule.asset}, not {code}"
    for flag, right_one, words in (
        (rule.changes, right in CHANGING, "it changes something"),
        (rule.declared, verb in AFTER_DECLARING, "the team declares first"),
        (rule.while_paused, verb in WHILE_PAUSED, "it may be done while paused"),
    ):
        if flag != right_one:
            yield f"{verb} must say whether {words}"
    granted = {role.name: set(when) for role, when in rule.may.items()}
    known = {role.name: set(when) for role, when in rule.status.items()}
    for role in MATRIX[code].cells:
        may = MATRIX[code].stages(role, right, given)
        if role not in WITHOUT_ACCOUNT and granted.pop(role, set()) != may:
            yield f"{verb}: {role} may at stages {sorted(may)}"
        status = MATRIX[code].stages(role, "P") - may if right == "R" else frozenset()
        if known.pop(role, set()) != status:
            yield f"{verb}: {role} sees the status at stages {sorted(status)}"
    for role in granted.keys() | known.keys():
        yield f"{verb}: {role} is not in the matrix"


def region_differences(can: Mapping[str, Any]) -> list[str]:
    """Where the policy of regions says something else than the matrix. A region has no stages: some stage is enough."""
    unknown = [f"{verb} is in one table only" for verb in set(can) ^ set(REGION_VERBS)]
    return unknown + [line for verb in REGION_VERBS.keys() & can.keys() for line in _of_region_verb(verb, can[verb])]


def _of_region_verb(verb: str, rule: Any) -> Iterator[str]:
    code, right = REGION_VERBS[verb]
    if rule.asset != code:
        yield f"{verb} is about {rule.asset}, not {code}"
    granted = {COLUMN.get(standing.name, standing.name) for standing in rule.may}
    known = {COLUMN.get(standing.name, standing.name) for standing in rule.status}
    for role in REGION_ROLES:
        may = bool(MATRIX[code].stages(role, right))
        if (role in granted) != may:
            yield f"{verb}: {role} {'may' if may else 'may not'}"
        status = bool(MATRIX[code].stages(role, "P")) and not MATRIX[code].stages(role, "R")
        if (role in known) != status:
            yield f"{verb}: {role} {'sees' if status else 'does not see'} the status"


def stage_differences(steps: Mapping[Any, Any]) -> list[str]:
    """Where the stage table of the code differs from that of the programme."""
    ours = {
        Line(int(before), int(step.to), step.mover, len([words for words in step.must_be_true if words]), step.back)
        for before, onward in steps.items()
        for step in onward
    }
    differences = [f"{line} is in one table only" for line in ours ^ set(STAGE_TABLE)]
    missing = set(STAGES) - {int(stage) for stage in steps}
    return differences + [f"stage {stage} is not in the table" for stage in missing]
