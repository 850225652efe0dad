"""What is still missing before a challenge may go on: sentences that the page shows and the move refuses with."""

from collections.abc import Iterator

from .models import PeerChallenge


def unmet_for_preparing(challenge: PeerChallenge) -> Iterator[str]:
    """What is missing before the host may start to prepare."""
    if not challenge.dates_agreed_at:
        yield "The dates are not agreed with the host DASS yet."
