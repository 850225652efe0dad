"""How a survey is answered: whom a link lets in, what is kept, and until when it can be changed.

Nobody is told who answered or what. So to answer is no action of a person, and nothing of it stands in the trail, where
it would tell when somebody did (decisions.md 4, surveys). What was answered is never shown again, not even to whoever
holds the key: somebody may pass a phone or a tablet round.
"""

import hashlib
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn

from .models import Audience, Response, Survey, SurveyAsking, SurveyLink

CLOSED = "The survey has closed, so this was not saved."
FULL = "As many people have answered here as this link is for. Please tell the person who gave it to you."
DONE = "You have answered already, or said that you do not want to be asked."


def open_link(token: str) -> SurveyLink | None:
    """The link of this name while its survey takes answers, or nothing: it has closed, or there never was one."""
    links = SurveyLink.objects.select_related("session", "survey__edition", "survey__challenge__cycle__region")
    running = PeerChallenge.objects.running()
    return (
        links.select_related("survey__challenge__host")
        .filter(survey__in=Survey.objects.open(), survey__challenge__in=running, token=token)
        .first()
    )


def address_of(link: SurveyLink) -> str:
    """The whole address, to be passed on and printed."""
    return settings.BASE_URL + reverse("survey-form", args=[link.token])


def open_survey_of(challenge: PeerChallenge) -> Survey | None:
    """The survey of this challenge that takes answers today."""
    return challenge.surveys.open().select_related("edition").first()


def is_known(survey: Survey, key: UUID) -> bool:
    """Whether somebody answered with this key."""
    return survey.responses.filter(key_hash=hash_of(key)).exists()


def hash_of(key: UUID) -> str:
    return hashlib.sha256(key.bytes).hexdigest()


@transaction.atomic
def answer_by_link(link: SurveyLink, *, key: UUID, choices: dict[str, str], words: str) -> None:
    """Somebody answers by a link. The same page sent again is one answer; with its key it can be given anew."""
    survey = _hold_open(link.survey)
    if _answer_anew(survey, key, choices, words):
        return
    if not SurveyLink.objects.filter(pk=link.pk, used__lt=F("most")).update(used=F("used") + 1):
        raise Refused(FULL)
    _keep(survey, link.audience, key, choices, words)


@transaction.atomic
def answer_as(
    survey: Survey, person: Person, audience: Audience, *, key: UUID, choices: dict[str, str], words: str
) -> None:
    """Somebody with an account answers. It is kept that they did, and apart from it what was answered."""
    survey = _hold_open(survey)
    if _answer_anew(survey, key, choices, words):
        return
    if not _is_done_now(survey, person):
        raise Refused(DONE)
    _keep(survey, audience, key, choices, words)


@transaction.atomic
def ask_no_more(survey: Survey, person: Person) -> None:
    """Somebody answered by a link, or does not want to. They are not asked again; which of both it is, nobody knows."""
    _is_done_now(_hold_open(survey), person)


def needs_answer(survey: Survey, person: Person) -> bool:
    """Whether this person can still answer as themselves."""
    return not survey.askings.filter(person=person, is_done=True).exists()


def _hold_open(survey: Survey) -> Survey:
    """Wait for whoever answers or closes it, and refuse what comes too late."""
    take_turn(f"survey {survey.pk}")
    if found := Survey.objects.open().filter(pk=survey.pk, challenge__paused_at=None).first():
        return found
    raise Refused(CLOSED)


def _answer_anew(survey: Survey, key: UUID, choices: dict[str, str], words: str) -> bool:
    return bool(survey.responses.filter(key_hash=hash_of(key)).update(choices=choices, words=words))


def _is_done_now(survey: Survey, person: Person) -> bool:
    """Mark them as done. False when they were before."""
    asking, _ = SurveyAsking.objects.get_or_create(survey=survey, person=person)
    return bool(SurveyAsking.objects.filter(pk=asking.pk, is_done=False).update(is_done=True))


def _keep(survey: Survey, audience: str, key: UUID, choices: dict[str, str], words: str) -> None:
    Response.objects.create(survey=survey, audience=audience, key_hash=hash_of(key), choices=choices, words=words)
