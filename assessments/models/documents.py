"""The documents of a challenge: each requirement answered, and what the host adds by itself."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cycles.models import PeerChallenge
from cycles.models.constraints import both_or_neither
from peerchallenge.documents.models import StoredFile

from .instruments import DocumentRequirement


class Way(models.TextChoices):
    """How a document is given. "We do not have this", with the reason, is an answer too."""

    FILE = "file", "A file"
    LINK = "link", "A public web page"
    SECTION = "section", "Part of another document"
    NOT_HELD = "not_held", "We do not have this"


class DocumentQuerySet(models.QuerySet):
    def current(self):
        """Not replaced by a later version and not taken out."""
        return self.filter(ended_at=None)


class Document(models.Model):
    """One version of a document. A later version ends the one before; nothing is overwritten.

    `code` is that of the requirement, or the next free "X01", "X02" for what the host adds.
    """

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="documents")
    requirement = models.ForeignKey(
        DocumentRequirement, null=True, blank=True, on_delete=models.PROTECT, related_name="documents"
    )
    code = models.CharField(max_length=12)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    way = models.CharField(max_length=10, choices=Way.choices)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    where = models.CharField(max_length=200, blank=True)
    reason = models.TextField(max_length=1000, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("code", "number")
        constraints = (
            models.UniqueConstraint(fields=("challenge", "code", "number"), name="document_version_numbered"),
            models.UniqueConstraint(
                fields=("challenge", "code"), condition=Q(ended_at=None), name="document_one_current_version"
            ),
            both_or_neither("ended_at", "ended_by", name="document_ended_who_and_when"),
            models.CheckConstraint(
                condition=Q(way="file", file__isnull=False)
                | (Q(way="link") & ~Q(link=""))
                | Q(way="section", part_of__isnull=False)
                | (Q(way="not_held") & ~Q(reason="")),
                name="document_has_what_its_way_needs",
            ),
        )

    def __str__(self):
        return self.title
