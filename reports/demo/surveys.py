"""Surveys of the example region: those on earlier visits have closed, those on the latest ones are open."""

from collections import Counter
from datetime import timedelta
from uuid import NAMESPACE_OID, uuid5

from django.conf import settings

from cycles.models import PeerChallenge, Region, Stage
from peerchallenge.workdays import today_in_london
from reports.answering import hash_of
from reports.asking import edition_of, make_links, people_to_ask
from reports.models import Audience, Response, Survey, SurveyAsking, SurveyLink
from reports.sealing import seal

from . import survey_words as words

SIDES = (
    *[Audience.HOST] * words.HOSTS,
    *[Audience.TEAM] * words.TEAM,
    *[Audience.EXPERT] * words.EXPERTS,
)
SPREAD = 7  # has no divisor in common with the number of answers: each place is taken once, and sides are mixed
EVERYBODY = (*SIDES, *[Audience.PARTICIPANT] * words.PARTICIPANTS)


def build(region: Region) -> None:
    """Ask after each visit, and close what had its four weeks."""
    visited = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.DRAFTING).exclude(first_day=None)
    for challenge in visited.select_related("host", "cycle"):
        ask(challenge)


def ask(challenge: PeerChallenge) -> None:
    people = people_to_ask(challenge)
    survey = Survey.objects.create(
        challenge=challenge,
        edition=edition_of(challenge),
        opened_on=challenge.last_day,
        closes_on=challenge.last_day + timedelta(weeks=settings.SURVEY_WEEKS),
        asked=len(people),
    )
    SurveyAsking.objects.bulk_create(SurveyAsking(survey=survey, person_id=number) for number in sorted(people))
    make_links(survey, people)
    is_over = survey.closes_on < today_in_london()
    _answer(survey, EVERYBODY if is_over else EVERYBODY[: words.SO_FAR])
    if is_over:
        seal(survey)
        Survey.objects.filter(pk=survey.pk).update(closed_on=survey.closes_on + timedelta(days=1))


def _answer(survey: Survey, sides: tuple[Audience, ...]) -> None:
    """Each answer takes the next step of every question, so that all of them add up to the figures."""
    turn: Counter[Audience] = Counter()
    rows = []
    for number, side in enumerate(sides):
        is_participant = side == Audience.PARTICIPANT
        shape = words.OF_PARTICIPANTS if is_participant else words.OF_SIDES
        group = Audience.PARTICIPANT if is_participant else Audience.HOST
        size = words.PARTICIPANTS if is_participant else len(SIDES)
        choices = {code: step for code, steps in shape.items() if (step := _step(steps, turn[group] * SPREAD % size))}
        if side not in (Audience.HOST, Audience.PARTICIPANT):
            choices.pop("SV7")
        turn[group] += 1
        key = uuid5(NAMESPACE_OID, f"{survey.challenge.slug} answer {number}")
        said = words.WORDS[number // 7] if number % 7 == 3 and number // 7 < len(words.WORDS) else ""
        rows.append(Response(survey=survey, audience=side, key_hash=hash_of(key), choices=choices, words=said))
    Response.objects.bulk_create(rows)
    SurveyLink.objects.filter(survey=survey, audience=Audience.HOST).update(used=min(len(sides), words.HOSTS))


def _step(steps: tuple[tuple[str, int], ...], turn: int) -> str:
    """The step that the answer at this place has; none where fewer answered than were there."""
    for step, count in steps:
        if turn < count:
            return step
        turn -= count
    return ""
