"""A version of the report on paper: asked for, made in the background, kept as one file."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from peerchallenge.documents.models import StoredFile
from peerchallenge.documents.pdf import Reason

from .version import ReportVersion


class ReportPdf(models.Model):
    """One for each version and kind. It is made from the version alone; asking again after a failure is a new attempt.

    `key` is where its file will lie, known before it is made: whoever is cut off and begins anew writes to the same
    place, so that nothing is left over and nothing is there twice.
    """

    class Kind(models.TextChoices):
        HANDLED = "handled", "For those who took part"
        PUBLIC = "public", "For everybody"

    version = models.ForeignKey(ReportVersion, on_delete=models.CASCADE, related_name="pdfs")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    key = models.CharField(max_length=64, unique=True)
    attempt = models.PositiveSmallIntegerField(default=1)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    failure = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    file = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    made_from = models.CharField(max_length=64, blank=True)  # digest of what it was made from

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "kind"), name="report_pdf_once_per_kind"),)

    def __str__(self):
        return f"PDF of {self.version}"

    @property
    def job_key(self) -> str:
        return f"report_pdf:{self.pk}:{self.attempt}"
