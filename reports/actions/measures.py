"""Saying how a recommendation is measured. It stays open until the report is published."""

from collections.abc import Collection

from django.db import transaction

from assessments.models import Indicator
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reports.models import Measuring
from reviews.models import Recommendation

PUBLISHED = "The report was published a moment ago, so this was not saved."


@transaction.atomic
def measure(
    recommendation: Recommendation, *, indicators: Collection[Indicator], why_none: str, seen: int, by: Person
) -> Measuring:
    """Choose indicators of the baseline, or say why none fits. Raises Stale with both when somebody saved first."""
    challenge = recommendation.challenge
    take_turn(f"plan {challenge.pk}")
    if not PeerChallenge.objects.filter(pk=challenge.pk, stage=Stage.AGREED, paused_at=None).exists():
        raise Refused(PUBLISHED)
    measuring, _ = Measuring.objects.get_or_create(recommendation=recommendation)
    before = _codes(measuring.indicators.all())
    beside = {"indicators": (before, _codes(indicators))}
    save_version(measuring, {"why_none": why_none}, seen=seen, by=by, beside=beside)
    measuring.indicators.set(indicators)
    record("recommendation.measured", recommendation, by=by, challenge=challenge, reference=recommendation.reference)
    return measuring


def _codes(indicators: Collection[Indicator]) -> str:
    return ", ".join(sorted(indicator.code for indicator in indicators))
