"""What the host still owes: sentences that the page shows and the move refuses with."""

from collections.abc import Iterator

from cycles.models import PeerChallenge

from .models import Edition, InstrumentKind


def unmet_for_preparing(challenge: PeerChallenge) -> Iterator[str]:
    """What is missing before the host may start to prepare."""
    if not challenge.dates_agreed_at:
        yield "The dates are not agreed with the host DASS yet."
    published = set(Edition.objects.published().values_list("instrument__kind", flat=True))
    for kind in InstrumentKind:
        if kind not in published:
            yield f"No edition of this form is published: {kind.label.lower()}."
