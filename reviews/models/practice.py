"""The practice review: what principal social workers see in case files and hear in focus groups.

Files are read in the host's own system. Here stand references that only the host can resolve, ratings and words
without anything that tells who a person is (domain: confidentiality of the practice review).
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from assessments.models import Edition, InstrumentKind, Question
from cycles.models import PeerChallenge
from cycles.models.constraints import both_or_neither
from peerchallenge.workdays import today_in_london

from .people import GroupOfPeople


class PracticeReviewQuerySet(models.QuerySet):
    def begun(self, challenge):
        """The practice review of this challenge, begun now if nobody has. For actions: looking begins nothing."""
        edition = Edition.objects.filter(pins__challenge=challenge, instrument__kind=InstrumentKind.PRACTICE_REVIEW)
        return self.get_or_create(challenge=challenge, defaults={"edition": edition.get})[0]


class PracticeReview(models.Model):
    """The practice review of one challenge. Handed over, its summary is frozen for the team."""

    challenge = models.OneToOneField(PeerChallenge, on_delete=models.CASCADE, related_name="practice_review")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    how_chosen = models.TextField(max_length=2000, blank=True)
    conditions = models.TextField(max_length=6000, blank=True)
    summary = models.TextField(max_length=6000, blank=True)
    version = models.PositiveIntegerField(default=1)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = PracticeReviewQuerySet.as_manager()

    class Meta:
        constraints = (both_or_neither("handed_over_at", "handed_over_by", name="review_handed_over_who_and_when"),)

    def __str__(self):
        return "practice review"


class CaseFileQuerySet(models.QuerySet):
    def chosen(self):
        return self.filter(is_chosen=True)

    def read_by_both(self):
        return self.chosen().exclude(both_read_at=None)

    def to_agree(self):
        """Read by both, but what they saw is not agreed yet."""
        agreed = Reading.objects.filter(case_file=OuterRef("pk"), reader=None, finished_at__isnull=False)
        return self.read_by_both().exclude(Exists(agreed))


class CaseFile(models.Model):
    """One case file of the sample, under a reference of the review ("CF07"). The host alone knows whose it is.

    Until `both_read_at` nobody sees what another reader wrote about it; then it is open to all who read the review.
    """

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="case_files")
    number = models.PositiveSmallIntegerField()
    theme = models.CharField(max_length=30)
    age_band = models.CharField(max_length=30, blank=True)
    chosen_how = models.CharField(max_length=30, blank=True)
    is_chosen = models.BooleanField(default=False)
    both_read_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    objects = CaseFileQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("review", "number"), name="case_file_numbered"),)

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        return f"CF{self.number:02}"


class ReadingQuerySet(models.QuerySet):
    def blind(self):
        """What each reader saw alone, not what they agreed."""
        return self.exclude(reader=None)

    def finished(self):
        return self.exclude(finished_at=None)

    def open_to(self, person):
        """What this person may read: their own, and everything of files that both have read."""
        return self.filter(Q(reader=person) | Q(case_file__both_read_at__isnull=False))


class Reading(models.Model):
    """One reader's look at one case file, or what the readers agreed (no reader). Blind until both have finished."""

    case_file = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="readings")
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="readings"
    )
    overall = models.CharField(max_length=30, blank=True)
    praise = models.TextField(max_length=1000, blank=True)
    ask_about = models.TextField(max_length=1000, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    objects = ReadingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case_file", "reader"), name="reading_one_per_reader"),
            models.UniqueConstraint(fields=("case_file",), condition=Q(reader=None), name="reading_one_agreed"),
        )

    def __str__(self):
        return f"{self.case_file} read by {self.reader or 'both'}"


class Rating(models.Model):
    """How one criterion was met in one reading, with a note."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="ratings")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="ratings")
    value = models.CharField(max_length=30, blank=True)
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("question__section__position", "question__position")
        constraints = (models.UniqueConstraint(fields=("reading", "question"), name="rating_one_per_criterion"),)

    def __str__(self):
        return f"{self.question.code} {self.value}"


class FocusGroup(GroupOfPeople):
    """A group of people who were listened to for the practice review: their kind, how many, what was said."""

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="focus_groups")
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField(null=True, blank=True)
    text = models.TextField(max_length=8000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("review", "number"), name="focus_group_numbered"),)

    def __str__(self):
        return f"focus group {self.number}"

    @property
    def is_owed(self):
        """It met, and nobody has written up what was said."""
        return not self.text and self.held_on is not None and self.held_on <= today_in_london()


class PracticeFindingQuerySet(models.QuerySet):
    def current(self):
        return self.filter(dropped_at=None)


class PracticeFinding(models.Model):
    """What the practice review found, or recommends, in one or two sentences."""

    class Kind(models.TextChoices):
        STRENGTH = "strength", "Strength"
        CONSIDER = "consider", "Area for consideration"
        RECOMMENDATION = "recommendation", "Recommendation"

    review = models.ForeignKey(PracticeReview, on_delete=models.CASCADE, related_name="findings")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind.choices)
    text = models.TextField(max_length=1000)
    version = models.PositiveIntegerField(default=1)
    dropped_at = models.DateTimeField(null=True, blank=True)
    objects = PracticeFindingQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("review", "number"), name="practice_finding_numbered"),)

    def __str__(self):
        return self.text


class HandedOver(models.Model):
    """The practice review as it was handed over: the summary in data, frozen. What team, host and region read."""

    review = models.ForeignKey(PracticeReview, on_delete=models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("review", "number"), name="handed_over_numbered"),)

    def __str__(self):
        return f"practice review, copy {self.number}"
