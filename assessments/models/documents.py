"""The documents of a challenge: each requirement answered, and what the host adds by itself."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length
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

    def with_target(self):
        """Each marked with whether it `leads_somewhere`: a part of another document needs that document to be there."""
        others = Document.objects.current().filter(way__in=BY_ITSELF, challenge=OuterRef("challenge"))
        target = Exists(others.filter(code=OuterRef("part_of__code")))
        return self.annotate(leads_somewhere=Q(way__in=(*BY_ITSELF, Way.NOT_HELD)) | Q(target))

    def answering(self):
        """What counts as an answer: current, and leading somewhere."""
        return self.current().with_target().filter(leads_somewhere=True)

    def in_order(self):
        """By code: D01 to D30, then X01, X02, and X100 after X99."""
        return self.order_by(Length("code"), "code", "number")


BY_ITSELF = (Way.FILE, Way.LINK)


class Document(models.Model):
    """One version of a document. A later version ends the one before; nothing is overwritten.

    `code` is that of the requirement, or the next free "X01", "X02" for what the host adds. A version that was a
    mistake is taken out: it stays where it is, and only those who may add documents still see it.
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
    taken_out = models.BooleanField(default=False)
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
                condition=Q(taken_out=False) | Q(ended_at__isnull=False), name="document_taken_out_is_ended"
            ),
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

    @property
    def called(self):
        """For the trail: what the team asked for is named, what the host adds by itself only has its code."""
        return f"{self.code} ({self.requirement.title})" if self.requirement else self.code
