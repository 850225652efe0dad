"""Building the practice reviews of the example region, after its preparation."""

from cycles.models import Region

from .practice import tell_practice_reviews


def build(region: Region) -> None:
    """Bring the practice reviews to where each council stands."""
    tell_practice_reviews(region)
