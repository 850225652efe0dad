"""Opening the survey on a visit, and closing it. Who answers stands in no trail (reports/answering.py)."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import tell
from peerchallenge.ui.wording import day, plural
from reports.asking import edition_of, last_day_of, make_links, people_to_ask
from reports.models import Survey, SurveyAsking, Wave
from reports.sealing import seal


@transaction.atomic
def open_survey(challenge: PeerChallenge, *, by: Person) -> Survey:
    """Ask everybody who took part in the visit, and make the links for those who have no account."""
    take_turn(f"surveys of {challenge.pk}")
    edition = edition_of(challenge)
    if challenge.stage < Stage.DRAFTING or not edition:
        raise Refused("The survey opens when the visit has ended.")
    if challenge.surveys.filter(wave=Wave.AFTER_VISIT).exists():
        raise Refused("The survey on this visit was opened before.")
    people = people_to_ask(challenge)
    survey = Survey.objects.create(
        challenge=challenge, edition=edition, closes_on=last_day_of(challenge), asked=len(people)
    )
    SurveyAsking.objects.bulk_create(SurveyAsking(survey=survey, person_id=number) for number in sorted(people))
    make_links(survey, people)
    record("survey.opened", survey, by=by, challenge=challenge, day=day(survey.closes_on))
    text = f"{challenge.called}: say how the visit went. The survey is open until {day(survey.closes_on)}"
    path = reverse("survey-answer", args=[challenge.slug])
    tell(sorted(people), text, about=f"survey:{survey.pk}:opened", challenge=challenge, path=path)
    return survey


@transaction.atomic
def close_survey(survey: Survey, *, by: Person | None) -> None:
    """Close a survey: freeze its totals, and forget who was asked and every key. `by` nobody: its time was over."""
    take_turn(f"survey {survey.pk}")
    if not Survey.objects.filter(pk=survey.pk, closed_on=None).exists():
        raise Refused("The survey is closed already.")
    seal(survey)
    enough = survey.answered >= settings.SURVEY_FEWEST
    words = plural(survey.answered, "answer") if enough else f"fewer than {settings.SURVEY_FEWEST} answers"
    record("survey.closed", survey, by=by, challenge=survey.challenge, count=words)
