"""The evening reflection: written by the team lead, and its points shared with the host director as a copy."""

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse

from cycles.models import Owner, PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import Stale, save_version
from peerchallenge.audit.trail import record
from peerchallenge.ui.wording import weekday
from peerchallenge.workdays import today_in_london
from reviews.models import Reflection, SharedReflection
from reviews.telling import tell_holders
from reviews.timetable import days_of

NOTHING = "There is nothing for the host director yet. Write at least one point."
SAME = "The host director has these points already."


@transaction.atomic
def write_reflection(challenge: PeerChallenge, *, day: int, texts: Mapping[str, str], seen: int, by: Person) -> None:
    """Write down what was said about one day. Raises Stale with both texts when somebody saved meanwhile."""
    _take_turn(challenge)
    days = days_of(challenge)
    if not 1 <= day <= len(days):
        raise Refused("The visit has no such day.")
    if today_in_london() < days[day - 1]:
        raise Refused(f"Day {day} is {weekday(days[day - 1])}. Look back on it when it has come.")
    reflection, _ = Reflection.objects.get_or_create(challenge=challenge, day=day)
    save_version(reflection, dict(texts), seen=seen, by=by)
    record("reflection.written", reflection, by=by, challenge=challenge, day=day)


@transaction.atomic
def share_points(reflection: Reflection, *, seen: int, by: Person) -> SharedReflection:
    """Give the host director the points as they stand, and only as they were seen by who shares them."""
    challenge = reflection.challenge
    _take_turn(challenge)
    now = Reflection.objects.get(pk=reflection.pk)
    if now.version != seen:
        raise Stale(now, reflection.points)
    if not now.has_points:
        raise Refused(NOTHING)
    last = now.copies.first()
    if last and last.points == now.points:
        raise Refused(SAME)
    number = last.number + 1 if last else 1
    copy = SharedReflection.objects.create(reflection=now, number=number, shared_by=by, **now.points)
    record("reflection.shared", reflection, by=by, challenge=challenge, day=now.day, number=number)
    text, about = f"points of day {now.day} of the visit are there to read", f"reflection:{now.pk}:{number}"
    path = reverse("reflection", args=[challenge.slug, now.reference])
    tell_holders(challenge, (Owner.HOST_DASS,), text, about, path=path, by=by)
    return copy


def _take_turn(challenge: PeerChallenge) -> None:
    take_turn(f"reflections {challenge.pk}")
