"""The report while the team writes it: sections with an owner each, and the look of a second reader."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cycles.models import PeerChallenge


class Part(models.TextChoices):
    """What every report is made of, in this order."""

    SUMMARY = "summary", "Summary"
    WHAT_WE_DID = "what-we-did", "What we did"
    STRENGTHS = "strengths", "Strengths"
    CONSIDER = "areas-for-consideration", "Areas for consideration"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    RESPONSE = "response", "The council’s response"
    TEAM = "team", "The review team"
    WORDS = "words", "Words we use"


class Report(models.Model):
    """The report of one challenge. Its text lies in sections, findings and recommendations; readers get versions.

    It is there from the moment somebody first writes in it.
    """

    challenge = models.OneToOneField(PeerChallenge, on_delete=models.CASCADE, related_name="report")
    begun_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"report of {self.challenge}"


class ReportSection(models.Model):
    """What the team writes itself in one part; what is made from findings and the timetable stands below it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections")
    part = models.CharField(max_length=30, choices=Part.choices)
    text = models.TextField(max_length=20_000, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="report_sections"
    )
    is_done = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)  # nobody has written yet

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("report", "part"), name="report_section_once"),)

    def __str__(self):
        return self.get_part_display()


class SecondLook(models.Model):
    """Somebody other than who sends it has read the whole draft. It holds for the text whose digest it names."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="second_looks")
    digest = models.CharField(max_length=64)
    remarks = models.TextField(max_length=2000, blank=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    looked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-looked_at", "-pk")

    def __str__(self):
        return f"second look at the {self.report}"
