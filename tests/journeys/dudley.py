"""The world in which Dudley prepares. This runs inside the service."""

from django.utils.text import slugify

from assessments.actions.documents import hand_in
from assessments.models import Way
from assessments.readiness import missing_documents
from cycles.actions.dates import accept_offer, offer_dates
from cycles.actions.planning import open_cycle
from cycles.models import Authority, Offerer, PeerChallenge, PostKind, Region
from peerchallenge.accounts.models import Person
from tests import builders as a

from .arrivals import PASSWORD
from .troupe import (
    CANNOT_COME,
    COORDINATOR,
    COUNCILLOR,
    DIRECTOR,
    FIRST_READER,
    LEAD,
    MANAGER,
    SECOND_READER,
    TEAM_LEAD,
    email_of,
)

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


def with_agreed_dates() -> str:
    """Dudley's challenge, its dates agreed by the lead and the director. Returns how its address names it."""
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
    return challenge.slug


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
