"""What hosts of the example region ask the teams, and what the teams want to test. Generic and kind, in plain words."""

from datetime import datetime, timedelta
from datetime import time as clock

from cycles.models import HostMember, HostRole, LineOfEnquiry, PeerChallenge, Post, PostKind, Stage, TeamRole
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import LONDON, today_in_london, working_day_on_or_before

# Each question with its lines. Councils take them in turn.
QUESTIONS = (
    (
        "How well do we help people to stay independent at home, and how would we know?\n\n"
        "More people ask us for help each year. We want to know if they get it early enough.",
        (
            ("Do people wait longer for some kinds of help than for others?", "Our figures differ from team to team."),
            ("Do people who leave hospital get home with the right support?", "Families tell us different things."),
            ("What do carers say about the help they get?", "Few carers answered our last survey."),
        ),
    ),
    (
        "Do our teams work in the same way, wherever somebody lives?\n\n"
        "We changed how our teams are set up last year. We want to hear what that means for people.",
        (
            ("Do people have to tell their story more than once?", "We have had complaints about it."),
            ("Do social workers have the time and support to do good work?", "Many are new in their jobs."),
            ("How do we learn when something goes wrong?", ""),
            ("Do young people get a good start when they move to adult services?", "Parents ask us about it often."),
        ),
    ),
    (
        "Is there enough good care in our area, and do we shape it well with our partners?\n\n"
        "Some homes and home care services have closed. We want to be ready for what comes.",
        (
            ("Do care providers trust us, and do they tell us early when they are in trouble?", ""),
            ("Can people in villages get home care in time?", "Staff travel a long way there."),
            ("Do we and the NHS plan together for winter?", "Last winter was hard for both of us."),
        ),
    ),
)
TESTS = (
    (
        "Do people on the front line know the new way of working?",
        "The self-assessment says so; two focus groups were less sure.",
    ),
    (
        "Do people who ask for help at the weekend get an answer?",
        "The documents say little about it.",
    ),
)
ADDED_BY_STAGE = {Stage.READING: 1}  # things the team has added so far; from the visit on, both


def ask_questions(challenges: dict[str, PeerChallenge]) -> None:
    """Give every challenge with dates its question and lines, and those that are read also things to test."""
    dated = sorted((one for one in challenges.values() if one.first_day), key=lambda one: one.first_day)
    rows: list[LineOfEnquiry] = []
    for number, challenge in enumerate(dated):
        focus, lines = QUESTIONS[number % len(QUESTIONS)]
        PeerChallenge.objects.filter(pk=challenge.pk).update(focus=focus)
        written_on = _morning(challenge, weeks=14)
        rows += _lines(challenge, LineOfEnquiry.Source.HOST, lines, _writer(challenge), written_on)
        if challenge.stage >= Stage.READING:
            tests = TESTS[: ADDED_BY_STAGE.get(Stage(challenge.stage), len(TESTS))]
            lead = challenge.team.get(role=TeamRole.TEAM_LEAD).person
            rows += _lines(challenge, LineOfEnquiry.Source.TEAM, tests, lead, _morning(challenge, weeks=2))
    LineOfEnquiry.objects.bulk_create(rows)


def _lines(
    challenge: PeerChallenge, source: str, lines: tuple[tuple[str, str], ...], by: Person, at: datetime
) -> list[LineOfEnquiry]:
    return [
        LineOfEnquiry(
            challenge=challenge, number=number, source=source, text=text, because=because, added_by=by, added_at=at
        )
        for number, (text, because) in enumerate(lines, start=1)
    ]


def _writer(challenge: PeerChallenge) -> Person:
    """The host's coordinator where there is one, else its director."""
    member = HostMember.objects.filter(challenge=challenge, role=HostRole.COORDINATOR).first()
    return member.person if member else Post.objects.get(authority=challenge.host, kind=PostKind.DASS).person


def _morning(challenge: PeerChallenge, *, weeks: int) -> datetime:
    """So many weeks before the visit, or yesterday where that is still to come."""
    yesterday = today_in_london() - timedelta(days=1)
    day = min(challenge.first_day - timedelta(weeks=weeks), yesterday)
    return datetime.combine(working_day_on_or_before(day), clock(10), tzinfo=LONDON)
