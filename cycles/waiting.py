"""What waits for an answer on many challenges, in one query: dates on offer, questions to join a team, what members
still have to say, interests to decide about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from .models import DateOffer, Stage, TeamInvitation, TeamMember

OFFER, INVITATION, DECLARATION, NEEDS, INTEREST = "offer", "invitation", "declaration", "needs", "interest"


@dataclass(frozen=True)
class Waiting:
    """One thing that waits. `day` is the day to answer by, or that of the event from which the time counts."""

    kind: str
    number: int
    challenge_id: int
    person_id: int
    words: str  # the side that offers dates, or the name of the person
    slug: str
    day: date


def waiting(challenges: Iterable[int]) -> list[Waiting]:
    """Everything that waits on these challenges. People without access are left out."""
    here = Q(challenge__in=list(challenges))
    offers = DateOffer.objects.filter(here, answer=None).order_by()
    before_visit = here & Q(challenge__stage__lte=Stage.ON_SITE, person__is_active=True)
    asked = TeamInvitation.objects.open().filter(before_visit).order_by()
    team = TeamMember.objects.current().filter(before_visit)
    undecided = team.filter(declaration__isnull=False, declaration__cleared_at=None)
    nothing, person, name = Value("", CharField()), F("person_id"), F("person__name")
    first, *others = (
        _rows(offers, OFFER, F("pk"), Value(0, BigIntegerField()), F("offered_by_side"), nothing, F("reply_by")),
        _rows(asked, INVITATION, F("pk"), person, name, nothing, F("reply_by")),
        _of_members(team.filter(declaration=None), DECLARATION),
        _of_members(team.filter(needs=None), NEEDS),
        _of_members(undecided, INTEREST, number="declaration__pk", since="declaration__declared_at"),
    )
    return [Waiting(*row) for row in first.union(*others, all=True)]


def _of_members(team: QuerySet[TeamMember], kind: str, number: str = "pk", since: str = "added_at") -> QuerySet[Any]:
    day = TruncDate(since)
    return _rows(team, kind, F(number), F("person_id"), F("person__name"), F("person__slug"), day)


def _rows(rows: QuerySet[Any], kind: str, number: Any, person: Any, words: Any, slug: Any, day: Any) -> QuerySet[Any]:
    """The same seven columns of every table."""
    return rows.annotate(
        w_kind=Value(kind, CharField()),
        w_number=number,
        w_challenge=F("challenge_id"),
        w_person=person,
        w_words=words,
        w_slug=slug,
        w_day=day,
    ).values_list("w_kind", "w_number", "w_challenge", "w_person", "w_words", "w_slug", "w_day")
