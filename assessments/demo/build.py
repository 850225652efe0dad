"""Building the preparation of the example region, after the programme and before the reviews."""

from assessments.editions import open_forms
from cycles.models import PeerChallenge, Region, Stage


def build(region: Region) -> None:
    """Fill in the forms of every challenge that has begun to prepare."""
    for challenge in PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.PREPARING):
        open_forms(challenge)
