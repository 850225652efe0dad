"""Figures about councils, and the few that a challenge keeps as its baseline."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cycles.models import Authority, PeerChallenge


class IndicatorFramework(models.Model):
    """A set of measures of one time. Codes of different frameworks collide, so a value always names its framework."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    origin = models.TextField(blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self):
        return self.name


class Better(models.TextChoices):
    HIGH = "high", "higher is better"
    LOW = "low", "lower is better"


class Indicator(models.Model):
    """One measure of a framework. `better` may be open: not every figure says which way is good."""

    framework = models.ForeignKey(IndicatorFramework, on_delete=models.PROTECT, related_name="indicators")
    code = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=40)
    better = models.CharField(max_length=4, choices=Better.choices, blank=True)
    source = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("framework__code", "code")
        constraints = (models.UniqueConstraint(fields=("framework", "code"), name="indicator_one_of_a_code"),)

    def __str__(self):
        return self.title


class IndicatorValueQuerySet(models.QuerySet):
    def known(self):
        """Without the years of which it was found that there is no figure after all."""
        return self.exclude(value=None)


class IndicatorValue(models.Model):
    """The figure of one council in one year; no council means all of England (the median).

    Nobody in `added_by`: it came with the published figures. Saved as a version, so that a correction hides nothing.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="figures")
    year = models.CharField(max_length=7)
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        ordering = ("indicator", "year")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "authority", "year"), name="value_one_per_council_and_year"),
            models.UniqueConstraint(
                fields=("indicator", "year"), condition=Q(authority=None), name="value_one_of_england_a_year"
            ),
        )

    def __str__(self):
        return f"{self.indicator} {self.year}"


class Baseline(models.Model):
    """One indicator that the host wants to be measured by later. Its value is taken down as at the visit.

    A day in `fixed_on` and no value: on that day there was none.
    """

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="baselines")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="baselines")
    why = models.CharField(max_length=300, blank=True)
    chosen_at = models.DateTimeField(default=timezone.now)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    year = models.CharField(max_length=7, blank=True)
    fixed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("indicator__framework__code", "indicator__code")
        constraints = (
            models.UniqueConstraint(fields=("challenge", "indicator"), name="baseline_one_per_indicator"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | (Q(fixed_on__isnull=False) & ~Q(year="")),
                name="baseline_value_has_year_and_day",
            ),
        )

    def __str__(self):
        return str(self.indicator)
