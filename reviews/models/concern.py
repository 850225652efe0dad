"""An immediate concern: somebody may be in danger, so the host's named officer is told at once.

It is no note and no evidence: it stands in no finding, no report and no export.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cycles.models import PeerChallenge
from cycles.models.constraints import both_or_neither

from .numbered import NumberedQuerySet


class ConcernQuerySet(NumberedQuerySet):
    letters = "IC"

    def waiting(self):
        return self.filter(acknowledged_at=None)

    def overdue(self):
        return self.waiting().filter(written_at__lte=timezone.now() - time_to_acknowledge())


class Concern(models.Model):
    """One concern ("IC1"). `key` is of the page it was written on: sent again, it is the same concern."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="concerns")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True)
    about = models.TextField(max_length=500)
    done_already = models.TextField(max_length=1000)
    told = models.CharField(max_length=200)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.TextField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("challenge", "number"), name="concern_numbered"),
            both_or_neither("acknowledged_at", "acknowledged_by", name="concern_acknowledged_who_and_when"),
            models.CheckConstraint(
                condition=Q(answered_at=None) | Q(acknowledged_at__isnull=False),
                name="concern_acknowledged_before_it_is_answered",
            ),
        )

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"IC{self.number}"

    @property
    def due_at(self) -> datetime:
        return self.written_at + time_to_acknowledge()

    @property
    def is_late(self):
        """Nobody has acknowledged it in time, or somebody did too late."""
        return (self.acknowledged_at or timezone.now()) > self.due_at

    @property
    def minutes_taken(self):
        return max(1, round((self.acknowledged_at - self.written_at).total_seconds() / 60))


def time_to_acknowledge() -> timedelta:
    return timedelta(minutes=settings.CONCERN_MINUTES)
