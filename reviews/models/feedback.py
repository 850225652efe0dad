"""The feedback of the last day: chosen from findings, presented to the host, and frozen as it was presented.

What people of the host correct in the room is written down beside it, and never whose voice it was.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cycles.models import PeerChallenge

from .findings import TakenOutQuerySet
from .points import PointKind


class Feedback(models.Model):
    """One for each challenge. `taken`: the findings and recommendations it takes in, by their names ("F07", "R1")."""

    challenge = models.OneToOneField(PeerChallenge, on_delete=models.CASCADE, related_name="feedback")
    opening = models.TextField(max_length=2000, blank=True)
    closing = models.TextField(max_length=2000, blank=True)
    taken = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return "feedback of the last day"


class PresentedFeedback(models.Model):
    """What was presented, in data, frozen. It names no note, no author and no row that the team works on."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    presented_at = models.DateTimeField(default=timezone.now)
    presented_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("feedback", "number"), name="presented_feedback_numbered"),)

    def __str__(self):
        return f"feedback of the last day, copy {self.number}"


class CorrectionQuerySet(TakenOutQuerySet):
    letters = "C"

    def waiting(self):
        return self.there().filter(dealt_with_at=None)


class Correction(models.Model):
    """One thing that was said about the feedback ("C1"). `about`: the words of the feedback that it is about."""

    class Side(models.TextChoices):
        TEAM = "team", "the team"
        HOST = "host", "the host"

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=PointKind.choices)
    text = models.TextField(max_length=2000)
    about = models.CharField(max_length=400, blank=True)
    side = models.CharField(max_length=4, choices=Side.choices)
    dealt_with_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("challenge", "number"), name="correction_numbered"),)

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"C{self.number}"
