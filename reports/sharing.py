"""What the host did with its published report: done or not, each with its day."""

from dataclasses import dataclass
from datetime import date

from cycles.models import PeerChallenge

from .models import Sharing


@dataclass(frozen=True)
class Duty:
    """One thing that the host does once its report is public."""

    name: str
    done_on: date | None = None
    detail: str = ""
    is_link: bool = False

    @property
    def is_done(self) -> bool:
        return bool(self.done_on or self.detail)


def done_so_far(challenge: PeerChallenge) -> list[Duty]:
    known = Sharing.objects.filter(report__challenge=challenge).first() or Sharing()
    return [
        Duty("On the council’s own website", detail=known.own_page, is_link=True),
        Duty("Presented to a committee or meeting", known.presented_on, known.committee),
        Duty("Shared with staff", known.staff_on),
        Duty("Shared with partners", known.partners_on),
        Duty("Shared with those who came to the talks", known.participants_on),
    ]
