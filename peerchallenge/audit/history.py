"""Reading the trail for people. The product shows it but never takes a decision from it."""

from django.db.models import QuerySet

from .models import Entry


def events_of(challenge_id: int) -> QuerySet[Entry]:
    """What happened to one challenge, newest first."""
    return Entry.objects.filter(challenge_id=challenge_id).select_related("actor")
