"""Questions about challenges, in the words of the programme."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from peerchallenge.workdays import today_in_london

BY_NAME = ("host__short_name", "cycle__starts_on", "pk")


class PeerChallengeQuerySet(models.QuerySet):
    def in_cycle(self, cycle):
        return self.filter(cycle=cycle)

    def in_region(self, region):
        return self.filter(cycle__region=region)

    def running(self):
        """Neither paused nor closed: what milestones, reminders and tasks count for."""
        return self.filter(paused_at=None).exclude(stage=9)

    def without_dates(self):
        return self.filter(first_day=None)

    def on_site_between(self, first, last):
        """Challenges whose visit touches these days, leaving out withdrawn and postponed ones."""
        return self.filter(first_day__lte=last, last_day__gte=first, paused_at=None)

    def with_late_milestones(self):
        """Marks each challenge with `is_late`: an open milestone is past its day."""
        from .models import Milestone

        late = Milestone.objects.filter(challenge=OuterRef("pk"), done_at=None, due_on__lt=today_in_london())
        return self.annotate(is_late=Exists(late) & Q(paused_at=None))

    def for_tracker(self):
        """Marks each challenge with `handed_over`: the practice review has reached the team."""
        from .models import Milestone

        done = Milestone.objects.filter(
            challenge=OuterRef("pk"), code="practice-review-handed-over", done_at__isnull=False
        )
        return self.annotate(handed_over=Exists(done))

    def with_namesakes(self):
        """Marks each challenge with `has_namesake`: its council goes through another one at the same time."""
        others = self.model.objects.running().filter(host=OuterRef("host")).exclude(pk=OuterRef("pk"))
        return self.annotate(has_namesake=Exists(others))

    def with_officer(self):
        """Marks each challenge with `has_officer`, for immediate concerns, and the day by which to name one.

        That is the first day of the practice review, when the first people from outside come.
        """
        from .models import HostMember, HostRole, Milestone

        here = {"challenge": OuterRef("pk")}
        officers = HostMember.objects.current().filter(role=HostRole.CONCERNS_OFFICER, **here)
        first_look = Milestone.objects.filter(code="practice-review", **here).order_by("pk")
        day = Subquery(first_look.values(day=Coalesce("starts_on", "due_on"))[:1])
        return self.annotate(has_officer=Exists(officers), officer_named_by=day)

    def with_whether_over(self):
        """Marks each challenge with `is_over`: closed or withdrawn, so that nobody works on it any more."""
        over = When(Q(stage=9) | Q(paused_as="withdrawn"), then=1)
        return self.annotate(is_over=Case(over, default=0, output_field=IntegerField()))

    def in_visit_order(self):
        """Those with dates first, by date; then those without; then by name."""
        return self.annotate(
            undated=Case(When(first_day=None, then=1), default=0, output_field=IntegerField())
        ).order_by("undated", F("first_day"), "host__short_name")

    def what_goes_on_first(self):
        """In visit order, but what is over comes after everything else."""
        return self.with_whether_over().in_visit_order().order_by("is_over", "undated", "first_day", *BY_NAME)

    def nearest_first(self):
        """What goes on before what is over; visits to come, the next one first; then past ones; then undated ones."""
        ahead, past = When(last_day__gte=today_in_london(), then=0), When(first_day__isnull=False, then=1)
        soonest = Case(When(last_day__gte=today_in_london(), then=F("first_day")), default=None)
        return (
            self.with_whether_over()
            .annotate(distance=Case(ahead, past, default=2, output_field=IntegerField()))
            .order_by("is_over", "distance", soonest, F("first_day").desc(), *BY_NAME)
        )


def offices(challenges: Iterable[int] | None = None) -> list[dict[str, str]]:
    """Name, region, e-mail and phone of the regional offices: all of them, or those of these challenges."""
    from .models import Region

    regions = Region.objects.all()
    if challenges is not None:
        regions = regions.filter(cycles__challenges__in=list(challenges)).distinct()
    return [
        {"name": region.office, "region": region.name, "email": region.contact_email, "phone": region.contact_phone}
        for region in regions
    ]
