"""The survey on the visit, in the world that every page is asked about: one that has closed, and one that is open."""

from datetime import timedelta
from uuid import uuid4

from assessments.models import Edition, InstrumentKind
from cycles.models import TeamRole
from peerchallenge.workdays import today_in_london
from reports.models import Audience, Survey, SurveyAsking, SurveyLink, Wave
from reports.sealing import seal
from tests import builders as a
from tests.reports.survey_builders import an_answer
from tests.reviews.visit_builders import a_session

# Each canary, and the assets of which any lets a person read it. What one person answers is for nobody.
CANARIES: dict[str, set[str]] = {
    "canary-in-other-words": {"A44"},
    "canary-way-in": {"A97"},
    "canary-single-answer": set(),
}


def furnish(world):
    """Put one of everything into the world."""
    closed = _survey(world, Wave.AFTER_VISIT)
    for number in range(5):
        an_answer(closed, Audience.HOST, words=f"canary-in-other-words {number}", SV1="very", SV6="very")
    seal(closed)
    world.survey = _survey(world, Wave.SIX_MONTHS)
    for side in (Audience.HOST, Audience.TEAM, Audience.EXPERT):
        SurveyLink.objects.create(survey=world.survey, audience=side, token=f"way-in-of-{side}", most=9)
    of_session = {"audience": Audience.PARTICIPANT, "session": world.session, "token": "canary-way-in"}
    SurveyLink.objects.create(survey=world.survey, most=9, **of_session)
    answer(world)


def _survey(world, wave):
    edition, last_day = Edition.objects.newest(InstrumentKind.SURVEY), today_in_london() + timedelta(days=9)
    return Survey.objects.create(challenge=world.challenge, edition=edition, wave=wave, closes_on=last_day)


def answer(world):
    an_answer(world.survey, Audience.HOST, words="canary-single-answer", SV2="very")
    person = a.a_team_member(world.challenge, TeamRole.SENIOR_MANAGER)
    SurveyAsking.objects.create(survey=world.survey, person=person)


def objects(world):
    """What the parts of an address name."""
    return {"survey_link": "way-in-of-host", "answer_key": uuid4(), "sheet": world.session.reference}


def sent(world):
    """What forms send whose object is not in the address: page name to fields."""
    return {"survey-answer": {"key": str(uuid4()), "sv1": "very"}}


def grow(world, number):
    """One more of everything that pages list."""
    answer(world)
    session, side = a_session(world.challenge), Audience.PARTICIPANT
    SurveyLink.objects.create(survey=world.survey, audience=side, session=session, most=9)
