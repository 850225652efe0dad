"""After a restore: going on with mail and background work, without telling people again what they were told."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from peerchallenge import marks
from peerchallenge.notifications import held_back

from .refusals import CannotDo


@dataclass(frozen=True)
class Resumed:
    """How many mails and lines of morning mails were held back."""

    mails: int
    lines: int


def resume(*, send_waiting: bool = False) -> Resumed:
    """Let mail go out and background work begin.

    What waited when the backup was made may have gone out since, so it is held back, and so are the reminders whose
    day has come in the meantime. With `send_waiting` all of it goes out: each person gets one morning mail.
    """
    if marks.read(marks.RESTORED) is None:
        raise CannotDo("This installation was not restored, or goes on already. There is nothing to do.")
    mails = lines = 0
    if not send_waiting:
        with transaction.atomic():
            mails = held_back.mails(but_not=settings.MAIL_RATHER_TWICE_THAN_NEVER)
            lines = held_back.lines()
    marks.take_away(marks.RESTORED)
    return Resumed(mails, lines)
