"""One peer challenge: where it stands, when the visit is, and who is on which side."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cycles.querysets import PeerChallengeQuerySet

from .constraints import both_or_neither, in_order
from .cycle import Cycle
from .regions import Authority


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


class TeamRole(models.TextChoices):
    TEAM_LEAD = "team_lead", "Team lead"
    POLITICIAN = "politician", "Councillor"
    SENIOR_MANAGER = "senior_manager", "Senior manager"
    EXPERT_BY_EXPERIENCE = "expert_by_experience", "Expert by experience"
    PRACTICE_REVIEWER = "practice_reviewer", "Visiting principal social worker"


class SideQuerySet(models.QuerySet):
    def current(self):
        return self.filter(ended_at=None)


class TeamMember(models.Model):
    """A person on the review team. Nobody of the host is ever on it (a database trigger keeps that too)."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_places")
    role = models.CharField(max_length=24, choices=TeamRole.choices)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    objects = SideQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("challenge", "person"), condition=Q(ended_at=None), name="team_one_place_per_person"
            ),
            models.UniqueConstraint(
                fields=("challenge",), condition=Q(ended_at=None, role="team_lead"), name="team_one_lead"
            ),
        )

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"


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
