"""What is missing before the team may read, come and leave, in sentences: pages show them, moves refuse with them."""

from collections.abc import Iterator

from assessments.readiness import unmet_documents, unmet_forms
from cycles.models import PeerChallenge
from cycles.team_rule import unmet_for_reading as unmet_team
from peerchallenge.ui.wording import sentence_list, weekday
from peerchallenge.workdays import today_in_london

from .models import PracticeReview, PresentedFeedback
from .timetable import days_of, is_final


def unmet_practice_review(challenge: PeerChallenge) -> Iterator[str]:
    """The practice review has not reached the team."""
    if not PracticeReview.objects.filter(challenge=challenge).exclude(handed_over_at=None).exists():
        yield "The practice review is not handed over."


def unmet_for_reading(challenge: PeerChallenge) -> list[str]:
    """Everything that is missing before the pack may be released."""
    return [
        *unmet_forms(challenge),
        *unmet_documents(challenge),
        *unmet_practice_review(challenge),
        *unmet_team(challenge),
    ]


def unmet_for_visit(challenge: PeerChallenge) -> list[str]:
    """Everything that is missing before the visit may start."""
    return [*_unmet_day(challenge), *_unmet_timetable(challenge), *_unmet_briefings(challenge)]


def unmet_for_the_end(challenge: PeerChallenge) -> list[str]:
    """What is missing before the visit may end."""
    is_presented = PresentedFeedback.objects.filter(feedback__challenge=challenge).exists()
    return [] if is_presented else ["The feedback is not frozen as it was presented."]


def _unmet_day(challenge: PeerChallenge) -> Iterator[str]:
    if not challenge.first_day:
        yield "The dates of the visit are not agreed."
    elif today_in_london() < challenge.first_day:
        yield f"The first day on site is {weekday(challenge.first_day)}."


def _unmet_timetable(challenge: PeerChallenge) -> Iterator[str]:
    if not is_final(challenge):
        yield "Nobody has said that the timetable is final."
    sessions = challenge.sessions.planned()
    if not sessions.exists():
        yield "There are no sessions in the timetable."
    elif homeless := [session.reference for session in sessions.filter(day__gt=len(days_of(challenge)))]:
        yield f"On a day that the visit does not have: {sentence_list(homeless)}."


def _unmet_briefings(challenge: PeerChallenge) -> Iterator[str]:
    """The rule is that each group knows what its session is about, or the team knows why it does not."""
    if silent := [session.reference for session in challenge.sessions.not_briefed()]:
        yield f"Not briefed, and nobody has said why: {sentence_list(silent)}."
