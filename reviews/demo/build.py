"""Building the practice reviews of the example region, after its preparation."""

from assessments.models import InstrumentKind, PinnedEdition
from cycles.models import Region, Stage
from reviews.models import PracticeReview


def build(region: Region) -> None:
    """Begin a practice review wherever the preparation is under way."""
    pins = PinnedEdition.objects.filter(kind=InstrumentKind.PRACTICE_REVIEW, challenge__cycle__region=region)
    PracticeReview.objects.bulk_create(
        PracticeReview(challenge=pin.challenge, edition=pin.edition)
        for pin in pins.filter(challenge__stage__gte=Stage.PREPARING).select_related("challenge", "edition")
    )
