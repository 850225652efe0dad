"""The cycle before this one: thirteen challenges that went through to the end, and one that was withdrawn."""

from datetime import date, datetime, timedelta
from datetime import time as clock

from cycles.actions.planning import open_cycle
from cycles.candidates import home_of
from cycles.models import (
    Cycle,
    Declaration,
    Milestone,
    PeerChallenge,
    Post,
    PostKind,
    Region,
    RegionRole,
    RegionRoleKind,
    Stage,
    StageChange,
    TeamInvitation,
    TeamMember,
    TeamRole,
)
from cycles.models.challenge import Pause
from cycles.scheduling import back_plan, last_day_of_visit
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import LONDON, today_in_london, working_day_on_or_before

from .build import good_day_near
from .fictional import in_story
from .people import account_of
from .teams import ROLES, TEAMS, no_interest, said_yes

WITHDRAWN = "Stoke-on-Trent"
WHY = (
    "The council puts two services together this year. It could not give the visit the time that it needs, and asks "
    "to take part in the next cycle."
)
BETWEEN = 9  # working days from one visit to the next
WITHDRAWN_BEFORE = timedelta(weeks=16)  # its visit
# In the order of their visits: the council, and the council whose team of this cycle went there. Nobody of the host is
# on it, and nobody whom one can be in the demo.
TEAMS_THEN = {
    "Worcestershire": "Warwickshire",
    "Birmingham": "Telford and Wrekin",
    "Walsall": "Herefordshire",
    "Shropshire": "Coventry",
    "Wolverhampton": "Telford and Wrekin",
    "Staffordshire": "Worcestershire",
    "Dudley": "Coventry",
    WITHDRAWN: "Warwickshire",
    "Telford and Wrekin": "Staffordshire",
    "Sandwell": "Warwickshire",
    "Herefordshire": "Worcestershire",
    "Solihull": "Herefordshire",
    "Warwickshire": "Telford and Wrekin",
    "Coventry": "Warwickshire",
}
# What a challenge keeps before it enters a stage, by the code of its milestone.
ENTERED = {
    Stage.PREPARING: "scope-asked",
    Stage.READING: "pack-released",
    Stage.ON_SITE: "on-site",
    Stage.DRAFTING: "on-site",
    Stage.ACCURACY_CHECK: "draft-report",
    Stage.AGREED: "final-agreed",
    Stage.PUBLISHED: "published",
    Stage.FOLLOW_UP: "six-month-review",
    Stage.CLOSED: "twelve-month-review",
}


def build(region: Region) -> None:
    """Open it, and write down how each of its challenges went."""
    now = working_day_on_or_before(today_in_london())
    lead = RegionRole.objects.get(region=region, kind=RegionRoleKind.LEAD).person
    cycle = _cycle(region, now, lead)
    there = {in_story(one.host): one for one in cycle.challenges.select_related("host", "cycle")}
    directors = {
        post.authority_id: post.person
        for post in Post.objects.filter(kind=PostKind.DASS, authority__region=region).select_related("person")
    }
    plan = list(cycle.template.all())
    for number, council in enumerate(TEAMS_THEN):
        challenge = there[council]
        first_day = good_day_near(date(cycle.starts_on.year, 9, 5), BETWEEN * number)
        _visit(challenge, first_day, by=directors[challenge.host_id])
        _go_through(challenge, plan, lead)
    _give_teams([there[council] for council in TEAMS_THEN], lead)


def _cycle(region: Region, now: date, lead: Person) -> Cycle:
    """It ended before the cycle of today began."""
    year = now.year - 3
    councils = region.authorities.all()
    name, ends_on = f"{year} to {year + 2}", date(year + 2, 3, 31)
    cycle = open_cycle(region, name=name, starts_on=date(year, 4, 1), ends_on=ends_on, hosts=councils, by=lead)
    Cycle.objects.filter(pk=cycle.pk).update(opened_at=_at(date(year, 3, 1)))
    return cycle


def _visit(challenge: PeerChallenge, first_day: date, *, by: Person) -> None:
    challenge.first_day = first_day
    challenge.last_day = last_day_of_visit(first_day, challenge.cycle.visit_days)
    challenge.dates_agreed_at, challenge.dates_agreed_by = _at(first_day - timedelta(weeks=30)), by
    challenge.save()


def _go_through(challenge: PeerChallenge, plan: list, lead: Person) -> None:
    """Every milestone was kept on its day, up to the end or to the withdrawal, and the stages with them."""
    is_withdrawn = in_story(challenge.host) == WITHDRAWN
    until = challenge.first_day - WITHDRAWN_BEFORE if is_withdrawn else today_in_london()
    planned = back_plan(plan, challenge.first_day, challenge.last_day)
    Milestone.objects.bulk_create(
        Milestone(
            challenge=challenge,
            done_at=_at(one.due_on) if one.due_on <= until else None,
            done_by=lead if one.due_on <= until else None,
            **vars(one),
        )
        for one in planned
    )
    days = {one.code: one.due_on for one in planned}
    moves = [(stage, days[code]) for stage, code in ENTERED.items() if days[code] <= until]
    StageChange.objects.bulk_create(
        StageChange(challenge=challenge, before=stage - 1, after=stage, by=lead, at=_at(day, 12))
        for stage, day in moves
    )
    facts = {"stage": moves[-1][0]}
    if is_withdrawn:
        facts |= {"paused_at": _at(until), "paused_by": lead, "paused_as": Pause.WITHDRAWN, "paused_reason": WHY}
    PeerChallenge.objects.filter(pk=challenge.pk).update(**facts)


def _give_teams(challenges: list[PeerChallenge], lead: Person) -> None:
    """Everybody was asked in good time, said yes, and had no interest in the council. What helped them is forgotten."""
    members = [
        _member(challenge, role, account_of(name), lead)
        for challenge in challenges
        for role, names in zip(ROLES, TEAMS[TEAMS_THEN[in_story(challenge.host)]].split(";"), strict=True)
        for name in names.split(",")
    ]
    TeamInvitation.objects.bulk_create(said_yes(member) for member in members)
    TeamMember.objects.bulk_create(members)
    Declaration.objects.bulk_create(no_interest(member) for member in members)


def _member(challenge: PeerChallenge, role: TeamRole, person: Person, lead: Person) -> TeamMember:
    since = _at(working_day_on_or_before(challenge.first_day - timedelta(weeks=18)))
    home = home_of(person, role)
    return TeamMember(challenge=challenge, person=person, role=role, home=home, added_by=lead, added_at=since)


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, clock(hour), tzinfo=LONDON)
