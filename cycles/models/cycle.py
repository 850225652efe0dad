"""A cycle of challenges, its plan of milestones, and the days it keeps clear of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from peerchallenge.ui.wording import plural
from peerchallenge.workdays import today_in_london

from .constraints import both_or_neither, in_order
from .regions import Authority, Region


class Cycle(models.Model):
    """One round of peer challenges in a region, with the plan that every challenge in it follows."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="cycles")
    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=120, unique=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    visit_days = models.PositiveSmallIntegerField(default=3)
    notice_weeks = models.PositiveSmallIntegerField(default=12)
    reply_days = models.PositiveSmallIntegerField(default=10)
    # The team rule: how many of each a review team needs, besides its one lead.
    politicians = models.PositiveSmallIntegerField(default=1)
    senior_managers = models.PositiveSmallIntegerField(default=2)
    experts_by_experience = models.PositiveSmallIntegerField(default=1)
    practice_reviewers = models.PositiveSmallIntegerField(default=2)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-starts_on", "name")
        constraints = (
            models.UniqueConstraint(fields=("region", "name"), name="cycle_one_of_a_name_in_a_region"),
            in_order("starts_on", "ends_on", name="cycle_ends_after_it_starts"),
        )

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cycle", args=[self.slug])


class Owner(models.TextChoices):
    """Who a milestone belongs to, as a role: the person is whoever holds it on the day."""

    REGIONAL_LEAD = "regional_lead", "Regional lead"
    HOST_DASS = "host_dass", "Host DASS"
    HOST_COORDINATOR = "host_coordinator", "Host coordinator"
    PSW = "psw", "Principal social workers"
    TEAM_LEAD = "team_lead", "Team lead"
    TEAM = "team", "Review team"


def names_of(*owners: str) -> str:
    """`Regional lead and Host DASS`; an empty owner is nobody."""
    return " and ".join(Owner(owner).label for owner in owners if owner)


class Unit(models.TextChoices):
    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"
    WORKING_DAYS = "working_days", "working days"


class Anchor(models.TextChoices):
    FIRST_DAY = "first_day", "first day on site"
    PREVIOUS = "previous", "milestone before it"
    VISIT = "visit", "visit itself"


class MilestoneTemplate(models.Model):
    """One line of a cycle's plan: what is due how long before or after the first day on site."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="template")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    anchor = models.CharField(max_length=12, choices=Anchor.choices, default=Anchor.FIRST_DAY)
    unit = models.CharField(max_length=12, choices=Unit.choices)
    starts = models.SmallIntegerField(null=True, blank=True)
    due = models.SmallIntegerField()
    owner = models.CharField(max_length=20, choices=Owner.choices)
    second_owner = models.CharField(max_length=20, choices=Owner.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=("cycle", "code"), name="milestone_template_one_of_a_code"),)

    def __str__(self):
        return self.name

    @property
    def in_words(self):
        """When it is due, as people say it: "8 to 5 weeks before the first day on site"."""
        if self.anchor == Anchor.VISIT:
            return "During the visit"
        anchor = f"the {self.get_anchor_display()}"
        if self.starts is None or self.starts == self.due:
            return f"{self._away(self.due)} {anchor}" if self.due else f"On {anchor}"
        if self.starts * self.due > 0:
            return f"{abs(self.starts)} to {self._away(self.due)} {anchor}"
        first = f"{self._away(self.starts)} {anchor}" if self.starts else anchor
        return f"From {first} to {self._away(self.due)} it" if self.due else f"From {first} to that day"

    def _away(self, count):
        """`12 weeks before`, `1 day after`."""
        return f"{plural(abs(count), self.get_unit_display().removesuffix('s'))} {'before' if count < 0 else 'after'}"

    @property
    def owner_names(self):
        return names_of(self.owner, self.second_owner)


class BlackoutPeriod(models.Model):
    """Days to keep clear of, entered by hand: school holidays, a pre-election period, a council's own dates."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="blackout_periods")
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    blocks_publication = models.BooleanField(default=False)

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (in_order("starts_on", "ends_on", name="blackout_ends_after_it_starts"),)

    def __str__(self):
        return self.reason


class ChallengeRequest(models.Model):
    """A host director asks for a challenge in this cycle, says why, and gets an answer."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="requests")
    host = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="requests")
    reasons = models.TextField(max_length=4000)
    focus = models.TextField(max_length=4000, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField(null=True)
    answer = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            both_or_neither("answered_at", "answered_by", "agreed", name="request_answered_who_when_and_what"),
            models.UniqueConstraint(
                fields=("cycle", "host"), condition=Q(answered_at=None), name="request_one_open_per_host"
            ),
        )

    def __str__(self):
        return f"request of {self.host}"


class MilestoneQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at=None)

    def late(self):
        return self.open().filter(due_on__lt=today_in_london(), challenge__paused_at=None)


class Milestone(models.Model):
    """One dated promise of a challenge. Who keeps it is a role; that it was kept is a fact."""

    challenge = models.ForeignKey("PeerChallenge", on_delete=models.CASCADE, related_name="milestones")
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    owner = models.CharField(max_length=20, choices=Owner.choices)
    second_owner = models.CharField(max_length=20, choices=Owner.choices, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "position")
        constraints = (
            models.UniqueConstraint(fields=("challenge", "code"), name="milestone_one_of_a_code"),
            both_or_neither("done_at", "done_by", name="milestone_done_who_and_when"),
            in_order("starts_on", "due_on", name="milestone_due_after_it_starts"),
        )
        indexes = (models.Index(fields=("done_at", "due_on"), name="milestone_what_is_due"),)

    def __str__(self):
        return self.name

    @property
    def owners(self):
        return [owner for owner in (self.owner, self.second_owner) if owner]

    @property
    def owner_names(self):
        return names_of(*self.owners)
