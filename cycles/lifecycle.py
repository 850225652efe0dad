"""The ten stages of a challenge: one table, and one way to move."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record

from .models import PeerChallenge, Stage, StageChange


@dataclass(frozen=True)
class Step:
    """One line of the table: who takes a challenge from a stage to another, what must be true, whether backwards."""

    to: Stage
    mover: str
    must_be_true: tuple[str, ...]
    back: bool = False


S = Stage
NEXT: dict[Stage, tuple[Step, ...]] = {
    S.PLANNED: (
        Step(S.PREPARING, "regional lead", ("dates agreed with the host DASS", "editions of the forms pinned")),
    ),
    S.PREPARING: (
        Step(
            S.READING,
            "regional lead",
            (
                "self-assessment and risk tool signed off",
                "mandatory documents answered",
                "practice review handed over",
                "team rule met or waived",
                "everyone declared",
            ),
        ),
    ),
    S.READING: (
        Step(
            S.ON_SITE,
            "team lead",
            ("first day reached", "timetable final", "every group briefed, or the reason why not"),
        ),
        Step(S.PREPARING, "team lead", ("a reason",), back=True),
    ),
    S.ON_SITE: (Step(S.DRAFTING, "team lead", ("feedback presented, as a frozen copy",)),),
    S.DRAFTING: (Step(S.ACCURACY_CHECK, "team lead", ("second person's check done", "draft frozen and numbered")),),
    S.ACCURACY_CHECK: (
        Step(
            S.AGREED,
            "team lead",
            ("host sent comments or confirmed none, or the deadline has passed", "every point answered"),
        ),
        Step(S.DRAFTING, "team lead", ("a new draft", "a reason"), back=True),
    ),
    S.AGREED: (
        Step(
            S.PUBLISHED,
            "host DASS",
            (
                "approved by the team lead",
                "recommendations have an indicator or a reason",
                "no pre-election block, or an override",
            ),
        ),
        Step(S.ACCURACY_CHECK, "team lead", ("a reason",), back=True),
    ),
    S.PUBLISHED: (Step(S.FOLLOW_UP, "system", ("the six-month review opens",)),),
    S.FOLLOW_UP: (Step(S.CLOSED, "regional lead", ("twelve-month review recorded",)),),
    S.CLOSED: (),
}


class CannotMove(Exception):
    """Why a challenge cannot go on, as sentences for the person who tried."""

    def __init__(self, *reasons: str):
        super().__init__(*reasons)
        self.reasons = list(reasons)


@transaction.atomic
def move(
    challenge: PeerChallenge, to: Stage, *, by: Person | None, unmet: Iterable[str] = (), reason: str = ""
) -> None:
    """Move a challenge on, or say in plain words why it cannot go.

    The caller, who owns the facts, passes what is `unmet` and has asked the policy. A move backwards needs a reason.
    """
    before = Stage(challenge.stage)
    step = next((step for step in NEXT[before] if step.to == to), None)
    if step is None:
        raise CannotMove(f"A challenge that is “{before.label}” cannot become “{Stage(to).label}”")
    if challenge.is_paused:
        raise CannotMove("This challenge is paused. Resume it first.")
    if step.back and not reason.strip():
        raise CannotMove("Give a reason for going back")
    if missing := list(unmet):
        raise CannotMove(*missing)
    here = PeerChallenge.objects.filter(pk=challenge.pk, stage=before, paused_at=None)
    if not here.update(stage=to):
        raise CannotMove("Somebody else moved this challenge a moment ago. Look at it again.")
    challenge.stage = to
    StageChange.objects.create(challenge=challenge, before=before, after=to, by=by, reason=reason)
    record(
        "challenge.moved",
        challenge,
        by=by,
        challenge=challenge,
        before=before.label,
        after=to.label,
        reason=reason,
    )
