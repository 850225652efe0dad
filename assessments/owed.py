"""What people of the host owe while they prepare: answers they were asked for, questions left, a signature.

The home page, the reminders and the last check before a mail ask this function.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from cycles.holders import Holders, holders_once
from cycles.models import Milestone, Owner, PeerChallenge, Stage
from cycles.owed import any_at
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import plural

from .models import Answer, Assessment, InstrumentKind, RiskItem
from .models.answers import PLACES
from .writers import WRITERS, check_of, path_of


@dataclass
class Open:
    """A form that is not signed off, and what is not completed in it, in order."""

    form: Any
    left: list[Answer | RiskItem] = field(default_factory=list)

    @property
    def is_risk_tool(self) -> bool:
        return self.form.kind == InstrumentKind.TEASC_RISK

    @property
    def names_missing(self) -> bool:
        return self.is_risk_tool and self.form.named < PLACES


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe on the forms of challenges that prepare."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    for waiting in _open_forms(roles, everybody=people is None) if any_at(people, known, Stage.PREPARING) else ():
        yield from _answers_asked_for(waiting, roles)
        for text, about, path in (*_left(waiting), *_to_name(waiting)):
            yield from _of(waiting, Owner.HOST_COORDINATOR, roles, text, about, path)
        if not waiting.left and not waiting.names_missing:
            text = f"Sign off the {waiting.form.get_kind_display().lower()}"
            yield from _of(waiting, Owner.HOST_DASS, roles, text, "sign", check_of(waiting.form))


def _open_forms(roles: Holders, *, everybody: bool) -> Iterable[Open]:
    others = PeerChallenge.objects.running().filter(host=OuterRef("challenge__host")).exclude(pk=OuterRef("challenge"))
    forms = (
        Assessment.objects.filter(signed_off_at=None, challenge__stage=Stage.PREPARING, challenge__paused_at=None)
        .annotate(has_namesake=Exists(others))
        .select_related("challenge__host", "challenge__cycle")
    )
    if not everybody:
        own = Q(challenge__in=roles.numbers("host")) | Q(challenge__host__in=roles.numbers("authority"))
        forms = forms.filter(own)
    found: dict[int, Open] = {}
    open_forms: Iterable[Any] = _counted(forms).order_by("challenge", "kind")
    for form in open_forms:
        form.challenge.has_namesake = form.has_namesake
        found[form.pk] = Open(form)
    for rows in (Answer.objects, RiskItem.objects) if found else ():
        for row in rows.with_question().filter(assessment__in=found, is_complete=False):
            row.assessment = found[row.assessment_id].form
            found[row.assessment_id].left.append(row)
    return found.values()


def _counted(forms: QuerySet[Assessment]) -> QuerySet[Assessment]:
    due = Milestone.objects.filter(challenge=OuterRef("challenge"), code="self-assessment").values("due_on")[:1]
    return forms.annotate(
        due_on=Subquery(due),
        total=Count("answers", distinct=True) + Count("risks", distinct=True),
        named=Count("top_risks", filter=~Q(top_risks__name=""), distinct=True),
    )


def _answers_asked_for(waiting: Open, roles: Holders) -> Iterator[Owed]:
    """One line for each answer that a person was asked to write. Coordinators have one line for all."""
    challenge = waiting.form.challenge
    coordinators = roles.of(challenge, Owner.HOST_COORDINATOR)
    writers = set(roles.of(challenge, Owner.HOST_DASS))
    for role in WRITERS:
        writers |= set(roles.people.get(("host", challenge.pk, role), ()))
    for answer in waiting.left:
        person_id = answer.assigned_to_id if isinstance(answer, Answer) else None
        if person_id and person_id in writers and person_id not in coordinators:
            text = f"Answer “{answer.question.title}”"
            yield _owed(waiting, person_id, text, f"answer:{answer.pk}", path_of(answer))


def _left(waiting: Open) -> Iterator[tuple[str, str, str]]:
    if not waiting.left:
        return
    verb, thing = ("Rate", "domain") if waiting.is_risk_tool else ("Answer", "question")
    name = waiting.form.get_kind_display().lower()
    yield f"{verb} the {plural(len(waiting.left), thing)} left in the {name}", "left", path_of(waiting.left[0])


def _to_name(waiting: Open) -> Iterator[tuple[str, str, str]]:
    if waiting.names_missing and not waiting.left:
        yield "Name your top three risks", "top", reverse("top-risks", args=[waiting.form.challenge.slug])


def _of(waiting: Open, owner: Owner, roles: Holders, text: str, about: str, path: str) -> Iterator[Owed]:
    for person_id in roles.of(waiting.form.challenge, owner):
        yield _owed(waiting, person_id, text, f"form:{waiting.form.kind}:{waiting.form.pk}:{about}", path)


def _owed(waiting: Open, person_id: int, text: str, about: str, path: str) -> Owed:
    form = waiting.form
    where = form.challenge.called
    return Owed(person_id, about, text, where, path, challenge_id=form.challenge_id, due_on=form.due_on)
