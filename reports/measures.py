"""A measure for each recommendation: what is missing before the report may be published."""

from cycles.models import PeerChallenge
from peerchallenge.ui.wording import sentence_list

from .plan import Line, Plan


def unmet_measures(challenge: PeerChallenge) -> list[str]:
    """For each recommendation without an indicator of the baseline, and without a reason why none fits, a sentence."""
    return [_missing(line) for line in Plan(challenge).lines if not line.is_measured]


def _missing(line: Line) -> str:
    """An indicator that was chosen and then taken out of the baseline counts no more, and is named."""
    if line.measuring.pk and (gone := [one.code for one in line.measuring.indicators.all()]):
        are = "it is" if len(gone) == 1 else "they are"
        return f"{line.reference} was to be measured by {sentence_list(gone)}, but {are} no longer in the baseline."
    return f"{line.reference} has no indicator, and nobody has said why none fits."
