"""What the team concludes: findings that rest on notes, who of the team agrees, and recommendations that follow.

A finding says what was seen and how strongly, never who said it: links to notes are for the team alone (A14, A15).
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessments.models import Section
from cycles.models import LineOfEnquiry, PeerChallenge

from .notes import Note
from .numbered import NumberedQuerySet


class TakenOutQuerySet(NumberedQuerySet):
    """Rows that are taken out and never deleted."""

    def there(self):
        return self.filter(taken_out_at=None)


class FindingQuerySet(TakenOutQuerySet):
    letters = "F"


class RecommendationQuerySet(TakenOutQuerySet):
    letters = "R"


class Finding(models.Model):
    """One strength, or one area for consideration ("F07"), in the words of the team.

    `thin_because` is why the team lead puts it into the report although it rests on little.
    """

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        CONSIDER = "consider", "Area for consideration"

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=300)
    detail = models.TextField(max_length=4000, blank=True)
    area = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(LineOfEnquiry, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    thin_because = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_out_at = models.DateTimeField(null=True, blank=True)
    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("challenge", "number"), name="finding_numbered"),)

    def __str__(self):
        return f"{self.reference} {self.text}"

    @property
    def reference(self):
        return f"F{self.number:02}"


class Evidence(models.Model):
    """A note that speaks for a finding, or against it."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="evidence")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="evidence")
    is_against = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("finding", "note"), name="evidence_once"),)

    def __str__(self):
        return "note against a finding" if self.is_against else "note for a finding"


class Opinion(models.Model):
    """Whether a member of the team agrees with a finding. `of_version`: how it read when they said so."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="opinions")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    of_version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=("finding", "said_by"), name="opinion_one_each"),)

    def __str__(self):
        return f"{self.said_by} {'agrees' if self.agrees else 'does not agree'}"


class Recommendation(models.Model):
    """What the council is asked to do ("R1"): action first, from findings, and how anybody would know that it helps."""

    class Time(models.TextChoices):
        """How soon the team would do it. The first two end with the reviews after six and twelve months."""

        SIX_MONTHS = "six_months", "Within 6 months"
        TWELVE_MONTHS = "twelve_months", "Within 12 months"
        LONGER = "longer", "It takes longer"

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="recommendations")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=400)
    area = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    theme = models.CharField(max_length=30, blank=True)
    time = models.CharField(max_length=14, choices=Time.choices)
    how_known = models.CharField(max_length=500)
    findings = models.ManyToManyField(Finding, related_name="recommendations", blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("challenge", "number"), name="recommendation_numbered"),)

    def __str__(self):
        return f"{self.reference} {self.text}"

    @property
    def reference(self):
        return f"R{self.number}"
