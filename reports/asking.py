"""Who is asked how a visit went, with which questions, until when, and by which links."""

from datetime import date, timedelta

from django.conf import settings

from assessments.models import Edition, InstrumentKind
from cycles.holders import holders
from cycles.models import HostRole, PeerChallenge, PostKind, TeamRole
from peerchallenge.workdays import today_in_london
from reviews.timetable import MOST

from .models import Audience, Survey, SurveyLink

SHORTEST = timedelta(weeks=2)  # a survey that is opened late stays open so long at least


def edition_of(challenge: PeerChallenge) -> Edition | None:
    """The edition of the questions that the challenge keeps; the newest, if its forms were never opened."""
    pinned = challenge.pinned_editions.filter(kind=InstrumentKind.SURVEY).select_related("edition").first()
    return pinned.edition if pinned else Edition.objects.newest(InstrumentKind.SURVEY)


def last_day_of(challenge: PeerChallenge) -> date:
    """The last day on which answers are taken."""
    today = today_in_london()
    return max((challenge.last_day or today) + timedelta(weeks=settings.SURVEY_WEEKS), today + SHORTEST)


def people_to_ask(challenge: PeerChallenge) -> dict[int, Audience]:
    """Everybody with an account who took part, and on which side. An expert by experience is asked as one."""
    known = holders()
    sides = (
        (Audience.HOST, "authority", challenge.host_id, (PostKind.DASS,)),
        (Audience.HOST, "host", challenge.pk, HostRole),
        (Audience.TEAM, "team", challenge.pk, TeamRole),
        (Audience.EXPERT, "team", challenge.pk, (TeamRole.EXPERT_BY_EXPERIENCE,)),
    )
    return {
        person: audience
        for audience, place, number, kinds in sides
        for kind in kinds
        for person in known.people.get((place, number, kind), {})
    }


def make_links(survey: Survey, people: dict[int, Audience]) -> None:
    """One link for each side, and one for each session with a group: for as many answers as there were people."""
    counts = {side: sum(one == side for one in people.values()) for side in Audience}
    counts[Audience.HOST] = max(counts[Audience.HOST], settings.SURVEY_MOST_OF_HOST)  # who helped has no account
    sides = [side for side in Audience if side != Audience.PARTICIPANT]
    links = [SurveyLink(survey=survey, audience=side, most=counts[side]) for side in sides]
    for session in survey.challenge.sessions.with_groups():
        most = session.head_count or MOST
        links.append(SurveyLink(survey=survey, audience=Audience.PARTICIPANT, session=session, most=most))
    SurveyLink.objects.bulk_create(links)
