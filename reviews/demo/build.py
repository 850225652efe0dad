"""Building the practice reviews of the example region, the reading of its teams, and its visits day by day."""

from cycles.models import Region

from .evenings import tell_evenings
from .notes import tell_notes
from .practice import tell_practice_reviews
from .reading import tell_reading
from .visits import tell_visits


def build(region: Region) -> None:
    """Bring the practice reviews, the reading, the visits and their evenings to where each council stands."""
    tell_practice_reviews(region)
    tell_reading(region)
    tell_visits(region)
    tell_notes(region)
    tell_evenings(region)
