"""Preparing a correction of the published report: it changes paragraphs of the text that was approved last."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reports.models import CorrectedParagraph, ReportCorrection
from reports.public_text import changeable
from reports.publication import Standing
from reports.settling import settle_what_is_out
from reports.turns import take_turn_at

NOT_YET = "The report is not public yet. Until then the accuracy check can be opened again."
OPEN_ALREADY = "Somebody prepares a correction already. You can go on with it."
OVER = "The correction was approved or dropped a moment ago, so this was not saved. Copy what you want to keep."
SAME = "The paragraph reads as before. Write how it should read now"
EMPTY = "Enter the new text"
PLANNED = "A version of the report is planned. Take the plan back first, or wait until it is public."


@transaction.atomic
def begin_correction(challenge: PeerChallenge, *, note: str, by: Person) -> ReportCorrection:
    """Begin with the text that was approved last. `note` tells the public what is put right."""
    take_turn_at(challenge)
    settle_what_is_out(challenge)
    standing = Standing(challenge)
    if not standing.current or not standing.approval:
        raise Refused(NOT_YET)
    if standing.planned:
        raise Refused(PLANNED)
    if standing.correction:
        raise Refused(OPEN_ALREADY)
    base = standing.approval.version
    correction = ReportCorrection.objects.create(report=base.report, base=base, note=note, begun_by=by)
    record("report_correction.begun", correction, by=by, challenge=challenge)
    return correction


@transaction.atomic
def change_note(correction: ReportCorrection, *, note: str, seen: int, by: Person) -> None:
    """Say otherwise what is put right. Raises Stale when somebody saved first."""
    _hold_open(correction)
    save_version(correction, {"note": note}, seen=seen, by=by)
    record("report_correction.explained", correction, by=by, challenge=correction.report.challenge)


@transaction.atomic
def correct_paragraph(
    correction: ReportCorrection, *, number: str, facts: Mapping[str, str], seen: int, by: Person
) -> None:
    """Say how one paragraph reads in the correction. Raises Stale when somebody saved it first."""
    _hold_open(correction)
    before = changeable(correction.base.content)[number]
    row = CorrectedParagraph.objects.filter(correction=correction, paragraph=number).first()
    if not row and all(facts[name] == before[name] for name in ("heading", "text")):
        raise Refused(SAME, field="text")
    if not facts["text"] and (before["text"] or not facts["heading"]):
        raise Refused(EMPTY, field="text")
    if not row:
        row = CorrectedParagraph.objects.create(
            correction=correction, paragraph=number, heading=before["heading"], text=before["text"]
        )
    save_version(row, dict(facts), seen=seen, by=by)
    record("report_correction.written", correction, by=by, challenge=correction.report.challenge, paragraph=number)


@transaction.atomic
def drop_correction(challenge: PeerChallenge, *, by: Person) -> None:
    """Leave the published report as it is."""
    take_turn_at(challenge)
    correction = Standing(challenge).correction
    if not correction:
        raise Refused(OVER)
    ReportCorrection.objects.filter(pk=correction.pk).update(dropped_at=timezone.now())
    record("report_correction.dropped", correction, by=by, challenge=challenge)


def _hold_open(correction: ReportCorrection) -> None:
    take_turn_at(correction.report.challenge)
    if not ReportCorrection.objects.filter(pk=correction.pk, dropped_at=None, approval=None).exists():
        raise Refused(OVER)
