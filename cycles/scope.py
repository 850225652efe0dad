"""What the team will look at: the host's question and its lines, until when they can change, what the team adds.

Pure reading; cycles/actions/scope.py asks the same questions before it writes.
"""

from datetime import date

from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import civil
from peerchallenge.workdays import add_working_days, today_in_london

from .models import LineOfEnquiry, PeerChallenge, Stage, TeamRole

MOST_LINES = 4
FIXED_BY = "team-confirmed"  # the milestone with which the host's lines are fixed
LAST_DAY_TO_ADD = 2  # of the visit
HOST, TEAM = LineOfEnquiry.Source


def lines_of(challenge: PeerChallenge) -> dict[str, list[LineOfEnquiry]]:
    """The lines that stand, by who asks: those of the host, and what the team wants to test."""
    found: dict[str, list[LineOfEnquiry]] = {HOST: [], TEAM: []}
    for line in challenge.lines.filter(dropped_at=None).select_related("added_by"):
        found[line.source].append(line)
    return found


def fixed_since(challenge: PeerChallenge) -> date | None:
    """Since when the host's question and lines are fixed: the milestone is kept, or its day has passed and there are
    lines. None while the host can still change them.
    """
    milestone = challenge.milestones.filter(code=FIXED_BY).first()
    if not milestone:
        return None
    if milestone.done_at:
        return civil(milestone.done_at)
    passed = milestone.due_on < today_in_london()
    lines = challenge.lines.filter(source=HOST, dropped_at=None)
    return milestone.due_on if passed and lines.exists() else None


def leads_team(person: Person, challenge: PeerChallenge) -> bool:
    """Whether this person leads the team: they can help the host with a line that is fixed."""
    return challenge.team.current().filter(person=person, role=TeamRole.TEAM_LEAD).exists()


def last_day_to_add(challenge: PeerChallenge) -> date | None:
    """The second day of the visit, until which the team may add what it wants to test."""
    return add_working_days(challenge.first_day, LAST_DAY_TO_ADD - 1) if challenge.first_day else None


def why_not_change_lines(challenge: PeerChallenge, person: Person) -> str:
    """Why this person cannot change the host's question and lines, or nothing when they can."""
    if leads_team(person, challenge):
        return ""
    if challenge.stage >= Stage.READING:
        return "The question and the lines are the host’s. You can add a thing to test instead."
    if fixed_since(challenge):
        return "The question and the lines are fixed. The team lead or the regional office can help."
    return ""


def why_not_add_tests(challenge: PeerChallenge) -> str:
    """Why the team cannot add a thing to test today, or nothing when it can."""
    if challenge.stage < Stage.READING:
        return "The team can add things to test once it has the pack."
    last = last_day_to_add(challenge)
    if last and today_in_london() > last:
        return "The team can add things to test until day 2 of the visit. That day has passed."
    return ""
