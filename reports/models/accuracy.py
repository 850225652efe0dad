"""The accuracy check: the host reads the frozen draft, sends points or says that there are none; the team answers each.

Peer challenges let the host correct facts, add what is missing and say where it sees things differently; the last
word is the team lead's.
"""

from types import MappingProxyType

from django.conf import settings
from django.db import models

from assessments.models import Document
from cycles.models.constraints import both_or_neither
from peerchallenge.workdays import today_in_london
from reviews.models.numbered import NumberedQuerySet
from reviews.models.points import PointKind

from .version import ReportVersion


class AccuracyCheck(models.Model):
    """The check of one frozen draft, open to the host until the end of `due_on`.

    `response` is what the council writes about the report as a whole. `sent_response` is how it read when the host
    DASS last sent it: that is what the team reads and the final report prints.
    """

    draft = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="accuracy_check")
    due_on = models.DateField()
    response = models.TextField(max_length=10_000, blank=True)
    sent_response = models.TextField(max_length=10_000, blank=True)
    version = models.PositiveIntegerField(default=1)
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (both_or_neither("returned_at", "returned_by", name="accuracy_check_returned_who_and_when"),)

    def __str__(self):
        return f"accuracy check of {self.draft}"

    @property
    def challenge(self):
        return self.draft.report.challenge

    @property
    def is_over(self):
        """The end of its last day has passed. What the host sends now is marked as late."""
        return today_in_london() > self.due_on


class PointQuerySet(NumberedQuerySet):
    letters = "A"

    def there(self):
        return self.filter(taken_out_at=None)

    def sent(self):
        """What the team reads."""
        return self.there().exclude(sent_at=None)


class Point(models.Model):
    """One point of the host ("A3") about one numbered paragraph.

    The team reads it once the host has sent it. `sent_late`: after the end of the check. `key` comes from the page on
    which it was written, so that the same page sent again is the same point.
    """

    check_of_facts = models.ForeignKey(AccuracyCheck, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True)
    paragraph = models.CharField(max_length=10)
    kind = models.CharField(max_length=7, choices=PointKind.choices)
    text = models.TextField(max_length=2000)
    proposed = models.TextField(max_length=2000, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_late = models.BooleanField(default=False)
    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("check_of_facts", "number"), name="accuracy_point_numbered"),)

    def __str__(self):
        return f"point {self.reference} about paragraph {self.paragraph}"

    @property
    def reference(self):
        return f"A{self.number}"

    @property
    def is_open(self):
        """The team owes the council an answer. The row must be loaded with its answer."""
        return not hasattr(self, "answer")


class Answer(models.Model):
    """What the team does about a point, and why. The host reads it once the report is agreed."""

    class Decision(models.TextChoices):
        ACCEPTED = "accepted", "Accept and change the text"
        PARTLY = "partly", "Accept in part and change the text"
        NOTED = "noted", "Note it: the text stays"
        DECLINED = "declined", "Do not change the text"

    CHANGES = (Decision.ACCEPTED, Decision.PARTLY)
    OUTCOMES = MappingProxyType(
        {
            Decision.ACCEPTED: "Accepted",
            Decision.PARTLY: "Accepted in part",
            Decision.NOTED: "Noted",
            Decision.DECLINED: "Not changed",
        }
    )

    point = models.OneToOneField(Point, on_delete=models.CASCADE, related_name="answer")
    decision = models.CharField(max_length=8, choices=Decision.choices)
    reason = models.TextField(max_length=2000)
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"answer to {self.point.reference}"

    @property
    def outcome(self):
        """The decision, said of a point that is decided."""
        return self.OUTCOMES[self.decision]


class Rewording(models.Model):
    """How a paragraph of the draft reads after the check. One for a paragraph, however many points are about it.

    It counts while a point about the paragraph is accepted, at least in part.
    """

    check_of_facts = models.ForeignKey(AccuracyCheck, on_delete=models.CASCADE, related_name="rewordings")
    paragraph = models.CharField(max_length=10)
    heading = models.CharField(max_length=400, blank=True)
    text = models.TextField(max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("paragraph",)
        constraints = (models.UniqueConstraint(fields=("check_of_facts", "paragraph"), name="rewording_once"),)

    def __str__(self):
        return f"new text of paragraph {self.paragraph}"
