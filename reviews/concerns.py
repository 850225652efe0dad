"""Immediate concerns as they are shown: whose one may read, who is the host's officer, and how they stand."""

from django.db.models import Count, Q, QuerySet

from cycles.models import HostMember, HostRole, PeerChallenge, TeamMember, TeamRole
from cycles.policy import Standing
from peerchallenge.accounts.models import Person

from .models import Concern


def readable(challenge: PeerChallenge, standing: Standing, reader: Person) -> QuerySet[Concern]:
    """All for the host's officer and the team lead; for everybody else what they wrote themselves."""
    rows = challenge.concerns.select_related("written_by", "acknowledged_by")
    return rows.filter(written_by=reader) if standing.own_rows_only("see_concerns") else rows


def officers_of(challenge: PeerChallenge) -> list[Person]:
    """Whom the host has named to be told at once."""
    places = HostMember.objects.current().filter(challenge=challenge, role=HostRole.CONCERNS_OFFICER)
    return [place.person for place in places.select_related("person").order_by("added_at", "pk")]


def leads_of(challenge: PeerChallenge) -> list[Person]:
    members = TeamMember.objects.current().filter(challenge=challenge, role=TeamRole.TEAM_LEAD)
    return [member.person for member in members.select_related("person")]


def how_they_stand(challenge: PeerChallenge) -> dict[str, int]:
    """Counts, and nothing that any of them says."""
    late = Q(pk__in=challenge.concerns.overdue().values("pk"))
    return challenge.concerns.aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(acknowledged_at=None)),
        overdue=Count("pk", filter=late),
        acknowledged=Count("pk", filter=Q(acknowledged_at__isnull=False, answered_at=None)),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
    )
