"""Who of the host writes which answer, and where it is written."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from cycles.models import HostMember, HostRole, PeerChallenge, Post, PostKind
from peerchallenge.accounts.models import Person

from .models import Answer, Assessment, InstrumentKind, RiskItem

WRITERS = (HostRole.COORDINATOR, HostRole.PSW, HostRole.COLLEAGUE)


def people_of_host(challenge: PeerChallenge) -> Any:
    """Who can be asked to write an answer: the director, and those of the host who may write."""
    members = HostMember.objects.current().filter(challenge=challenge, role__in=WRITERS)
    directors = Post.objects.current().filter(authority=challenge.host_id, kind=PostKind.DASS)
    of_host = Q(pk__in=members.values("person")) | Q(pk__in=directors.values("person"))
    return Person.everybody.filter(of_host, is_active=True).order_by("name")


def and_who_has_left(answers: Any, challenge: PeerChallenge) -> Any:
    """The answers, each saying whether the person who was asked to write it has left since."""
    still_here = people_of_host(challenge).filter(pk=OuterRef("assigned_to")).order_by()
    return answers.select_related("assigned_to").annotate(has_left=Q(assigned_to__isnull=False) & ~Exists(still_here))


def path_of(row: Answer | RiskItem) -> str:
    """The page on which this answer or risk is written."""
    section = row.question.section
    if isinstance(row, RiskItem):
        return reverse("risk", args=[row.assessment.challenge.slug, section.slug])
    return reverse("question", args=[row.assessment.challenge.slug, section.slug, row.question.position])


def start_of(form: Assessment) -> str:
    """The first page of a form: its list of questions, or the grid of risks."""
    name = "risks" if form.kind == InstrumentKind.TEASC_RISK else "self-assessment"
    return reverse(name, args=[form.challenge.slug])


def check_of(form: Assessment) -> str:
    """The page on which a form is read through and signed off."""
    name = "risks-check" if form.kind == InstrumentKind.TEASC_RISK else "self-assessment-check"
    return reverse(name, args=[form.challenge.slug])
