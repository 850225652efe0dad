"""What became of the reports of the example region: measures, action plans, reviews, and one that is public.

Coventry's six-month review is recorded and public. Warwickshire's is due in nine days, three of its four
recommendations are told, and one figure went the wrong way. Solihull has begun its plan. Telford and Wrekin has
measured half of what it must before it can publish.
"""

from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from uuid import NAMESPACE_OID, uuid5

from assessments.frameworks import ASCOF
from assessments.models import Baseline, Better, Indicator, IndicatorValue
from cycles.demo.fictional import in_story
from cycles.models import (
    HostMember,
    HostRole,
    Milestone,
    PeerChallenge,
    Post,
    PostKind,
    Region,
    Stage,
    TeamMember,
    TeamRole,
)
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import (
    LONDON,
    add_working_days,
    today_in_london,
    working_day_on_or_after,
    working_day_on_or_before,
)
from reports.models import (
    Action,
    ActionPlan,
    HostWord,
    Judgement,
    Measured,
    Measuring,
    Progress,
    ProgressVersion,
    RecommendationResponse,
    Review,
)
from reports.plan import Line, Plan
from reports.progress import to_publish

from . import plan_words as words

AGREED_AFTER = 45  # working days from the first day on site to the agreement of the plan
REPORTED_ON = 2  # the recommendation whose action a colleague reports on, counted from nothing
DUE_IN = 9  # days until the review that is open now
MEASURED_BY_REPORT = {"Coventry": 4, "Warwickshire": 4, "Solihull": 4, "Telford and Wrekin": 2}
BEFORE, AFTER, ASKED = 48, 66, 212  # of carers and others who find it easy to get information
EASY_TO_FIND = "3C"


def build(region: Region) -> None:
    """Bring the plan and the reviews of each council to where it stands."""
    agreed = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.AGREED, paused_at=None)
    challenges = {in_story(one.host): one for one in agreed.exclude(first_day=None).select_related("host", "cycle")}
    if "Coventry" in challenges:
        _find_it_easy(challenges["Coventry"])
    for name, count in MEASURED_BY_REPORT.items():
        _measure(challenges[name], count)
    _begin_plan(challenges["Solihull"])
    for name in ("Coventry", "Warwickshire"):
        _agree_plan(challenges[name])
    _recorded(challenges["Coventry"])
    _due_soon(challenges["Warwickshire"])


def _find_it_easy(challenge: PeerChallenge) -> None:
    """A figure of the council's own survey, from before its visit."""
    ascof = Indicator.objects.filter(framework__code__startswith=ASCOF, code=EASY_TO_FIND)
    indicator = ascof.order_by("-framework__code").first()
    year = f"{challenge.first_day.year - 1}-{challenge.first_day.year % 100:02}"
    by, added = _director(challenge), _at(challenge.first_day - timedelta(days=40))
    IndicatorValue.objects.create(
        indicator=indicator, authority=challenge.host, year=year, value=BEFORE, added_by=by, added_at=added
    )
    Baseline.objects.create(
        challenge=challenge,
        indicator=indicator,
        why="People did not know whom to ask. This shows whether that changes.",
        chosen_by=by,
        chosen_at=added,
        value=BEFORE,
        year=year,
        fixed_on=challenge.first_day,
    )


def _measure(challenge: PeerChallenge, count: int) -> None:
    """The first by no indicator, the others by one each, as far as the baseline has them."""
    indicators = [one.indicator for one in challenge.baselines.select_related("indicator__framework")]
    for number, line in enumerate(Plan(challenge).lines[:count]):
        fits = number and indicators
        why = "" if fits else words.WHY_NO_INDICATOR
        measuring = Measuring.objects.create(recommendation=line.row, why_none=why, version=1)
        measuring.indicators.set([indicators[(number - 2) % len(indicators)]] if fits else [])


def _begin_plan(challenge: PeerChallenge) -> None:
    """Two of four are answered, and one has an action. There are two weeks left for the rest."""
    lines = Plan(challenge).lines
    for number, line in enumerate(lines[:2]):
        _answer(line, number)
    _action(challenge, lines[0], 0)
    left = {"done_at": None, "done_by": None, "due_on": add_working_days(today_in_london(), 10)}
    Milestone.objects.filter(challenge=challenge, code="action-plan").update(starts_on=None, **left)


def _agree_plan(challenge: PeerChallenge) -> None:
    """Every recommendation has an action, and a colleague reports on one of them."""
    colleague = HostMember.objects.current().filter(challenge=challenge, role=HostRole.COLLEAGUE).first()
    for number, line in enumerate(Plan(challenge).lines):
        _answer(line, number)
        reporter = colleague.person if colleague and number == REPORTED_ON else None
        action = _action(challenge, line, number, reporter=reporter)
        _tell(action, number, leaves_out=int(bool(action.reporter_id)))
    day = min(add_working_days(challenge.first_day, AGREED_AFTER), today_in_london())
    ActionPlan.objects.create(challenge=challenge, agreed_at=_at(day), agreed_by=_director(challenge))


def _answer(line: Line, number: int) -> None:
    decision, reason = words.ANSWERS[number]
    RecommendationResponse.objects.create(recommendation=line.row, decision=decision, reason=reason, version=1)


def _action(challenge: PeerChallenge, line: Line, number: int, *, reporter: Person | None = None) -> Action:
    what, owner, days, no_date = words.ACTIONS[number]
    return Action.objects.create(
        challenge=challenge,
        recommendation=line.row,
        number=number + 1,
        key=_key(challenge, "action", number),
        what=what,
        owner=owner,
        due_on=add_working_days(challenge.first_day, days) if days else None,
        no_date=no_date,
        reporter=reporter,
    )


def _tell(action: Action, number: int, *, leaves_out: int) -> None:
    """What was told so far; `leaves_out` of the last are still to come."""
    told = words.TOLD[number]
    for place, (days, state, said) in enumerate(told[: len(told) - leaves_out]):
        day = add_working_days(action.challenge.first_day, days)
        if day <= today_in_london():
            Progress.objects.create(
                action=action,
                key=_key(action.challenge, f"progress {number}", place),
                state=state,
                words=said,
                on=day,
                told_at=_at(day, 15),
                told_by=_director(action.challenge),
            )


def _recorded(challenge: PeerChallenge) -> None:
    """The review was held when it was due; its figures are better; a week later the council made it public."""
    due = Milestone.objects.get(challenge=challenge, code="six-month-review").due_on
    today = today_in_london()
    day = min(due, working_day_on_or_before(today - timedelta(days=14)))
    lead = TeamMember.objects.get(challenge=challenge, role=TeamRole.TEAM_LEAD).person
    review = Review.objects.create(
        challenge=challenge,
        kind=Review.Kind.SIX,
        opened_at=_at(day - timedelta(weeks=4)),
        met_on=add_working_days(day, -2),
        took_part=words.TOOK_PART,
        agreed=words.MET_AND_AGREED,
        recorded_at=_at(day, 16),
        recorded_by=lead,
    )
    for number, line in enumerate(Plan(challenge).lines):
        for model, (state, said) in zip((HostWord, Judgement), words.REVIEWED[number], strict=True):
            model.objects.create(review=review, recommendation=line.row, state=state, words=said, version=1)
    for row in challenge.baselines.select_related("indicator"):
        if row.value == BEFORE:
            _measured(review, row, Decimal(AFTER), day, people=ASKED)
    content, digest = to_publish(challenge, review)
    published = _at(working_day_on_or_after(day + timedelta(days=7)), 10)
    ProgressVersion.objects.create(
        challenge=challenge, number=1, content=content, digest=digest, made_at=published, made_by=_director(challenge)
    )


def _due_soon(challenge: PeerChallenge) -> None:
    """Three of four are told, and one of the figures went the wrong way."""
    today = today_in_london()
    due_on = working_day_on_or_after(today + timedelta(days=DUE_IN))
    milestones = Milestone.objects.filter(challenge=challenge, code="six-month-review")
    milestones.update(due_on=due_on, starts_on=None, done_at=None, done_by=None)
    opened = _at(working_day_on_or_before(due_on - timedelta(weeks=4)))
    review = Review.objects.create(challenge=challenge, kind=Review.Kind.SIX, opened_at=opened)
    for number, line in enumerate(Plan(challenge).lines):
        state, said = words.REVIEWED[number][0]
        if number != REPORTED_ON:  # that one waits for the colleague
            HostWord.objects.create(review=review, recommendation=line.row, state=state, words=said, version=1)
    known = [row for row in challenge.baselines.select_related("indicator") if row.value and row.indicator.better]
    for number, row in enumerate(known[:2]):
        up = (row.indicator.better == Better.HIGH) is bool(number)  # the first one goes the wrong way
        change = Decimal("1.06") if up else Decimal("0.94")
        _measured(review, row, (row.value * change).quantize(Decimal("0.001")), today)


def _measured(review: Review, row: Baseline, value: Decimal, day: date, people: int | None = None) -> None:
    period = f"{day - timedelta(days=92):%B} to {day - timedelta(days=31):%B %Y}"
    Measured.objects.create(
        review=review, indicator=row.indicator, value=value, period=period, people=people, version=1
    )


def _director(challenge: PeerChallenge) -> Person:
    return Post.objects.get(authority=challenge.host, kind=PostKind.DASS).person


def _key(challenge: PeerChallenge, what: str, number: int):
    return uuid5(NAMESPACE_OID, f"{challenge.host.slug} {what} {number}")


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, clock(hour), LONDON)
