"""What the host does with its published report, written down as facts with days."""

from typing import Any

from django.db import transaction

from cycles.models import PeerChallenge
from peerchallenge.accounts.models import Person
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reports.models import Report, Sharing


@transaction.atomic
def note_sharing(challenge: PeerChallenge, *, facts: dict[str, Any], seen: int, by: Person) -> None:
    """Say where the report stands on the host's own pages, and who was told when. Raises Stale on a clash."""
    sharing, _ = Sharing.objects.get_or_create(report=Report.objects.get(challenge=challenge))
    save_version(sharing, facts, seen=seen, by=by)
    record("publication.shared", sharing, by=by, challenge=challenge)
