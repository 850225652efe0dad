"""Questions about challenges, in the words of the programme."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, When

from peerchallenge.workdays import today_in_london


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

    def in_visit_order(self):
        """Those with dates first, by date; then those without; then by name."""
        return self.annotate(
            undated=Case(When(first_day=None, then=1), default=0, output_field=IntegerField())
        ).order_by("undated", F("first_day"), "host__short_name")


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
