"""What is missing before a report may be published, in sentences: the page shows them, the move refuses with them.

A further condition is one more function in CONDITIONS: it takes the challenge and gives a sentence for each gap.
"""

from collections.abc import Callable, Iterable, Iterator

from cycles.models import PeerChallenge

from .measures import unmet_measures
from .publication import Standing

Condition = Callable[[PeerChallenge], Iterable[str]]
NOT_APPROVED = "The team lead has not approved the text for the public yet."
CORRECTING = "A correction is being prepared. The team lead approves it first, or somebody drops it."


def approved_by_the_team_lead(challenge: PeerChallenge) -> Iterator[str]:
    standing = Standing(challenge)
    if standing.correction:
        yield CORRECTING
    elif not standing.approval:
        yield NOT_APPROVED


CONDITIONS: list[Condition] = [approved_by_the_team_lead, unmet_measures]


def unmet_to_publish(challenge: PeerChallenge) -> list[str]:
    """Everything that is missing. A closed period is another matter: it depends on the day, and may be overridden."""
    return [sentence for condition in CONDITIONS for sentence in condition(challenge)]
