"""How far the host is with a form: counts and a time, never a word of what it says."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from .models import Assessment, InstrumentKind

COUNTED = {InstrumentKind.SELF_ASSESSMENT: "answered", InstrumentKind.TEASC_RISK: "rated"}


@dataclass(frozen=True)
class Progress:
    """How many questions of a form are completed, and when it was last saved."""

    kind: str
    completed: int
    total: int
    saved_at: datetime | None

    @property
    def left(self) -> int:
        return self.total - self.completed

    @property
    def words(self) -> str:
        """`9 of 12 answered`."""
        return f"{self.completed} of {self.total} {COUNTED[InstrumentKind(self.kind)]}"


def progress_of(form: Assessment) -> Progress:
    """In one query."""
    counts = form.rows.aggregate(
        total=Count("pk"), completed=Count("pk", filter=Q(is_complete=True)), saved_at=Max("saved_at")
    )
    return Progress(form.kind, **counts)
