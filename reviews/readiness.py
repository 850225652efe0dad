"""What is missing before the team may read, said in sentences: the page shows them and the move refuses with them."""

from collections.abc import Iterator

from assessments.readiness import unmet_documents, unmet_forms
from cycles.models import PeerChallenge
from cycles.team_rule import unmet_for_reading as unmet_team

from .models import PracticeReview


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
