"""The reviews after six and after twelve months: what the host says, what the team lead sees, and figures once more.

The two are kept apart, in tables of their own, and neither side writes in the other's.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessments.models import Indicator
from cycles.models import PeerChallenge
from cycles.models.constraints import both_or_neither
from reviews.models import Recommendation

from .plan import State


class Review(models.Model):
    """One review. It is open from its first day to the moment at which the team lead records it."""

    class Kind(models.TextChoices):
        """The value is how addresses call it."""

        SIX = "six-months", "Six-month review"
        TWELVE = "twelve-months", "Twelve-month review"

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="reviews")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    opened_at = models.DateTimeField(default=timezone.now)
    met_on = models.DateField(null=True, blank=True)
    took_part = models.TextField(max_length=1000, blank=True)
    agreed = models.TextField(max_length=5000, blank=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("kind",)
        constraints = (
            models.UniqueConstraint(fields=("challenge", "kind"), name="review_one_of_a_kind"),
            both_or_neither("recorded_at", "recorded_by", name="review_recorded_who_and_when"),
        )

    def __str__(self):
        return self.get_kind_display()

    @property
    def milestone(self):
        """The code of the milestone that this review keeps."""
        return MILESTONES[self.kind]


MILESTONES = {Review.Kind.SIX: "six-month-review", Review.Kind.TWELVE: "twelve-month-review"}


class _OnRecommendation(models.Model):
    """How far a recommendation is, as one side sees it."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="%(class)ss")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=11, choices=State.choices, blank=True)
    words = models.TextField(max_length=3000, blank=True)
    version = models.PositiveIntegerField(default=0)  # nobody has said anything yet

    class Meta:
        abstract = True
        ordering = ("recommendation__number",)

    def __str__(self):
        return f"{self.recommendation.reference}: {self.get_state_display()}"


class HostWord(_OnRecommendation):
    """What the host says of its progress."""

    class Meta(_OnRecommendation.Meta):
        constraints = (models.UniqueConstraint(fields=("review", "recommendation"), name="host_word_once"),)


class Judgement(_OnRecommendation):
    """What the team lead says of it. The host reads it once the review is recorded."""

    class Meta(_OnRecommendation.Meta):
        constraints = (models.UniqueConstraint(fields=("review", "recommendation"), name="judgement_once"),)


class Measured(models.Model):
    """An indicator of the baseline, measured once more. `people`: of how many the figure speaks, if that is known."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    period = models.CharField(max_length=40, blank=True)
    people = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("indicator__framework__code", "indicator__code")
        constraints = (
            models.UniqueConstraint(fields=("review", "indicator"), name="measured_once"),
            models.CheckConstraint(condition=models.Q(value__isnull=True) | ~models.Q(period=""), name="measured_when"),
        )

    def __str__(self):
        return f"{self.indicator.code} at the {self.review}"


class ProgressVersion(models.Model):
    """What the public reads of a review: a numbered copy that never changes, made by a whitelist.

    The last one counts. One without content takes the page off the web and says why.
    """

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="progress_versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    withdrawn_because = models.TextField(max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("challenge", "number"), name="progress_version_numbered"),)

    def __str__(self):
        return f"progress, version {self.number}"

    @property
    def is_withdrawn(self):
        return not self.content
