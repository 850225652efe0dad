"""Three weeks of mail in the example region, and one that did not go out: an office can look at it and try again."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from itertools import pairwise

from django.conf import settings

from cycles.models import Region, RegionRole, RegionRoleKind
from peerchallenge.accounts.models import Person
from peerchallenge.jobs.models import Job
from peerchallenge.jobs.models import State as JobState
from peerchallenge.jobs.queue import MOST_ATTEMPTS
from peerchallenge.notifications.models import DIGEST, Message, MessageState, Notice
from peerchallenge.notifications.outbox import written
from peerchallenge.notifications.owed import Owed, owed
from peerchallenge.notifications.reminders import MORNING, reminder_of, rule_for
from peerchallenge.workdays import LONDON, add_working_days, today_in_london

DAYS = 15  # working days
TO = "ben-carrow"
NO_ANSWER = "TimeoutError: timed out"


def build(region: Region) -> None:
    """The reminders of what is open now, as the mornings of the last three weeks brought them; and the one failure."""
    mornings: dict[tuple[date, int], list[Notice]] = defaultdict(list)
    for thing in owed():
        for day, notice in _reminders(thing):
            mornings[day, thing.person_id].append(notice)
    people = Person.objects.in_bulk({person for _, person in mornings})
    for place, ((day, person), notices) in enumerate(sorted(mornings.items(), key=lambda one: one[0])):
        _sent(people[person], day, notices, seconds=place % 50)
    _not_sent(region)


def _reminders(thing: Owed) -> Iterator[tuple[date, Notice]]:
    """Each reminder on the first morning on which it was due, with the key that keeps it from being told again."""
    if not thing.due_on:
        return
    yesterday = add_working_days(today_in_london(), -1)
    days = [add_working_days(yesterday, -back) for back in range(DAYS, -1, -1)]
    for before, day in pairwise(days):
        rule = rule_for(thing.due_on, day)
        if rule and rule != rule_for(thing.due_on, before):
            notice = reminder_of(thing, rule)
            notice.created_at = _at(day)
            yield day, notice


def _sent(person: Person, day: date, notices: list[Notice], *, seconds: int) -> None:
    message = Message.objects.create(
        key=f"digest:{person.pk}:{day}", template=DIGEST, recipient=person, attempts=1, created_at=_at(day)
    )
    for notice in notices:
        notice.message = message
    Notice.objects.bulk_create(notices)
    subject, text = written(message, day)
    sent_at = _at(day) + timedelta(seconds=seconds)
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, subject=subject, text=text, sent_at=sent_at)


def _not_sent(region: Region) -> None:
    """The mail server did not answer one afternoon, for longer than is tried. Trying again sends this mail."""
    day = add_working_days(today_in_london(), -2)
    asked_at, given_up_at = _at(day, 13), _at(day, 16)
    office = RegionRole.objects.get(region=region, kind=RegionRoleKind.LEAD).person
    message = Message.objects.create(
        key=f"let_in:{TO}:example",
        template="let_in",
        recipient=Person.objects.get(slug=TO),
        region_id=region.pk,
        context={
            "region": region.name,
            "inviter": office.name,
            "standing": "host coordinator",
            "link": settings.BASE_URL,
        },
        state=MessageState.FAILED,
        attempts=MOST_ATTEMPTS,
        error=NO_ANSWER,
        created_at=asked_at,
    )
    Message.objects.filter(pk=message.pk).update(**dict(zip(("subject", "text"), written(message), strict=True)))
    Job.objects.create(
        kind="deliver",
        key=f"deliver:{message.key}",
        payload={"message_id": message.pk},
        state=JobState.FAILED,
        attempts=MOST_ATTEMPTS,
        error=NO_ANSWER,
        due_at=asked_at,
        finished_at=given_up_at,
    )


def _at(day: date, hour: int = MORNING) -> datetime:
    return datetime.combine(day, clock(hour), tzinfo=LONDON)
