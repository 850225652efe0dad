"""The documents that a host still owes: its coordinator is told how many, or its director where there is none."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from cycles.holders import holders_once
from cycles.models import HostMember, HostRole, Milestone, Owner, PeerChallenge, Post, PostKind, Stage
from cycles.owed import any_at
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import plural

from .actions.documents import FINISHED
from .models import Document, DocumentRequirement, InstrumentKind


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """One line for each challenge that prepares and has lines of the list without an answer."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    answers_for_some = bool(roles.numbers("host") | roles.numbers("authority"))
    for challenge in _waiting(people) if answers_for_some and any_at(people, known, Stage.PREPARING) else ():
        owner = Owner.HOST_COORDINATOR if challenge.has_coordinator else Owner.HOST_DASS
        for person_id in roles.of(challenge, owner):
            yield Owed(
                person_id,
                f"documents:{challenge.pk}",
                f"{plural(challenge.missing, 'document')} missing",
                challenge.called,
                reverse("documents", args=[challenge.slug]) + "?show=missing",
                challenge_id=challenge.pk,
                due_on=challenge.documents_due_on,
            )


def _waiting(people: list[int] | None) -> QuerySet[PeerChallenge]:
    """The challenges with missing documents, of all hosts or of those for which these people answer."""
    coordinators = HostMember.objects.current().filter(
        challenge=OuterRef("pk"), role=HostRole.COORDINATOR, person__is_active=True
    )
    directors = Post.objects.current().filter(authority=OuterRef("host"), kind=PostKind.DASS)
    due = Milestone.objects.filter(challenge=OuterRef("pk"), code=FINISHED).values("due_on")[:1]
    preparing = PeerChallenge.objects.running().with_namesakes().filter(stage=Stage.PREPARING)
    preparing = preparing.select_related("host", "cycle")
    if people is not None:
        preparing = preparing.filter(
            Exists(coordinators.filter(person__in=people)) | Exists(directors.filter(person__in=people))
        )
    return preparing.annotate(
        has_coordinator=Exists(coordinators), documents_due_on=Subquery(due), missing=_count_of_missing()
    ).filter(missing__gt=0)


def _count_of_missing() -> Subquery:
    answers = Document.objects.answering().filter(
        requirement=OuterRef("pk"), challenge=OuterRef("section__edition__pins__challenge")
    )
    asked = DocumentRequirement.objects.filter(
        ~Q(Exists(answers)),
        mandatory=True,
        section__edition__pins__kind=InstrumentKind.DOCUMENTS,
        section__edition__pins__challenge=OuterRef("pk"),
    )
    counted = asked.order_by().values("section__edition__pins__challenge").annotate(count=Count("pk")).values("count")
    return Subquery(counted, output_field=IntegerField())
