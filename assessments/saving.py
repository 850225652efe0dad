"""Keeping what the host writes, word for word: every save is a version, and nothing is checked but that it fits.

An autosave uses this directly; its version is the record of it. What a person sends by a button goes through an action,
which also writes the trail.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.revisions import save_version

from .models import Answer, Assessment, RiskItem, TopRisk

Written = Answer | RiskItem
SIGNED_OFF = "This form is signed off. It can be changed once the host DASS has opened it again."


class TopStale(Exception):
    """Somebody else saved one of the top risks first. `theirs` is all of them as they are now."""

    def __init__(self, theirs: list[TopRisk]):
        super().__init__("the top risks have been saved by somebody else")
        self.theirs = theirs


def refuse_if_signed_off(form: Assessment) -> None:
    if form.signed_off_at:
        raise Refused(SIGNED_OFF)


def save_words(row: Written, words: dict[str, Any], *, complete: bool, seen: int, by: Person) -> bool:
    """Save what was written to one question, unless it says so already. True if there was something to save.

    `row` was loaded `for_writing`. Raises Stale with both texts when somebody else saved other words first, and Refused
    when the form is signed off. The same words are never in conflict: a page that sent them twice, by itself and by a
    button, or that never heard an answer, goes on from what stands there.
    """
    refuse_if_signed_off(row.assessment)
    is_said = all(getattr(row, name) == value for name, value in words.items())
    if is_said and row.is_complete == complete:
        return False
    state = {**words, "is_complete": complete, "saved_at": timezone.now(), "saved_by_id": by.pk}
    save_version(row, state, seen=row.version if is_said else seen, by=by)
    return True


def top_version(risks: Iterable[TopRisk]) -> int:
    """The version of the page that holds all top risks. It grows with each of theirs."""
    return sum(risk.version for risk in risks)


def save_top_words(form: Assessment, words: dict[int, dict[str, Any]], *, seen: int, by: Person) -> bool:
    """Save the top risks, by their places, unless they say so already.

    Raises TopStale, with all of them as they are now, when somebody else saved one first.
    """
    refuse_if_signed_off(Assessment.objects.select_for_update().get(pk=form.pk))
    risks = {risk.place: risk for risk in form.top_risks.select_for_update().order_by("place")}
    changed = [place for place, said in words.items() if any(getattr(risks[place], k) != v for k, v in said.items())]
    if changed and seen != top_version(risks.values()):
        raise TopStale(list(risks.values()))
    for place in changed:
        save_version(risks[place], words[place], seen=risks[place].version, by=by)
    return bool(changed)
