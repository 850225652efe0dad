"""Builders of a small world, in the words of the programme: a_challenge(), a_dass(), a_team_member().

They write rows directly, so that a test of one thing does not depend on the actions that lead there.
"""

from datetime import date, timedelta
from itertools import count

from django.utils import timezone

from cycles.models import (
    Authority,
    Cycle,
    Declaration,
    HostMember,
    HostRole,
    Milestone,
    Owner,
    PeerChallenge,
    Post,
    PostKind,
    Region,
    RegionRole,
    RegionRoleKind,
    Stage,
    TeamInvitation,
    TeamMember,
    TeamRole,
)
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import is_working_day, today_in_london, working_day_on_or_after

number = count(1)
LONG_AGO = date(2020, 1, 6)
OF_A_COUNCIL = (TeamRole.POLITICIAN, TeamRole.SENIOR_MANAGER, TeamRole.PRACTICE_REVIEWER)


def a_person(name="", **facts):
    n = next(number)
    name = name or f"Person Number{n}"
    facts.setdefault("email", f"person{n}@example.org")
    person = Person(name=name, slug=f"person-{n}", joined_at=timezone.now(), **facts)
    person.set_unusable_password()
    person.save()
    return person


def a_region(name="", **facts):
    n = next(number)
    name = name or f"Region {n}"
    return Region.objects.create(name=name, slug=f"region-{n}", office=f"{name} office", **facts)


def an_authority(name="", region=None, **facts):
    n = next(number)
    name = name or f"Council {n}"
    return Authority.objects.create(
        gss_code=f"E{n:08}",
        register_code=f"{n:04}"[-4:],
        official_name=f"{name} Council",
        short_name=name,
        slug=f"council-{n}",
        kind="unitary",
        government_region="Testshire",
        region=region,
        **facts,
    )


def a_cycle(region=None, opened_by=None, **facts):
    n = next(number)
    today = today_in_london()
    facts.setdefault("starts_on", today - timedelta(days=180))
    facts.setdefault("ends_on", today + timedelta(days=720))
    return Cycle.objects.create(
        region=region or a_region(),
        name=facts.pop("name", f"Cycle {n}"),
        slug=f"cycle-{n}",
        opened_by=opened_by or a_person(),
        **facts,
    )


def a_challenge(host=None, cycle=None, stage=Stage.PLANNED, **facts):
    cycle = cycle or a_cycle()
    host = host or an_authority(region=cycle.region)
    if facts.get("first_day"):
        facts.setdefault("last_day", facts["first_day"] + timedelta(days=2))
        facts.setdefault("dates_agreed_at", timezone.now())
        facts.setdefault("dates_agreed_by", cycle.opened_by)
    return PeerChallenge.objects.create(
        cycle=cycle, host=host, stage=stage, slug=f"{host.slug}-{next(number)}", **facts
    )


def a_paused_challenge(how="postponed", reason="Inspection at the same time", **facts):
    challenge = a_challenge(**facts)
    by = challenge.cycle.opened_by
    PeerChallenge.objects.filter(pk=challenge.pk).update(
        paused_at=timezone.now(), paused_by=by, paused_as=how, paused_reason=reason
    )
    challenge.refresh_from_db()
    return challenge


def a_milestone(challenge, due_on=None, owner=Owner.HOST_DASS, **facts):
    n = next(number)
    return Milestone.objects.create(
        challenge=challenge,
        code=facts.pop("code", f"milestone-{n}"),
        name=facts.pop("name", f"Milestone {n}"),
        position=n % 1000,
        due_on=due_on or today_in_london() + timedelta(days=7),
        owner=owner,
        **facts,
    )


def a_monday(weeks_ahead=30):
    """A working day well ahead, usually a Monday: a good first day on site."""
    day = today_in_london() + timedelta(weeks=weeks_ahead)
    return working_day_on_or_after(day - timedelta(days=day.weekday()))


def a_tuesday(weeks_ahead=30):
    """A first day on site that suits, as do the Tuesday before it and the next four: a visit that can be moved."""
    day = a_monday(weeks_ahead)
    day += timedelta(days=(1 - day.weekday()) % 7)
    while not all(is_working_day(day + timedelta(weeks=n, days=more)) for n in range(-1, 5) for more in (0, 2)):
        day += timedelta(weeks=1)
    return day


def a_region_role(region, kind, person=None):
    person = person or a_person()
    RegionRole.objects.create(person=person, region=region, kind=kind, starts_on=LONG_AGO)
    return person


def a_regional_lead(region, person=None):
    return a_region_role(region, RegionRoleKind.LEAD, person)


def a_coordinator_of_region(region, person=None):
    return a_region_role(region, RegionRoleKind.COORDINATOR, person)


def an_administrator(region, person=None):
    return a_region_role(region, RegionRoleKind.ADMINISTRATOR, person)


def a_post(authority, kind=PostKind.DASS, person=None, **facts):
    person = person or a_person()
    facts.setdefault("starts_on", LONG_AGO)
    Post.objects.create(person=person, authority=authority, kind=kind, **facts)
    return person


def a_host_dass(challenge, person=None):
    return a_post(challenge.host, PostKind.DASS, person)


def a_host_member(challenge, role=HostRole.COORDINATOR, person=None):
    person = person or a_person()
    HostMember.objects.create(challenge=challenge, person=person, role=role, added_by=challenge.cycle.opened_by)
    return person


def a_team_member(challenge, role=TeamRole.SENIOR_MANAGER, person=None, declared=True):
    """Somebody on the team who has declared no interest (`declared=False`: who has said nothing yet)."""
    person, by = person or a_person(), challenge.cycle.opened_by
    home = an_authority(region=challenge.cycle.region) if role in OF_A_COUNCIL else None
    member = TeamMember.objects.create(challenge=challenge, person=person, role=role, home=home, added_by=by)
    if declared:
        Declaration.objects.create(member=member, has_interest=False, cleared_at=timezone.now(), cleared_by=person)
    return person


def a_team_that_meets_the_rule(challenge, **facts):
    """A lead, a councillor, two senior managers, an expert by experience and two visiting principal social workers."""
    roles = [*TeamRole, TeamRole.SENIOR_MANAGER, TeamRole.PRACTICE_REVIEWER]
    return [a_team_member(challenge, role, **facts) for role in roles]


def an_invitation_to_the_team(challenge, person=None, role=TeamRole.SENIOR_MANAGER, **facts):
    """Somebody asked to join the team, who has not answered."""
    facts.setdefault("reply_by", today_in_london() + timedelta(days=7))
    facts.setdefault("asked_by", challenge.cycle.opened_by)
    return TeamInvitation.objects.create(challenge=challenge, person=person or a_person(), role=role, **facts)


def someone_in_role(code, challenge):
    """A person with this role of the access matrix (RL, HD, TM …) towards the challenge. PB is nobody."""
    region = challenge.cycle.region
    makers = {
        "RL": lambda: a_regional_lead(region),
        "RC": lambda: a_coordinator_of_region(region),
        "HD": lambda: a_host_dass(challenge),
        "HC": lambda: a_host_member(challenge, HostRole.COORDINATOR),
        "HP": lambda: a_host_member(challenge, HostRole.PSW),
        "HX": lambda: a_host_member(challenge, HostRole.READER),
        "HA": lambda: a_host_member(challenge, HostRole.COLLEAGUE),
        "SO": lambda: a_host_member(challenge, HostRole.CONCERNS_OFFICER),
        "TL": lambda: a_team_member(challenge, TeamRole.TEAM_LEAD),
        "TM": lambda: a_team_member(challenge, TeamRole.SENIOR_MANAGER),
        "EE": lambda: a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE),
        "PR": lambda: a_team_member(challenge, TeamRole.PRACTICE_REVIEWER),
        "OA": lambda: a_post(an_authority(region=region), PostKind.DASS),
        "OR": lambda: a_regional_lead(a_region()),
        "SA": lambda: an_administrator(region),
        "PB": lambda: None,
    }
    return makers[code]()
