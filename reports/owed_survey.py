"""What people owe the survey on a visit: one answer each, while it is open. Nobody sees who has not answered."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from cycles.holders import holders_once
from cycles.models import Stage
from cycles.owed import running_once
from peerchallenge.notifications.owed import Owed

from .models import Survey, SurveyAsking


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the surveys that are open."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    if not roles.numbers("team") | roles.numbers("host") | roles.numbers("authority"):
        return
    visited = {pk: one for pk, one in running_once(people, known).items() if one.stage >= Stage.DRAFTING}
    if not visited:
        return
    askings = SurveyAsking.objects.filter(is_done=False, survey__in=Survey.objects.open().filter(challenge__in=visited))
    if people is not None:
        askings = askings.filter(person__in=people)
    for asking in askings.select_related("survey"):
        challenge = visited[asking.survey.challenge_id]
        path = reverse("survey-answer", args=[challenge.slug])
        about, due_on = f"survey:{asking.survey_id}", asking.survey.closes_on
        yield Owed(asking.person_id, about, "Say how the visit went", challenge.called, path, challenge.pk, due_on)
