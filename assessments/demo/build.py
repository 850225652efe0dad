"""Building the preparation of the example region, after the programme and before the reviews."""

from assessments.editions import open_forms
from assessments.readiness import host_has_finished
from cycles.dates import keep_milestone
from cycles.models import PeerChallenge, Region, Stage

from . import documents, forms, indicators


def build(region: Region) -> None:
    """Fill in the forms of every challenge that has begun to prepare, with its documents and its figures."""
    indicators.load()
    preparing = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.PREPARING)
    for challenge in preparing.select_related("host", "cycle"):
        open_forms(challenge)
        documents.build(challenge)
        forms.build(challenge)
        if host_has_finished(challenge):
            keep_milestone(challenge, "self-assessment", by=forms.director_of(challenge))
        indicators.build(challenge)
