"""How the example visits looked back on their days, and one immediate concern that was dealt with in time."""

from datetime import datetime, timedelta
from datetime import time as clock
from uuid import NAMESPACE_OID, uuid5

from cycles.models import HostMember, HostRole, PeerChallenge, Region, Stage, TeamMember, TeamRole
from peerchallenge.workdays import LONDON, today_in_london, working_day_on_or_before
from reviews.models import Concern, Reflection, SharedReflection
from reviews.timetable import days_of

EVENING, AFTERNOON = clock(17, 40), clock(14, 50)
DAYS = (
    {
        "expert_says": "People spoke freely once we said that nobody is named. I want more time in the next talk.",
        "goes_well": "Rooms were ready and people knew why they had come. Workers know the people they support well.",
        "more_of": "We would like to hear from carers who do not come to groups.",
        "can_do": "Please ask two more providers for the talk tomorrow afternoon.",
        "for_team": "Two of us heard the same about waiting. Test it with the figures before we say it.",
    },
    {
        "expert_says": "The visit to the day centre told me more than any paper. People were proud of it.",
        "goes_well": "The day centre showed what good support looks like, and people told us so.",
        "more_of": "We would like to see how a review is planned from start to end.",
        "can_do": "Please bring the list of open reviews, without names, to the first talk.",
        "for_team": "Ask in each talk what happens after a review.",
    },
    {
        "expert_says": "I was asked first each evening, and it changed what we looked at.",
        "goes_well": "Everybody made time for us, also where it was hard.",
        "more_of": "",
        "can_do": "Please tell the groups when they will hear from you.",
        "for_team": "We write the draft while we remember it.",
    },
)
CONCERN = {
    "about": "In a talk a person said that they have nothing to eat at home this week.",
    "done_already": "A colleague stays with the person until somebody phones back.",
    "told": "The team lead, and the duty social worker by phone",
    "answer": "The duty team visited the same afternoon. Food is in the house, and a worker calls every day.",
}


def tell_evenings(region: Region) -> None:
    """Every evening that is over, and the concern of the council that is visited now."""
    visits = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.ON_SITE, stage__lt=Stage.CLOSED)
    for challenge in visits.select_related("host", "cycle").exclude(first_day=None):
        lead = TeamMember.objects.filter(challenge=challenge, role=TeamRole.TEAM_LEAD).select_related("person").first()
        if lead:
            _look_back(challenge, lead)
        _concern(challenge)


def _look_back(challenge: PeerChallenge, lead: TeamMember) -> None:
    last = working_day_on_or_before(today_in_london())
    for number, (day, texts) in enumerate(zip(days_of(challenge), DAYS, strict=False), start=1):
        if day < last:
            reflection = Reflection.objects.create(challenge=challenge, day=number, version=1, **texts)
            at = datetime.combine(day, EVENING, LONDON)
            points = reflection.points
            SharedReflection.objects.create(
                reflection=reflection, number=1, shared_at=at, shared_by=lead.person, **points
            )


def _concern(challenge: PeerChallenge) -> None:
    officers = HostMember.objects.filter(challenge=challenge, role=HostRole.CONCERNS_OFFICER).select_related("person")
    experts = TeamMember.objects.filter(challenge=challenge, role=TeamRole.EXPERT_BY_EXPERIENCE)
    officer, expert = officers.first(), experts.select_related("person").first()
    if not officer or not expert:
        return
    at = datetime.combine(challenge.first_day, AFTERNOON, LONDON)
    Concern.objects.create(
        challenge=challenge,
        number=1,
        key=uuid5(NAMESPACE_OID, f"{challenge.host.slug} concern"),
        written_by=expert.person,
        written_at=at,
        acknowledged_at=at + timedelta(minutes=9),
        acknowledged_by=officer.person,
        answered_at=at + timedelta(minutes=95),
        **CONCERN,
    )
