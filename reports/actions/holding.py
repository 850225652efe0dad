"""A plan to publish is taken back by what happens elsewhere: the challenge is paused, or its day is closed."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cycles.holders import holders
from cycles.models import Owner, PeerChallenge
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import tell
from reports.embargo import day_of
from reports.models import Publication, PublishedReport
from reports.settling import settle_what_is_out
from reports.turns import take_turn_at


@transaction.atomic
def hold_back(challenge: PeerChallenge, *, why: str, days: tuple[date, date] | None = None, by: Person) -> None:
    """Take back the plan to publish this report, if there is one. With `days`: if it falls into them, unexcused."""
    take_turn_at(challenge)
    settle_what_is_out(challenge)
    plan = _plan(challenge)
    if not plan or (days and (plan.override_reason or not days[0] <= day_of(plan.published.publish_at) <= days[1])):
        return
    number, approval = plan.published.number, plan.approval
    plan.delete()
    PublishedReport.objects.filter(pk=plan.published_id).delete()
    record("publication.held_back", approval, by=by, challenge=challenge, number=number, why=why)
    known = holders()
    people = {person for owner in (Owner.HOST_DASS, Owner.TEAM_LEAD) for person in known.of(challenge, owner)}
    text = f"{challenge.called}: the report is not public at the planned time, because {why}"
    about = f"publication:{challenge.pk}:{number}:held:{timezone.now():%Y%m%d%H%M%S}"
    path = reverse("publication", args=[challenge.slug])
    tell(sorted(people - {by.pk}), text, about=about, challenge=challenge, path=path)


def _plan(challenge: PeerChallenge) -> Publication | None:
    plans = Publication.objects.filter(report__challenge=challenge, published__publish_at__gt=timezone.now())
    return plans.select_related("published", "approval").first()
