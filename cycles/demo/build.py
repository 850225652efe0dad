"""Building the example region: through the product's own actions where they exist, dates set to fit the story."""

from datetime import date, datetime, timedelta
from datetime import time as clock

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from cycles import register
from cycles.actions import dates as date_actions
from cycles.actions.planning import open_cycle
from cycles.lifecycle import move
from cycles.models import (
    Authority,
    BlackoutPeriod,
    Cycle,
    HostMember,
    HostRole,
    Milestone,
    Offerer,
    PeerChallenge,
    Post,
    PostKind,
    Region,
    RegionRole,
    RegionRoleKind,
    Stage,
    TeamRole,
)
from cycles.scheduling import back_plan, last_day_of_visit
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import (
    LONDON,
    add_working_days,
    today_in_london,
    working_day_on_or_after,
    working_day_on_or_before,
)

from .fictional import NAMED, in_story, rename
from .people import DIRECTORS, OTHERS, TEN, Example, account_of
from .questions import ask_questions
from .story import CHAPTERS, LAST_KEPT, OFFERED_TO_BIRMINGHAM, PROPOSED_BY_SHROPSHIRE, Chapter
from .teams import give_teams

SINCE = timedelta(days=1500)  # before the cycle that went before this one


@transaction.atomic
def build_demo(*, fictional: bool = False) -> Region:
    """Make the example region. The database must be empty but for the register of councils."""
    register.load()
    if fictional:
        rename()
    now = working_day_on_or_before(today_in_london())
    name = NAMED if fictional else "West Midlands"
    region = Region.objects.create(
        name=name,
        slug=slugify(name),
        office=f"{name if fictional else 'WM'} ADASS",
        contact_email="office@example.org",
        contact_phone="0121 496 0000",
    )
    Authority.objects.filter(government_region="West Midlands").update(region=region)
    people = {one.slug: account_of(one.name) for one in (*TEN, *OTHERS)}
    lead = people["amara-bell"]
    _give_region_roles(region, people, now)
    _give_posts(people, now)
    cycle = _cycle(region, lead, now)
    challenges = {in_story(challenge.host): challenge for challenge in cycle.challenges.select_related("host")}
    for chapter in CHAPTERS:
        _tell(chapter, challenges[chapter.council], now, lead)
    _give_places(people, challenges, lead)
    give_teams(region, challenges, lead)
    ask_questions(challenges)
    _open_offers(challenges, lead, now)
    _close_school_holidays(region, now)
    return region


def _give_region_roles(region: Region, people: dict[str, Person], now: date) -> None:
    for one in (*TEN, *OTHERS):
        if isinstance(one.part, RegionRoleKind):
            RegionRole.objects.create(person=people[one.slug], region=region, kind=one.part, starts_on=now - SINCE)


def _give_posts(people: dict[str, Person], now: date) -> None:
    for council, name in DIRECTORS.items():
        _post(account_of(name), council, PostKind.DASS, now)
    for one in (*TEN, *OTHERS):
        if one.council:
            _post(people[one.slug], one.council, JOBS.get(one.part, PostKind.OFFICER), now)


JOBS = {
    PostKind.DASS: PostKind.DASS,
    HostRole.PSW: PostKind.PSW,
    TeamRole.PRACTICE_REVIEWER: PostKind.PSW,
    TeamRole.SENIOR_MANAGER: PostKind.SENIOR_MANAGER,
    TeamRole.POLITICIAN: PostKind.CABINET_MEMBER,
}


def _post(person: Person, council: str, kind: PostKind, now: date) -> None:
    authority = next(one for one in Authority.objects.exclude(region=None) if in_story(one) == council)
    Post.objects.create(person=person, authority=authority, kind=kind, starts_on=now - SINCE)


def _cycle(region: Region, lead: Person, now: date) -> Cycle:
    year = now.year - 1
    starts_on, ends_on = date(year, 4, 1), date(year + 2, 12, 31)
    councils = region.authorities.all()
    return open_cycle(
        region, name=f"{year} to {year + 2}", starts_on=starts_on, ends_on=ends_on, hosts=councils, by=lead
    )


def _tell(chapter: Chapter, challenge: PeerChallenge, now: date, lead: Person) -> None:
    """Bring one challenge to where its chapter says, as if the programme had run until today."""
    if chapter.first_day is None:
        return
    first_day = _first_day(chapter, now)
    director = Post.objects.get(authority=challenge.host, kind=PostKind.DASS).person
    agreed_at = _morning(first_day - timedelta(weeks=30))
    last_day = last_day_of_visit(first_day, challenge.cycle.visit_days)
    PeerChallenge.objects.filter(pk=challenge.pk).update(
        first_day=first_day, last_day=last_day, dates_agreed_at=agreed_at, dates_agreed_by=director
    )
    challenge.refresh_from_db()
    _write_milestones(chapter, challenge, lead)
    for stage in range(Stage.PREPARING, chapter.stage + 1):
        move(challenge, Stage(stage), by=lead)


def _write_milestones(chapter: Chapter, challenge: PeerChallenge, lead: Person) -> None:
    codes = [line.code for line in challenge.cycle.template.all()]
    kept = codes[: codes.index(LAST_KEPT[chapter.stage]) + 1]
    today = today_in_london()
    for planned in back_plan(challenge.cycle.template.all(), challenge.first_day, challenge.last_day):
        done = (planned.code in kept or planned.due_on < today) and planned.code not in chapter.late
        Milestone.objects.create(
            challenge=challenge,
            done_at=_morning(min(planned.due_on, today)) if done else None,
            done_by=lead if done else None,
            **vars(planned),
        )


def _morning(day: date) -> datetime:
    """Nine on that day, or now where that is still to come."""
    return min(datetime.combine(day, clock(9), tzinfo=LONDON), timezone.now())


def _give_places(people: dict[str, Person], challenges: dict[str, PeerChallenge], lead: Person) -> None:
    for one in (*TEN, *OTHERS):
        _give_place(one, people[one.slug], challenges.get(one.takes_part_in or one.council), lead)


def _give_place(one: Example, person: Person, challenge: PeerChallenge | None, lead: Person) -> None:
    since = _morning(working_day_on_or_before(today_in_london() - timedelta(weeks=9)))
    if isinstance(one.part, HostRole):
        HostMember.objects.create(challenge=challenge, person=person, role=one.part, added_by=lead, added_at=since)


def _open_offers(challenges: dict[str, PeerChallenge], lead: Person, now: date) -> None:
    for days in OFFERED_TO_BIRMINGHAM:
        first_day = good_day_near(now, days)
        date_actions.offer_dates(challenges["Birmingham"], side=Offerer.REGION, first_day=first_day, by=lead)
    shropshire = challenges["Shropshire"]
    director = Post.objects.get(authority=shropshire.host, kind=PostKind.DASS).person
    date_actions.offer_dates(
        shropshire,
        side=Offerer.HOST,
        first_day=good_day_near(now, PROPOSED_BY_SHROPSHIRE),
        note="Our new director of children’s services starts the week before.",
        by=director,
    )


def _first_day(chapter: Chapter, now: date) -> date:
    """Dudley's visit is under way; every other one begins on a good day near the one the story names."""
    if chapter.stage == Stage.ON_SITE:
        return add_working_days(now, chapter.first_day)
    return good_day_near(now, chapter.first_day)


def good_day_near(now: date, days: int) -> date:
    """The Tuesday on or after so many working days; around Christmas the last one before it, or the first one after."""
    day = _tuesday(add_working_days(now, days))
    if (day.month, day.day) >= (12, 17) or (day.month, day.day) <= (1, 4):
        winter = day.year - (day.month == 1)
        day = _tuesday(date(winter, 12, 10) if days < 0 else date(winter + 1, 1, 8))
    return working_day_on_or_after(day)


def _tuesday(day: date) -> date:
    return day + timedelta(days=(1 - day.weekday()) % 7)


def _close_school_holidays(region: Region, now: date) -> None:
    for year in (now.year, now.year + 1):
        for reason, first, last in (
            ("Summer school holidays", date(year, 7, 22), date(year, 9, 1)),
            ("Christmas school holidays", date(year, 12, 21), date(year + 1, 1, 3)),
        ):
            BlackoutPeriod.objects.create(region=region, reason=reason, starts_on=first, ends_on=last)
