"""What changed since a report, as the public finds it: the frozen copy, and nothing of the workspace."""

from django.urls import reverse

from .models.reviews import ProgressVersion

FOLLOW_UP = 8  # nothing of a review is public before the stage in which reviews are


def public_copy(slug: str) -> ProgressVersion | None:
    """The copy that the council published last, or its word that it took it back."""
    copies = ProgressVersion.objects.filter(challenge__slug=slug, challenge__stage__gte=FOLLOW_UP)
    return copies.select_related("challenge__host", "challenge__cycle").first()


def address_of(slug: str) -> str:
    """Where it is to be read; nothing where nothing is public, or not any more."""
    copy = public_copy(slug)
    return reverse("progress", args=[slug]) if copy and not copy.is_withdrawn else ""
