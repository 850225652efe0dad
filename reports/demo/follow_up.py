"""What became of the reports of the example region."""

from cycles.models import Region


def build(region: Region) -> None:
    """Nothing yet."""
