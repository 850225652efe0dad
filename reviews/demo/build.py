"""Building the practice reviews of the example region and the reading of its teams, after its preparation."""

from cycles.models import Region

from .practice import tell_practice_reviews
from .reading import tell_reading


def build(region: Region) -> None:
    """Bring the practice reviews and the reading to where each council stands."""
    tell_practice_reviews(region)
    tell_reading(region)
