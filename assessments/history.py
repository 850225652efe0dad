"""Every version of an answer or a risk. Saves that follow each other closely are one line, with the last of them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from peerchallenge.audit.models import Revision

from .copies import said_in
from .models import Answer, RiskItem
from .scales import scales_of

ONE_SITTING = timedelta(minutes=15)


@dataclass
class Sitting:
    """Somebody wrote for a while: when they saved last, how often they saved, and what stood there then."""

    version: int
    by: str
    until: datetime
    since: datetime
    saves: int = 1
    said: dict[str, Any] = field(default_factory=dict)


def sittings_of(row: Answer | RiskItem) -> list[Sitting]:
    """Newest first, without the words: one query, however long the texts are."""
    sittings: list[Sitting] = []
    for version, by, at in _revisions(row).order_by("-version").values_list("version", "by__name", "at"):
        last = sittings[-1] if sittings else None
        if last and last.by == by and last.since - at <= ONE_SITTING:
            last.since, last.saves = at, last.saves + 1
        else:
            sittings.append(Sitting(version, by, at, at))
    return sittings


def give_words(sittings: list[Sitting], row: Answer | RiskItem) -> None:
    """Add what was said, to the few that a page shows."""
    scales, names = scales_of(row.assessment.edition), {column.name for column in row._meta.concrete_fields}
    wanted = {sitting.version: sitting for sitting in sittings}
    for revision in _revisions(row).filter(version__in=wanted):
        then = {name: value for name, value in revision.after.items() if name in names and value is not None}
        wanted[revision.version].said = said_in(type(row)(**then), scales)


def _revisions(row: Answer | RiskItem) -> Any:
    return Revision.objects.filter(target=row._meta.label_lower, target_id=row.pk)
