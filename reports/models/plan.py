"""The action plan: how each recommendation is measured, what the host says to it, who does what, and how far it is.

All hangs on the recommendations that the agreed report holds; how they read there is asked of reports/plan.py.
"""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from assessments.models import Indicator
from cycles.models import PeerChallenge
from cycles.models.constraints import both_or_neither
from reviews.models import Recommendation
from reviews.models.numbered import NumberedQuerySet


class State(models.TextChoices):
    """How far something is, in the words that all pages use."""

    NOT_STARTED = "not_started", "Not yet started"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETED = "completed", "Completed"
    PROBLEM = "problem", "There is a problem"


class Measuring(models.Model):
    """By which indicators of the baseline a recommendation is measured, or why none of them fits."""

    recommendation = models.OneToOneField(Recommendation, on_delete=models.CASCADE, related_name="measuring")
    indicators = models.ManyToManyField(Indicator, related_name="+", blank=True)
    why_none = models.TextField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)  # nobody has said anything yet

    def __str__(self):
        return f"how {self.recommendation.reference} is measured"


class RecommendationResponse(models.Model):
    """What the host says to one recommendation; and why it needs no action, where that is so."""

    class Decision(models.TextChoices):
        AGREE = "agree", "Agree"
        PARTLY = "partly", "Agree in part"
        DISAGREE = "disagree", "Do not agree"

    GIVES_REASON = (Decision.PARTLY, Decision.DISAGREE)
    ACTS = (Decision.AGREE, Decision.PARTLY)

    recommendation = models.OneToOneField(Recommendation, on_delete=models.CASCADE, related_name="response")
    decision = models.CharField(max_length=8, choices=Decision.choices, blank=True)
    reason = models.TextField(max_length=2000, blank=True)
    no_action = models.TextField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"response to {self.recommendation.reference}"


class ActionPlan(models.Model):
    """The plan of one challenge as a whole. While it is agreed nobody changes it, but progress is told all the same."""

    challenge = models.OneToOneField(PeerChallenge, on_delete=models.CASCADE, related_name="action_plan")
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_because = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = (both_or_neither("agreed_at", "agreed_by", name="plan_agreed_who_and_when"),)

    def __str__(self):
        return f"action plan of {self.challenge}"


class ActionQuerySet(NumberedQuerySet):
    letters = "AC"

    def there(self):
        return self.filter(taken_out_at=None)

    def with_progress(self):
        """Each with how far it is (`state`), since when (`told_on`) and in which words, as told last."""
        told = Progress.objects.filter(action=OuterRef("pk")).order_by("-pk")
        return self.annotate(
            state=Subquery(told.values("state")[:1]),
            told_on=Subquery(told.values("on")[:1]),
            told=Subquery(told.values("words")[:1]),
        )


class Action(models.Model):
    """One thing that the host does ("AC3"). It belongs to a role, never to a name; a colleague may report on it."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="actions")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField(unique=True)
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=120)
    due_on = models.DateField(null=True, blank=True)
    no_date = models.CharField(max_length=300, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="actions_to_report_on"
    )
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("challenge", "number"), name="action_numbered"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=False) | ~models.Q(no_date=""), name="action_has_a_day_or_says_why"
            ),
        )

    def __str__(self):
        return f"{self.reference} {self.what}"

    @property
    def reference(self):
        return f"AC{self.number}"


class Progress(models.Model):
    """How far an action was on a day. A row is never changed: what is new is a row of its own.

    `key` comes from the page on which it was written, so that the same page sent again is the same row.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="progress")
    key = models.UUIDField(unique=True)
    state = models.CharField(max_length=11, choices=State.choices)
    words = models.TextField(max_length=2000)
    on = models.DateField()
    told_at = models.DateTimeField(default=timezone.now)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "progress"

    def __str__(self):
        return f"{self.action.reference}: {self.get_state_display()}"
