"""The evening reflection: at the end of each day on site the team lead and the host director look back on it.

The expert by experience is asked first. What is for the host director is shared as a copy that never changes.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from cycles.models import PeerChallenge
from peerchallenge.workdays import add_working_days


class PointsForHost(models.Model):
    """What the host director is told of one day."""

    goes_well = models.TextField(max_length=2000, blank=True)
    more_of = models.TextField(max_length=2000, blank=True)
    can_do = models.TextField(max_length=2000, blank=True)

    class Meta:
        abstract = True


SHARED = ("goes_well", "more_of", "can_do")
TEAM_ONLY = ("expert_says", "for_team")


class ReflectionQuerySet(models.QuerySet):
    def called(self, reference):
        """The reflection of the day of this name ("day-2"), or none: the rest of an address may be anything."""
        return self.filter(day=number_of(reference))


class Reflection(PointsForHost):
    """One for each day of the visit: a part for the host director, and a part that stays with the team."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="reflections")
    day = models.PositiveSmallIntegerField()
    expert_says = models.TextField(max_length=2000, blank=True)
    for_team = models.TextField(max_length=2000, blank=True)
    version = models.PositiveIntegerField(default=0)
    objects = ReflectionQuerySet.as_manager()

    class Meta:
        ordering = ("day",)
        constraints = (
            models.UniqueConstraint(fields=("challenge", "day"), name="reflection_one_a_day"),
            models.CheckConstraint(condition=Q(day__gte=1), name="reflection_on_a_day"),
        )

    def __str__(self):
        return f"reflection on day {self.day}"

    @property
    def reference(self):
        return f"day-{self.day}"

    @property
    def on(self):
        """The day, from the first day on site; `challenge` must be loaded."""
        return add_working_days(self.challenge.first_day, self.day - 1)

    @property
    def points(self):
        return {name: getattr(self, name) for name in SHARED}

    @property
    def has_points(self):
        return any(text.strip() for text in self.points.values())


class SharedReflection(PointsForHost):
    """What the host director was given, as it was then. A later one is another copy; this one stays to be read."""

    reflection = models.ForeignKey(Reflection, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    shared_at = models.DateTimeField(default=timezone.now)
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("reflection", "number"), name="shared_reflection_numbered"),)

    def __str__(self):
        return f"points of day {self.reflection.day}, copy {self.number}"

    @property
    def points(self):
        return {name: getattr(self, name) for name in SHARED}


def number_of(reference: str) -> int:
    """The number of a day as addresses call it ("day-2"), or 0."""
    number = reference.removeprefix("day-")
    return int(number) if reference.startswith("day-") and number.isdecimal() and len(number) < 3 else 0
