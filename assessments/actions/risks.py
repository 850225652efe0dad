"""Filling in the risk tool: rating a domain, and naming the three risks that worry the host most."""

from typing import Any

from django.db import transaction

from assessments.models import Assessment, RiskItem
from assessments.saving import save_top_words, save_words
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record


@transaction.atomic
def rate_risk(risk: RiskItem, words: dict[str, Any], *, complete: bool, seen: int, by: Person) -> None:
    """Save what the host says about one domain of risk, whether it is complete or to go on with later."""
    if save_words(risk, words, complete=complete, seen=seen, by=by):
        record(
            "risk.completed" if complete else "risk.saved",
            risk,
            by=by,
            challenge=risk.assessment.challenge,
            domain=risk.question.title,
        )


@transaction.atomic
def name_top_risks(form: Assessment, words: dict[int, dict[str, Any]], *, seen: int, by: Person) -> None:
    """Save the three risks that the host worries about most, by their places."""
    if save_top_words(form, words, seen=seen, by=by):
        record("top_risks.named", form, by=by, challenge=form.challenge)
