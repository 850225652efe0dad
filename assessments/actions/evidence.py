"""What an answer or a risk rests on: documents of the challenge, and where in them to look."""

from django.db import transaction

from assessments.models import Answer, Document, Evidence, RiskItem
from assessments.saving import refuse_if_signed_off
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record


@transaction.atomic
def link_evidence(row: Answer | RiskItem, *, document: Document, where: str, by: Person) -> Evidence:
    """Link a document to an answer or a risk. The same place twice is the same as once."""
    refuse_if_signed_off(row.assessment)
    if document.challenge_id != row.assessment.challenge_id or document.ended_at:
        raise Refused("Choose a document from the list", field="document")
    if same := row.evidence.filter(document=document, where=where).first():
        return same
    evidence = row.evidence.create(document=document, where=where, added_by=by)
    record("evidence.linked", row, by=by, challenge=row.assessment.challenge, question=row.question.title)
    return evidence


@transaction.atomic
def take_out_evidence(row: Answer | RiskItem, evidence: Evidence, *, by: Person) -> None:
    """Take a document out of an answer or a risk. The document itself stays; linking it again undoes this."""
    refuse_if_signed_off(row.assessment)
    gone, _ = row.evidence.filter(pk=evidence.pk).delete()
    if gone:
        record("evidence.taken_out", row, by=by, challenge=row.assessment.challenge, question=row.question.title)
