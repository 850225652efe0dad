"""The world in which Dudley prepares. This runs inside the service."""

import time

from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from assessments import editions
from assessments.actions.documents import hand_in
from assessments.models import Way
from assessments.readiness import missing_documents
from cycles.actions.dates import accept_offer, offer_dates
from cycles.actions.planning import open_cycle
from cycles.models import Authority, HostRole, Offerer, PeerChallenge, Post, PostKind, Region, Stage, TeamRole
from peerchallenge.accounts.models import Person
from peerchallenge.workdays import add_working_days, today_in_london, working_day_on_or_before
from reviews.models import KindOfPeople
from tests import builders as a
from tests.reviews.builders import a_finished_preparation
from tests.reviews.visit_builders import a_session

from .arrivals import PASSWORD
from .troupe import (
    CANNOT_COME,
    COORDINATOR,
    COUNCILLOR,
    DIRECTOR,
    EXPERT,
    FIRST_READER,
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
    editions.load()
    region = Region.objects.create(name="West Midlands", slug="west-midlands", office="WM ADASS")
    Authority.objects.filter(short_name="Dudley").update(region=region)
    first_day = working_day_on_or_before(today_in_london())
    challenge = a_finished_preparation(
        host=Authority.objects.get(short_name="Dudley"),
        cycle=a.a_cycle(region, with_password("Somebody Before"), name="The round"),
        stage=Stage.READING,
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
    a.a_milestone(challenge, code="timetable-final", done_at=timezone.now(), done_by=people[COORDINATOR])
    for kind in (KindOfPeople.PRACTITIONERS, KindOfPeople.PEOPLE, KindOfPeople.CARERS):
        a_session(challenge, kind_of_people=kind, briefed_at=timezone.now(), briefed_by=people[COORDINATOR])
    return challenge.slug, {name: session_of(person) for name, person in people.items()}


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


def answer_the_other_documents(slug: str) -> None:
    """The coordinator says of everything that is still missing on the list that the council does not have it."""
    challenge = PeerChallenge.objects.get(slug=slug)
    for asked in missing_documents(challenge):
        given = {"reason": "We do not write this down."}
        hand_in(challenge, way=Way.NOT_HELD, given=given, requirement=asked, by=Person.objects.get(name=COORDINATOR))
