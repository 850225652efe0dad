"""What the host says about itself: answers and risks, and the copies that its director signed off."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cycles.models import PeerChallenge
from cycles.models.constraints import both_or_neither

from .documents import Document
from .instruments import Edition, InstrumentKind, Question


class AssessmentQuerySet(models.QuerySet):
    def of_kind(self, kind):
        return self.filter(kind=kind)

    def signed_off(self):
        return self.exclude(signed_off_at=None)


class WrittenQuerySet(models.QuerySet):
    """Answers of the self-assessment, or of the risk tool: one row for each question, from the day the forms open."""

    def with_question(self):
        return self.select_related("assessment__edition", "question__section", "saved_by")

    def at(self, area, number):
        """The row at this place of its form, by the names that its address has."""
        return self.filter(question__section__slug=area, question__position=number)

    def for_writing(self):
        """Locked until the transaction ends, with the form it belongs to: nobody signs the form off meanwhile."""
        return self.select_for_update(of=("self", "assessment"))


class Assessment(models.Model):
    """One form of a challenge being filled in. Signed off, it is read-only until it is reopened with a reason."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="assessments")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=20, choices=InstrumentKind.choices)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("challenge", "kind"), name="assessment_one_of_a_kind"),
            both_or_neither("signed_off_at", "signed_off_by", name="assessment_signed_off_who_and_when"),
        )

    def __str__(self):
        return self.get_kind_display()

    @property
    def rows(self):
        """What the host writes in it, one row for each question."""
        return self.risks if self.kind == InstrumentKind.TEASC_RISK else self.answers


class SignedCopy(models.Model):
    """A form as its director signed it off: the words at that moment, numbered, never changed.

    `content` is what readers are shown, whichever form it is; assessments/copies.py says what stands in it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="signed_copies")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    gaps_reason = models.TextField(max_length=2000, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("assessment", "number"), name="signed_copy_numbered"),)

    def __str__(self):
        return f"{self.assessment}, copy {self.number}"


class Reopening(models.Model):
    """A signed-off form was opened again, and why."""

    copy = models.OneToOneField(SignedCopy, on_delete=models.PROTECT, related_name="reopening")
    reason = models.TextField(max_length=2000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return f"reopened after copy {self.copy.number}"


class Answer(models.Model):
    """What the host says to one question of its self-assessment. Saved as a version; every save keeps the last."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(blank=True)
    view = models.CharField(max_length=30, blank=True)
    confidence = models.CharField(max_length=30, blank=True)
    is_complete = models.BooleanField(default=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="answers_to_write"
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    objects = WrittenQuerySet.as_manager()

    class Meta:
        ordering = ("question__section__position", "question__position")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "question"), name="answer_one_per_question"),
            both_or_neither("saved_at", "saved_by", name="answer_saved_who_and_when"),
            both_or_neither("assigned_to", "assigned_at", name="answer_assigned_whom_and_when"),
        )

    def __str__(self):
        return f"answer to {self.question.code}"

    @property
    def is_started(self):
        return self.saved_at is not None


STEPS = 4  # of likelihood, of impact and of both together
OVERALL = (2, 4, 9, 16)  # the most that likelihood times impact may be for each step
PLACES = 3  # the risks that a host worries about most


class RiskItem(models.Model):
    """The host's own view of one domain of risk: how likely, how bad, which way it goes, how sure. Never public."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="risks")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="risks")
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    direction = models.CharField(max_length=30, blank=True)
    confidence = models.CharField(max_length=30, blank=True)
    text = models.TextField(blank=True)
    doing = models.TextField(blank=True)
    is_complete = models.BooleanField(default=False)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)
    objects = WrittenQuerySet.as_manager()

    class Meta:
        ordering = ("question__section__position", "question__position")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "question"), name="risk_one_per_domain"),
            both_or_neither("saved_at", "saved_by", name="risk_saved_who_and_when"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{scale}__isnull": True}) | Q(**{f"{scale}__range": (1, STEPS)}),
                    name=f"risk_{scale}_on_its_scale",
                )
                for scale in ("likelihood", "impact")
            ),
        )

    def __str__(self):
        return f"risk {self.question.code}"

    @property
    def is_started(self):
        return self.saved_at is not None

    @property
    def overall(self):
        """How big the risk is: likelihood times impact, in four steps again. None while one of them is open."""
        if not (self.likelihood and self.impact):
            return None
        return next(step for step, most in enumerate(OVERALL, start=1) if self.likelihood * self.impact <= most)


class TopRisk(models.Model):
    """One of the three risks the host worries about most, in its own words and order. Without a name it is open."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="top_risks")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160, blank=True)
    why_now = models.TextField(blank=True)
    doing = models.TextField(blank=True)
    domain = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("place",)
        constraints = (
            models.UniqueConstraint(fields=("assessment", "place"), name="top_risk_one_per_place"),
            models.CheckConstraint(condition=Q(place__range=(1, PLACES)), name="top_risk_three_places"),
        )

    def __str__(self):
        return self.name or f"risk {self.place}"


class Evidence(models.Model):
    """A document that an answer or a risk rests on, and where in it to look."""

    answer = models.ForeignKey(Answer, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    risk = models.ForeignKey(RiskItem, null=True, blank=True, on_delete=models.CASCADE, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="evidence")
    where = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("added_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer__isnull=False, risk__isnull=True) | Q(answer__isnull=True, risk__isnull=False),
                name="evidence_for_an_answer_or_a_risk",
            ),
        )

    def __str__(self):
        return f"{self.document}, {self.where}" if self.where else str(self.document)
