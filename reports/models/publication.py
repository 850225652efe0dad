"""How a report becomes public: a text is approved, somebody else publishes it. A correction is a text of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .published import PublishedReport
from .report import Report
from .version import ReportVersion


class Approval(models.Model):
    """The team lead's yes to a text for the public. It holds for this one text alone.

    `made_of` is what it was made of: the final report, or the text for the public that it corrects.
    """

    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="approval")
    made_of = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=2000, blank=True)  # what was corrected: the public reads it
    stands_in = models.BooleanField(default=False)  # approved by the regional lead in the team lead's place
    approved_at = models.DateTimeField(default=timezone.now)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-approved_at", "-pk")

    def __str__(self):
        return f"approval of {self.version}"


class Publication(models.Model):
    """The host DASS publishes an approved text, now or from a planned moment on.

    It is `settled` once the stage has moved and people are told; that the public can read it needs no one.
    """

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="publications")
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="publications")
    published = models.OneToOneField(PublishedReport, on_delete=models.PROTECT, related_name="+")
    override_reason = models.TextField(max_length=2000, blank=True)  # why it is published in a closed period
    pressed_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-published__number",)
        constraints = (
            models.UniqueConstraint(fields=("report",), condition=Q(settled_at=None), name="publication_one_at_a_time"),
        )

    def __str__(self):
        return f"publication of {self.published}"

    @property
    def is_out(self):
        return self.published.publish_at <= timezone.now()


class ReportCorrection(models.Model):
    """A correction of the text for the public while it is prepared. One at a time."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="corrections")
    base = models.ForeignKey(ReportVersion, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=2000)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    approval = models.OneToOneField(Approval, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("report",), condition=Q(dropped_at=None, approval=None), name="report_correction_one_at_a_time"
            ),
        )

    def __str__(self):
        return f"correction of the {self.report}"


class CorrectedParagraph(models.Model):
    """How one paragraph reads in a correction."""

    correction = models.ForeignKey(ReportCorrection, on_delete=models.CASCADE, related_name="paragraphs")
    paragraph = models.CharField(max_length=10)
    heading = models.CharField(max_length=400, blank=True)
    text = models.TextField(max_length=20_000, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("paragraph",)
        constraints = (models.UniqueConstraint(fields=("correction", "paragraph"), name="corrected_paragraph_once"),)

    def __str__(self):
        return f"corrected paragraph {self.paragraph}"


class Sharing(models.Model):
    """What the host does with its published report: its own page, its committee, and whom it told when."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="sharing")
    own_page = models.CharField(max_length=500, blank=True)
    committee = models.CharField(max_length=200, blank=True)
    presented_on = models.DateField(null=True, blank=True)
    staff_on = models.DateField(null=True, blank=True)
    partners_on = models.DateField(null=True, blank=True)
    participants_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # nobody has written yet

    def __str__(self):
        return f"sharing of the {self.report}"
