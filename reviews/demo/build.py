"""Building what reviewers of the example region do: practice reviews, reading, visits day by day, and findings."""

from cycles.models import Region

from .evenings import tell_evenings
from .feedback import tell_feedback
from .findings import tell_findings
from .notes import tell_notes
from .practice import tell_practice_reviews
from .reading import tell_reading
from .visits import tell_visits


def build(region: Region) -> None:
    """Bring all of it to where each council stands."""
    tell_practice_reviews(region)
    tell_reading(region)
    tell_visits(region)
    tell_notes(region)
    tell_findings(region)
    tell_feedback(region)
    tell_evenings(region)
