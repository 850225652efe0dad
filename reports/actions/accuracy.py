"""The host's side of the accuracy check: points written, changed and sent, or none confirmed. The trail names nobody
but the host DASS who sends.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cycles.dates import keep_milestone
from cycles.models import Owner
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reports.accuracy import RESPONSE, ToSend, to_send
from reports.models import AccuracyCheck, Point
from reports.turns import hold_open
from reviews.telling import tell_holders

MOST_POINTS = 300
MILESTONE = "accuracy-check"
TOLD = (Owner.TEAM, Owner.REGIONAL_LEAD, Owner.HOST_COORDINATOR)
SENT = "This point was sent or taken out meanwhile, so your change was not saved. Copy what you want to keep."
CHANGED = "Something was changed a moment ago. Read it again before you send it."


@transaction.atomic
def write_point(check: AccuracyCheck, *, key: UUID, paragraph: str, facts: Mapping[str, Any], by: Person) -> Point:
    """Write a point about a paragraph. The same page sent again is the same point, as it was."""
    hold_open(check)
    if known := check.points.filter(key=key).first():
        return known
    last = check.points.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_POINTS:
        raise Refused(f"There can be at most {MOST_POINTS} points.")
    point = Point.objects.create(
        check_of_facts=check, number=last + 1, key=key, paragraph=paragraph, written_by=by, **facts
    )
    record("accuracy.point_written", point, by=by, challenge=check.challenge)
    return point


@transaction.atomic
def change_point(point: Point, *, facts: Mapping[str, Any], seen: int, by: Person) -> None:
    """Change a point that is not sent. Raises Stale with both texts when a colleague saved first."""
    hold_open(point.check_of_facts)
    if not Point.objects.there().filter(pk=point.pk, sent_at=None).exists():
        raise Refused(SENT)
    save_version(point, dict(facts), seen=seen, by=by)
    record("accuracy.point_changed", point, by=by, challenge=point.check_of_facts.challenge)


@transaction.atomic
def take_out_point(point: Point, *, by: Person) -> None:
    """Take out a point that is not sent. It can be put back."""
    hold_open(point.check_of_facts)
    if not Point.objects.there().filter(pk=point.pk, sent_at=None).update(taken_out_at=timezone.now()):
        raise Refused(f"{point.reference} is sent, or taken out already.")
    record("accuracy.point_taken_out", point, by=by, challenge=point.check_of_facts.challenge)


@transaction.atomic
def put_back_point(point: Point, *, by: Person) -> None:
    """Put a point back."""
    hold_open(point.check_of_facts)
    if not Point.objects.filter(pk=point.pk).exclude(taken_out_at=None).update(taken_out_at=None):
        raise Refused(f"{point.reference} is there already.")
    record("accuracy.point_put_back", point, by=by, challenge=point.check_of_facts.challenge)


@transaction.atomic
def write_response(check: AccuracyCheck, *, text: str, seen: int, by: Person) -> None:
    """Write what the council says to the report as a whole. Raises Stale when a colleague saved first."""
    hold_open(check)
    save_version(check, {"response": text}, seen=seen, by=by)
    record("accuracy.response_written", check, by=by, challenge=check.challenge)


@transaction.atomic
def send_points(check: AccuracyCheck, *, seen: str, by: Person) -> ToSend:
    """Send the team what was written and not sent, and just that which was seen. More can follow."""
    hold_open(check)
    waiting = _as_seen(check, seen)
    if not waiting.words:
        raise Refused("There is nothing new to send.")
    numbers = [point.pk for point in waiting.points]
    Point.objects.filter(pk__in=numbers).update(sent_at=timezone.now(), sent_late=check.is_over)
    _return(check, waiting, by)
    record("accuracy.sent", check, by=by, challenge=check.challenge, what=waiting.words)
    _tell(check, f"the council has sent {waiting.words} on the draft report", by)
    return waiting


@transaction.atomic
def confirm_none(check: AccuracyCheck, *, seen: str, by: Person) -> None:
    """Say for the council that it has no points. A response goes along. Points can still follow."""
    hold_open(check)
    waiting = _as_seen(check, seen)
    if waiting.points or check.returned_at:
        raise Refused(CHANGED)
    _return(check, waiting, by)
    record("accuracy.confirmed_none", check, by=by, challenge=check.challenge)
    with_response = f" and has sent {RESPONSE}" if waiting.response_is_new else ""
    _tell(check, f"the council has no points on the draft report{with_response}", by)


def _as_seen(check: AccuracyCheck, seen: str) -> ToSend:
    check.refresh_from_db(fields=["response", "sent_response", "version", "returned_at", "returned_by", "due_on"])
    waiting = to_send(check)
    if waiting.seen != seen:
        raise Refused(CHANGED)
    return waiting


def _return(check: AccuracyCheck, waiting: ToSend, by: Person) -> None:
    """From the first return on the team may agree the report, once it has answered."""
    AccuracyCheck.objects.filter(pk=check.pk).update(sent_response=waiting.response)
    AccuracyCheck.objects.filter(pk=check.pk, returned_at=None).update(returned_at=timezone.now(), returned_by=by)
    keep_milestone(check.challenge, MILESTONE, by=by)


def _tell(check: AccuracyCheck, text: str, by: Person) -> None:
    challenge = check.challenge
    path = reverse("accuracy", args=[challenge.slug])
    tell_holders(challenge, TOLD, text, f"accuracy:{check.pk}:sent", path=path, by=by)
