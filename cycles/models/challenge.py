"""One peer challenge: where it stands, when the visit is, what it looks at, and who of the host takes part."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from cycles.querysets import PeerChallengeQuerySet

from .constraints import both_or_neither, in_order
from .cycle import Cycle
from .regions import Authority
from .sides import SideQuerySet


class Stage(models.IntegerChoices):
    PLANNED = 0, "Planned"
    PREPARING = 1, "Preparing"
    READING = 2, "Reading"
    ON_SITE = 3, "On site"
    DRAFTING = 4, "Drafting"
    ACCURACY_CHECK = 5, "Accuracy check"
    AGREED = 6, "Agreed"
    PUBLISHED = 7, "Published"
    FOLLOW_UP = 8, "Follow-up"
    CLOSED = 9, "Closed"


class Pause(models.TextChoices):
    POSTPONED = "postponed", "Postponed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class PeerChallenge(models.Model):
    """One council's challenge in one cycle. `stage` changes only through lifecycle.move()."""

    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="challenges")
    host = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="challenges")
    slug = models.SlugField(max_length=100, unique=True)
    stage = models.PositiveSmallIntegerField(choices=Stage.choices, default=Stage.PLANNED)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    dates_agreed_at = models.DateTimeField(null=True, blank=True)
    dates_agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    focus = models.TextField(max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    paused_as = models.CharField(  # noqa: DJ001 -- no value means "not paused", in a pair with when and who
        max_length=10, choices=Pause.choices, null=True, blank=True
    )
    paused_reason = models.TextField(max_length=2000, blank=True)
    objects = PeerChallengeQuerySet.as_manager()

    class Meta:
        ordering = ("host__short_name",)
        constraints = (
            models.UniqueConstraint(fields=("cycle", "host"), name="challenge_one_per_host_and_cycle"),
            both_or_neither("first_day", "last_day", name="challenge_first_and_last_day"),
            in_order("first_day", "last_day", name="challenge_ends_after_it_starts"),
            both_or_neither("dates_agreed_at", "dates_agreed_by", name="challenge_dates_agreed_who_and_when"),
            both_or_neither("paused_at", "paused_by", "paused_as", name="challenge_paused_who_when_and_how"),
        )

    def __str__(self):
        return f"{self.host} peer challenge"

    def get_absolute_url(self):
        return reverse("challenge", args=[self.slug])

    @property
    def region_id(self):
        return self.cycle.region_id

    @property
    def is_paused(self):
        return self.paused_at is not None

    @property
    def is_closed(self):
        return self.stage == Stage.CLOSED

    @property
    def visit_is_over(self):
        """The days on site are over, so they cannot be moved any more."""
        return self.stage > Stage.ON_SITE

    @cached_property
    def has_namesake(self):
        """Whether its council goes through another one at the same time. Lists load it `with_namesakes`."""
        return PeerChallenge.objects.running().filter(host=self.host_id).exclude(pk=self.pk).exists()

    @property
    def called(self):
        """What tasks and mail call it: by its council, and by its cycle too while the council has two going on."""
        return self.called_in_full if self.has_namesake else str(self.host)

    @property
    def called_in_full(self):
        return f"{self.host}, {self.cycle}"


class StageChange(models.Model):
    """One move of a challenge. Never changed, never deleted."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.PROTECT, related_name="stage_changes")
    before = models.PositiveSmallIntegerField(choices=Stage.choices)
    after = models.PositiveSmallIntegerField(choices=Stage.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self):
        return f"{self.get_before_display()} to {self.get_after_display()}"


class LineOfEnquiry(models.Model):
    """One thing the team looks at: a line of the host (at most four, fixed by their milestone), or one of the team.

    The host's one question is the challenge's `focus`.
    """

    class Source(models.TextChoices):
        HOST = "host", "The host asks"
        TEAM = "team", "The team wants to test"

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=4, choices=Source.choices)
    text = models.CharField(max_length=300)
    because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("source", "number")
        constraints = (
            models.UniqueConstraint(fields=("challenge", "source", "number"), name="line_numbered_per_challenge"),
            both_or_neither("dropped_at", "dropped_by", name="line_dropped_who_and_when"),
        )

    def __str__(self):
        return self.text

    @property
    def code(self):
        """How addresses call it: "line-2" is the second line of the host, "test-1" the team's first thing to test."""
        return f"{'line' if self.source == self.Source.HOST else 'test'}-{self.number}"


class Offerer(models.TextChoices):
    REGION = "region", "the regional office"
    HOST = "host", "the host council"


class DateOffer(models.Model):
    """Dates that one side offers for the visit, and the answer of the other side."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        LAPSED = "lapsed", "No longer offered"

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="offers")
    number = models.PositiveSmallIntegerField()
    offered_by_side = models.CharField(max_length=10, choices=Offerer.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    note = models.TextField(max_length=1000, blank=True)
    reply_by = models.DateField()
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(  # noqa: DJ001 -- no value means "not answered", in a pair with when and who
        max_length=10, choices=Answer.choices, null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("challenge", "number"), name="offer_numbered_per_challenge"),
            models.UniqueConstraint(
                fields=("challenge",), condition=Q(answer="accepted"), name="offer_one_accepted_per_challenge"
            ),
            both_or_neither("answer", "answered_at", "answered_by", name="offer_answered_who_when_and_what"),
            in_order("first_day", "last_day", name="offer_ends_after_it_starts"),
        )

    def __str__(self):
        return f"offer {self.number}"


class HostRole(models.TextChoices):
    COORDINATOR = "coordinator", "Host coordinator"
    PSW = "psw", "Host principal social worker"
    READER = "reader", "Senior reader"
    COLLEAGUE = "colleague", "Colleague who helps with a question"
    CONCERNS_OFFICER = "concerns_officer", "Named officer for immediate concerns"


class HostMember(models.Model):
    """A person of the host who takes part in its challenge, besides the director, whose post says so."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="host_members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="host_places")
    role = models.CharField(max_length=20, choices=HostRole.choices)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    objects = SideQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("challenge", "person", "role"),
                condition=Q(ended_at=None),
                name="host_one_place_of_a_role",
            ),
        )

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"
