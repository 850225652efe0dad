"""The world in which Dudley prepares. This runs inside the service."""

import time
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from assessments import editions
from cycles.actions.dates import accept_offer, offer_dates
from cycles.actions.planning import open_cycle
from cycles.models import Authority, HostRole, Offerer, PeerChallenge, Post, PostKind, Region, Stage, TeamRole
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import add_working_days, today_in_london, working_day_on_or_before
from reports.models import Part
from reviews.actions.timetable import lay_out_timetable
from tests import builders as a
from tests.reports.publication_builders import a_final_content, an_agreed_report
from tests.reviews.builders import a_finished_preparation
from tests.reviews.visit_builders import a_recommendation

from .arrivals import PASSWORD
from .publishing import RECOMMENDED
from .troupe import (
    CANNOT_COME,
    COORDINATOR,
    COUNCILLOR,
    DIRECTOR,
    EXPERT,
    FIRST_READER,
    HELPER,
    LEAD,
    MANAGER,
    OFFICER,
    OWN_PSW,
    SECOND_READER,
    TEAM_LEAD,
    email_of,
)

World = tuple[str, dict[str, str]]  # how the address of the challenge names it; the sessions of who has signed in
WEEKS_AHEAD = 14
# Who works where. The others come in on the way.
JOBS = (
    (DIRECTOR, PostKind.DASS, "Dudley"),
    (TEAM_LEAD, PostKind.DASS, "Solihull"),
    (COUNCILLOR, PostKind.CABINET_MEMBER, "Sandwell"),
    (MANAGER, PostKind.SENIOR_MANAGER, "Walsall"),
    (CANNOT_COME, PostKind.SENIOR_MANAGER, "Coventry"),
    (FIRST_READER, PostKind.PSW, "Coventry"),
    (SECOND_READER, PostKind.PSW, "Stoke-on-Trent"),
)

ROLES_OF_HOST = {COORDINATOR: HostRole.COORDINATOR, OWN_PSW: HostRole.PSW, OFFICER: HostRole.CONCERNS_OFFICER}
ROLES_ON_TEAM = {
    TEAM_LEAD: TeamRole.TEAM_LEAD,
    COUNCILLOR: TeamRole.POLITICIAN,
    MANAGER: TeamRole.SENIOR_MANAGER,
    EXPERT: TeamRole.EXPERT_BY_EXPERIENCE,
    FIRST_READER: TeamRole.PRACTICE_REVIEWER,
    SECOND_READER: TeamRole.PRACTICE_REVIEWER,
}
ALSO_THERE = (COUNCILLOR, SECOND_READER)


def with_agreed_dates() -> World:
    """Dudley's challenge, its dates agreed by the lead and the director. Nobody has signed in yet."""
    region = Region.objects.create(name="West Midlands", slug="west-midlands", office="WM ADASS")
    councils = Authority.objects.existing().filter(government_region=region.name)
    councils.update(region=region)
    lead = a.a_regional_lead(region, with_password(LEAD))
    for name, kind, council in JOBS:
        a.a_post(Authority.objects.get(short_name=council), kind, with_password(name))
    first_day = a.a_tuesday(WEEKS_AHEAD)
    cycle = open_cycle(
        region,
        name="The round",
        starts_on=first_day.replace(month=1, day=1),
        ends_on=first_day.replace(year=first_day.year + 2, day=1),
        hosts=Authority.objects.filter(short_name="Dudley"),
        by=lead,
    )
    challenge = PeerChallenge.objects.get(cycle=cycle)
    offer = offer_dates(challenge, side=Offerer.REGION, first_day=first_day, by=lead)
    accept_offer(offer, by=Person.objects.get(name=DIRECTOR))
    return challenge.slug, {}


def on_the_first_morning() -> World:
    """The team has read what Dudley says of itself. The timetable is final, its groups are briefed, all have come."""
    challenge, people = _dudley(Stage.READING, working_day_on_or_before(today_in_london()))
    a.a_milestone(challenge, code="timetable-final", done_at=timezone.now(), done_by=people[COORDINATOR])
    lay_out_timetable(challenge, by=people[COORDINATOR])
    challenge.sessions.with_groups().update(briefed_at=timezone.now(), briefed_by=people[COORDINATOR])
    return challenge.slug, {name: session_of(person) for name, person in people.items()}


def with_an_agreed_report() -> World:
    """The report about Dudley is agreed and not public. Its one recommendation has no measure yet.

    Of two who may do the same one has signed in.
    """
    challenge, people = _dudley(Stage.AGREED, a.a_monday(weeks_ahead=-8))
    people[HELPER] = a.a_host_member(challenge, HostRole.COLLEAGUE, with_password(HELPER))
    a_recommendation(challenge, text=RECOMMENDED)
    content = a_final_content()
    for section in content["sections"]:
        if section["part"] == Part.RECOMMENDATIONS:
            section["paragraphs"][-1] |= {"heading": RECOMMENDED, "recommendation": "R1"}
    an_agreed_report(challenge=challenge, content=content)
    for code, weeks in (("published", 4), ("action-plan", 6), ("six-month-review", 18), ("twelve-month-review", 44)):
        a.a_milestone(challenge, today_in_london() + timedelta(weeks=weeks), code=code)
    return challenge.slug, {name: session_of(person) for name, person in people.items() if name not in ALSO_THERE}


def _dudley(stage: Stage, first_day: date) -> tuple[PeerChallenge, dict[str, Person]]:
    """A challenge whose preparation was finished, and everybody who takes part in it."""
    editions.load()
    region = Region.objects.create(name="West Midlands", slug="west-midlands", office="WM ADASS")
    Authority.objects.filter(short_name="Dudley").update(region=region)
    challenge = a_finished_preparation(
        host=Authority.objects.get(short_name="Dudley"),
        cycle=a.a_cycle(region, with_password("Somebody Before"), name="The round"),
        stage=stage,
        first_day=first_day,
        last_day=add_working_days(first_day, 2),
    )
    challenge.team.all().delete()
    Post.objects.filter(authority=challenge.host).delete()
    people = {name: with_password(name) for name in (LEAD, DIRECTOR, *ROLES_OF_HOST, *ROLES_ON_TEAM)}
    a.a_regional_lead(region, people[LEAD])
    a.a_host_dass(challenge, people[DIRECTOR])
    for name, role in ROLES_OF_HOST.items():
        a.a_host_member(challenge, role, people[name])
    for name, role in ROLES_ON_TEAM.items():
        a.a_team_member(challenge, role, people[name])
    return challenge, people


def session_of(person: Person) -> str:
    """Signed in, with a second step."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session, proof = client.session, {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": False}
    session["account_authentication_methods"], session["account_authentication_methods_user"] = [proof], str(person.pk)
    session.save()
    return client.cookies["sessionid"].value


def with_password(name: str) -> Person:
    person = a.a_person(name, email=email_of(name))
    person.slug = slugify(name)
    person.set_password(PASSWORD)
    person.save()
    return person
