"""What members of the team note down on the visit: for themselves at first, for the team once they share it.

The host never reads a note, who wrote it, or which finding rests on it (A13, A14). They go when they are not needed.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models import Document, Section
from cycles.models import LineOfEnquiry, PeerChallenge

from .visit import Session


class Source(models.TextChoices):
    """How the team knows it. What is read, heard and seen is put side by side before a finding is made of it."""

    HEARD = "heard", "We heard it"
    SEEN = "seen", "We saw it"
    READ = "read", "We read it"
    DATA = "data", "Figures show it"
    PRACTICE = "practice", "The practice review shows it"


class Leaning(models.TextChoices):
    STRENGTH = "strength", "A strength"
    CONSIDER = "consider", "To consider"
    NOTE = "note", "Just a note"


class NoteQuerySet(models.QuerySet):
    def there(self):
        return self.filter(taken_out_at=None)

    def readable_to(self, person):
        """What is shared with the team, and what this person keeps for themselves."""
        return self.there().filter(Q(written_by=person) | Q(shared_at__isnull=False))


class Note(models.Model):
    """One thing that one member noted. `key` is of the page it was written on: sent again, it is the same note."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="notes")
    key = models.UUIDField(unique=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="notes")
    source = models.CharField(max_length=8, choices=Source.choices)
    leaning = models.CharField(max_length=8, choices=Leaning.choices)
    area = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(LineOfEnquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=4000)
    own_words = models.BooleanField(default=False)
    shared_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("-written_at", "-pk")

    def __str__(self):
        return "note"

    @property
    def is_shared(self):
        return self.shared_at is not None

    @property
    def is_readable_to_team(self):
        return self.is_shared and not self.taken_out_at
