"""What happens to surveys by itself: one opens when a visit ends, and each closes when its time is over."""

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person

from .actions.surveys import close_survey, open_survey
from .models import Survey


def after_visit(challenge: PeerChallenge, by: Person) -> None:
    """The visit has ended: ask how it went."""
    if not challenge.surveys.exists():
        open_survey(challenge, by=by)


def close_overdue() -> None:
    """Close what took answers until yesterday. Safe to call at any time."""
    for survey in Survey.objects.overdue().select_related("challenge__cycle", "challenge__host", "edition"):
        try:
            close_survey(survey, by=None)
        except Refused:
            continue  # another process was quicker
