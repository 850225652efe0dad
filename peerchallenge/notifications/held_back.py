"""What waited to be told when a backup was made, and may have been told since: kept back after a restore."""

from collections.abc import Collection

from django.utils import timezone

from peerchallenge.jobs import queue
from peerchallenge.workdays import today_in_london

from .models import DIGEST, Message, MessageState, Notice
from .outbox import note
from .owed import owed
from .reminders import promise

WHY = "Held back when the service was restored, as it may have gone out before. Send it again if it did not."
WHY_NOT_AGAIN = "Held back when the service was restored, as it may have gone out before."


def mails(*, but_not: Collection[str]) -> int:
    """Leave unsent what waited, but for mail of these templates. The office sees it, and can send most of it again."""
    unsent = Message.objects.filter(state__in=(MessageState.WAITING, MessageState.FAILED))
    waiting = list(unsent.exclude(template__in=but_not))
    for message in waiting:
        never_again = message.template == DIGEST or message.secret
        state, why = (MessageState.CANCELLED, WHY_NOT_AGAIN) if never_again else (MessageState.FAILED, WHY)
        note(message, state, error=why)
    queue.call_off("deliver", [f"deliver:{message.key}" for message in waiting])
    return len(waiting)


def lines() -> int:
    """Count as told each line of a morning mail that waited, and each reminder whose day has come by now."""
    promise(owed(), today_in_london())
    untold = Notice.objects.filter(message=None)
    now, held = timezone.now(), 0
    for person_id in sorted(set(untold.order_by().values_list("person_id", flat=True))):
        mail = Message.objects.create(
            key=f"digest:{person_id}:held-back:{now:%Y%m%d%H%M%S%f}",
            template=DIGEST,
            recipient_id=person_id,
            state=MessageState.CANCELLED,
            error=WHY_NOT_AGAIN,
        )
        held += untold.filter(person_id=person_id).update(message=mail)
    return held
