"""What readers are given: a numbered copy of the report, with a number beside every paragraph."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .report import Report


class ReportVersion(models.Model):
    """One copy that never changes. It names no note, and nobody who said or wrote something.

    `content` is {"sections": [{"part", "title", "paragraphs": [{"number": "3.2", "heading", "text"}]}]}: a paragraph
    is known by its number in this version, and has a heading where it is a finding, a recommendation or a word. One
    about a member of the team has a "name" besides, so that publication can leave it out; one that is a recommendation
    has its reference as "recommendation", so that the action plan knows which it is.
    """

    class Kind(models.TextChoices):
        DRAFT = "draft", "Draft"
        FINAL = "final", "Final report"
        PUBLIC = "public", "Text for the public"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=Kind.choices)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="report_version_numbered"),)

    def __str__(self):
        return f"{self.get_kind_display()}, version {self.number}"
