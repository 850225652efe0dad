"""What happens here can undo a plan that a part above this one keeps: the settings name what is asked then."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils.module_loading import import_string

from peerchallenge.accounts.models import Person

from .models import PeerChallenge


def hold_back_reports(
    challenges: Iterable[PeerChallenge], *, why: str, days: tuple[date, date] | None = None, by: Person
) -> None:
    """Undo what is planned to be published of these challenges (`days`: between these, both counted)."""
    if settings.HOLD_BACK_PUBLICATION:
        hold_back = import_string(settings.HOLD_BACK_PUBLICATION)
        for challenge in challenges:
            hold_back(challenge, why=why, days=days, by=by)
