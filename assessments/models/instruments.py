"""Forms as data: an instrument has editions, and an edition, once published, never changes (decisions.md 7)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cycles.models import PeerChallenge


class InstrumentKind(models.TextChoices):
    SELF_ASSESSMENT = "self_assessment", "Self-assessment"
    TEASC_RISK = "teasc_risk", "Risk tool"
    PRACTICE_REVIEW = "practice_review", "Practice review"
    DOCUMENTS = "documents", "Documents"
    SURVEY = "survey", "Survey"


class Instrument(models.Model):
    """One kind of form, through all its editions."""

    kind = models.CharField(max_length=20, choices=InstrumentKind.choices, unique=True)
    name = models.CharField(max_length=80)

    def __str__(self):
        return self.name


class EditionQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None)

    def newest(self, kind):
        """The edition of a form that a challenge whose preparation opens now is given, or None."""
        return self.published().filter(instrument__kind=kind).order_by("-number").first()


class Edition(models.Model):
    """One wording of an instrument. Published, it and all its rows are frozen (a database trigger keeps that)."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    origin = models.TextField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("instrument", "number"), name="edition_numbered"),)

    def __str__(self):
        return f"{self.instrument}, edition {self.number}"


class Section(models.Model):
    """A part of an edition: an area of the self-assessment, a domain of risk, a group of criteria."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sections")
    code = models.CharField(max_length=12)
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    intro = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("edition", "code"), name="section_one_of_a_code"),
            models.UniqueConstraint(fields=("edition", "slug"), name="section_one_of_a_slug"),
        )

    def __str__(self):
        return self.title


class QuestionKind(models.TextChoices):
    TEXT = "text", "Words"
    CHOICE = "choice", "One of a scale"
    YES_NO = "yes_no", "Yes or no"


class Question(models.Model):
    """One question, domain or criterion. Its code is the same in every edition, so that cycles can be compared."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="questions")
    code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField()
    guidance = models.TextField(blank=True)
    kind = models.CharField(max_length=8, choices=QuestionKind.choices, default=QuestionKind.TEXT)
    scale = models.CharField(max_length=30, blank=True)
    max_words = models.PositiveSmallIntegerField(default=600)
    audiences = models.CharField(max_length=120, blank=True)
    waves = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("section__position", "position")
        constraints = (models.UniqueConstraint(fields=("section", "code"), name="question_one_of_a_code"),)

    def __str__(self):
        return self.title

    @property
    def points(self):
        """What a good answer covers, or the signs to look for: one line each."""
        return self.guidance.splitlines()


class Choice(models.Model):
    """One step of a scale of an edition, with the words people see."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="choices")
    scale = models.CharField(max_length=30)
    code = models.CharField(max_length=30)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("scale", "position")
        constraints = (models.UniqueConstraint(fields=("edition", "scale", "code"), name="choice_one_of_a_code"),)

    def __str__(self):
        return self.label


class DocumentRequirement(models.Model):
    """One document that the team asks every host for."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="requirements")
    code = models.CharField(max_length=12)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    help = models.TextField(blank=True)
    mandatory = models.BooleanField(default=True)
    only_if = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("code",)
        constraints = (models.UniqueConstraint(fields=("section", "code"), name="requirement_one_of_a_code"),)

    def __str__(self):
        return self.title


class FrameworkKind(models.TextChoices):
    QUALITY_STATEMENT = "quality_statement", "CQC quality statement"
    ASCOF = "ascof", "ASCOF measure"


class Mapping(models.Model):
    """A question, section or required document speaks to a CQC quality statement or an ASCOF measure."""

    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="mappings")
    question = models.ForeignKey(Question, null=True, blank=True, on_delete=models.PROTECT, related_name="mappings")
    requirement = models.ForeignKey(
        DocumentRequirement, null=True, blank=True, on_delete=models.PROTECT, related_name="mappings"
    )
    framework = models.CharField(max_length=20, choices=FrameworkKind.choices)
    code = models.CharField(max_length=8)

    class Meta:
        ordering = ("framework", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(section__isnull=False, question__isnull=True, requirement__isnull=True)
                | Q(section__isnull=True, question__isnull=False, requirement__isnull=True)
                | Q(section__isnull=True, question__isnull=True, requirement__isnull=False),
                name="mapping_of_exactly_one_thing",
            ),
        )

    def __str__(self):
        return self.code


class QualityStatement(models.Model):
    """What CQC looks at when it assesses a council: nine statements in four themes."""

    code = models.CharField(max_length=8, unique=True)
    title = models.CharField(max_length=160)
    theme = models.CharField(max_length=160)

    class Meta:
        ordering = ("code",)

    def __str__(self):
        return self.title


class PinnedEdition(models.Model):
    """The edition a challenge keeps, from the day its forms open until it is closed."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="pinned_editions")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pins")
    kind = models.CharField(max_length=20, choices=InstrumentKind.choices)
    pinned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("challenge", "kind"), name="pinned_one_edition_of_a_kind"),)

    def __str__(self):
        return f"{self.edition} for {self.challenge}"
