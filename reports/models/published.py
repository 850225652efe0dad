"""What the public reads. These rows are complete in themselves and point at nothing of the workspace."""

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone


class PublishedQuerySet(models.QuerySet):
    def out(self):
        """Those whose time has come. Nothing else may ever be shown, counted or hinted at."""
        return self.filter(publish_at__lte=timezone.now())

    def with_state(self):
        """Mark each with whether it was withdrawn since, and whether a newer version is out."""
        withdrawals = ReportWithdrawal.objects.filter(slug=OuterRef("slug"), withdrawn_at__gte=OuterRef("publish_at"))
        newer = PublishedReport.objects.out().filter(slug=OuterRef("slug"), number__gt=OuterRef("number"))
        return self.annotate(is_withdrawn=Exists(withdrawals), is_replaced=Exists(newer))


class PublishedReport(models.Model):
    """One version of a report for the public, from `publish_at` on. Never changed; a plan may be replaced by another.

    `content` is that of a ReportVersion, made by whitelist: members of the team stand in it by their role.
    """

    slug = models.SlugField(max_length=100)
    number = models.PositiveSmallIntegerField()
    council = models.CharField(max_length=80)
    council_in_full = models.CharField(max_length=120)
    council_slug = models.SlugField(max_length=80)
    region = models.CharField(max_length=80)
    office = models.CharField(max_length=120)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    content = models.JSONField()
    strengths = models.PositiveSmallIntegerField()
    areas = models.PositiveSmallIntegerField()
    recommendations = models.PositiveSmallIntegerField()
    note = models.TextField(max_length=2000, blank=True)  # what was corrected since the version before
    digest = models.CharField(max_length=64)
    publish_at = models.DateTimeField(db_index=True)
    objects = PublishedQuerySet.as_manager()

    class Meta:
        ordering = ("-publish_at", "-number")
        constraints = (models.UniqueConstraint(fields=("slug", "number"), name="published_report_numbered"),)

    def __str__(self):
        return f"published report {self.slug}, version {self.number}"

    @property
    def title(self):
        return f"Adult social care in {self.council}: peer challenge report"


class ReportWithdrawal(models.Model):
    """From this moment every version that was out is so no more. A later version brings the report back."""

    slug = models.SlugField(max_length=100, db_index=True)
    reason = models.TextField(max_length=2000)
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-withdrawn_at", "-pk")

    def __str__(self):
        return f"withdrawal of {self.slug}"
