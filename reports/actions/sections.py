"""Writing the report: who writes which section, and its text. The trail never says whose hand it was."""

from django.db import transaction

from cycles.models import PeerChallenge
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from reports.models import Part, Report, ReportSection
from reports.parts import WRITTEN
from reviews.standing_in import is_team_lead

NOT_WRITTEN = "Nobody on the team writes this section."
MOVED_ON = "The draft went to the council a moment ago, so this is not saved."
ONLY_FOR_ONESELF = "Only the team lead says who else writes a section."
TAKEN = "{name} writes this section already. The team lead can change that."


@transaction.atomic
def write_section(
    challenge: PeerChallenge, *, part: Part, text: str, is_done: bool, seen: int, by: Person
) -> ReportSection:
    """Write what the team says in one section. Raises Stale with both texts when somebody saved meanwhile.

    Raises Refused when the draft went out while it was written.
    """
    section = _section(challenge, part)
    if PeerChallenge.objects.get(pk=challenge.pk).stage != challenge.stage:
        raise Refused(MOVED_ON)
    save_version(section, {"text": text, "is_done": is_done}, seen=seen, by=by)
    record("report.written", section, by=by, challenge=challenge, section=str(section))
    return section


@transaction.atomic
def name_writer(challenge: PeerChallenge, *, part: Part, writer: Person | None, by: Person) -> ReportSection:
    """Say who writes a section, or that nobody does. The team lead names anybody, the others speak for themselves."""
    section = _section(challenge, part)
    if not is_team_lead(challenge, by):
        if writer not in (None, by):
            raise Refused(ONLY_FOR_ONESELF)
        if section.owner not in (None, by):
            raise Refused(TAKEN.format(name=section.owner))
    section.owner = writer
    section.save(update_fields=["owner"])
    record("report.writer_named", section, by=by, challenge=challenge, section=str(section))
    return section


def _section(challenge: PeerChallenge, part: Part) -> ReportSection:
    """The row of a section. The first that is written begins the report."""
    if part not in WRITTEN:
        raise Refused(NOT_WRITTEN)
    take_turn(f"report {challenge.pk}")
    report, _ = Report.objects.get_or_create(challenge=challenge)
    section, _ = ReportSection.objects.select_related("owner").get_or_create(report=report, part=part)
    return section
