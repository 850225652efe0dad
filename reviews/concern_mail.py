"""Mail about immediate concerns: at once, and again when nobody has read one in time. It says that there is one."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from peerchallenge.accounts.models import Person
from peerchallenge.notifications.outbox import send_now
from peerchallenge.ui.wording import plural

from .concerns import leads_of, officers_of
from .models import Concern

LONGEST = timedelta(days=1)  # after this the tasks and reminders of those people go on alone


def mail_at_once(concern: Concern, *, by: Person) -> None:
    """The officer and the team lead are told, but not the person who passed it on."""
    _mail(concern, "concern", [by.pk])


@transaction.atomic
def chase() -> None:
    """Tell the officer and the team lead once more of what nobody has read in time. Safe to call at any time."""
    late = Concern.objects.overdue().filter(written_at__gte=timezone.now() - LONGEST)
    for concern in late.select_related("challenge__host", "challenge__cycle"):
        _mail(concern, "concern_late", [])


def _mail(concern: Concern, template: str, but_not: list[int]) -> None:
    challenge = concern.challenge
    link = settings.BASE_URL + reverse("concern", args=[challenge.slug, concern.reference])
    people = {person.pk: person for person in (*officers_of(challenge), *leads_of(challenge))}
    for number, person in people.items():
        if number not in but_not:
            send_now(
                template,
                key=f"{template}:{concern.pk}:{number}",
                to=person,
                region_id=challenge.region_id,
                place=challenge.called,
                link=link,
                within=plural(settings.CONCERN_MINUTES, "minute"),
            )
