"""The feedback of the last day: written by the team lead, and frozen as it was presented."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reviews.feedback import content_of, fingerprint
from reviews.models import Feedback, PresentedFeedback

NOTHING = "The feedback takes in no finding and no recommendation yet. Choose at least one."
SAME = "This is frozen already. Nothing was changed since."
CHANGED = "Something was changed a moment ago. Read it again before you freeze it."


@transaction.atomic
def write_feedback(
    challenge: PeerChallenge, *, texts: Mapping[str, str], taken: Iterable[str], seen: int, by: Person
) -> None:
    """Write the feedback and say what it takes in. Raises Stale with both versions when somebody saved meanwhile."""
    take_turn(f"feedback {challenge.pk}")
    feedback, _ = Feedback.objects.get_or_create(challenge=challenge)
    save_version(feedback, {**texts, "taken": list(taken)}, seen=seen, by=by)
    record("feedback.written", feedback, by=by, challenge=challenge)


@transaction.atomic
def present_feedback(feedback: Feedback, *, seen: str, by: Person) -> PresentedFeedback:
    """Keep what was presented as a copy that never changes: just what was read by who freezes it.

    `seen` is the fingerprint of that. Raises Refused when it reads otherwise by now, or when there is nothing new.
    """
    challenge = feedback.challenge
    take_turn(f"feedback {challenge.pk}")
    now = Feedback.objects.select_related("challenge").get(pk=feedback.pk)
    content = content_of(now)
    if not content["groups"] and not content["recommendations"]:
        raise Refused(NOTHING)
    if fingerprint(content) != seen:
        raise Refused(CHANGED)
    last = now.copies.first()
    if last and last.content == content:
        raise Refused(SAME)
    number = last.number + 1 if last else 1
    copy = PresentedFeedback.objects.create(feedback=now, number=number, content=content, presented_by=by)
    record("feedback.presented", copy, by=by, challenge=challenge, number=number)
    return copy
