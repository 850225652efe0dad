"""The draft: a second reader reads it, it goes to the council as a numbered copy, and it may be taken back."""

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse

from cycles.dates import keep_milestone, move_milestone, open_milestone_again
from cycles.lifecycle import move
from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.ui.wording import weekday
from peerchallenge.workdays import add_working_days, today_in_london
from reports.assembling import Material
from reports.models import AccuracyCheck, Report, ReportVersion, SecondLook
from reports.readiness import unmet_to_send
from reviews.standing_in import reason_of, standing_in
from reviews.telling import EVERYBODY, tell_holders

CHANGED = "The draft was changed a moment ago. Read it again."
SENT, CHECK = "draft-report", "accuracy-check"  # the milestones that a draft keeps and moves


@transaction.atomic
def look_again(challenge: PeerChallenge, *, digest: str, remarks: str, by: Person) -> SecondLook:
    """Say that one has read the whole draft as it read then. Raises Refused when it reads otherwise by now."""
    take_turn(f"report {challenge.pk}")
    if Material(challenge).digest != digest:
        raise Refused(CHANGED)
    report, _ = Report.objects.get_or_create(challenge=challenge)
    look, _ = SecondLook.objects.update_or_create(
        report=report, digest=digest, looked_by=by, defaults={"remarks": remarks}
    )
    record("report.looked_at", look, by=by, challenge=challenge)
    return look


@transaction.atomic
def send_draft(challenge: PeerChallenge, *, digest: str, by: Person) -> ReportVersion:
    """Give the council the draft as it was read by who sends it: a copy that never changes, and ten working days.

    Raises Refused when it reads otherwise by now, and CannotMove while something is missing.
    """
    take_turn(f"report {challenge.pk}")
    material = Material(challenge)
    if material.digest != digest:
        raise Refused(CHANGED)
    report, _ = Report.objects.get_or_create(challenge=challenge)
    unmet = unmet_to_send(material, by)
    move(challenge, Stage.ACCURACY_CHECK, by=by, unmet=unmet, reason=standing_in(challenge, by))
    last = report.versions.aggregate(last=Max("number"))["last"] or 0
    version = ReportVersion.objects.create(
        report=report,
        number=last + 1,
        kind=ReportVersion.Kind.DRAFT,
        content=material.content,
        digest=digest,
        made_by=by,
    )
    due_on = add_working_days(today_in_london(), settings.ACCURACY_WORKING_DAYS)
    AccuracyCheck.objects.create(draft=version, due_on=due_on)
    keep_milestone(challenge, SENT, by=by)
    move_milestone(challenge, CHECK, due_on)
    text = f"the draft report is there. The council checks its facts until {weekday(due_on)}"
    _tell(challenge, text, f"report:{report.pk}:{version.number}", by=by)
    return version


@transaction.atomic
def take_back_draft(challenge: PeerChallenge, *, reason: str, by: Person) -> None:
    """Go back to writing, with a reason. The copy that the council has stays as it is; the next one has a new number.

    Whoever reads the copies reads them again once the next draft is out.
    """
    move(challenge, Stage.DRAFTING, by=by, reason=reason_of(challenge, by, reason))
    for code in (SENT, CHECK):
        open_milestone_again(challenge, code)
    _tell(challenge, "the team writes a new draft of the report", f"report:{challenge.pk}:back", by=by)


def _tell(challenge: PeerChallenge, text: str, about: str, *, by: Person) -> None:
    path = (
        challenge.get_absolute_url() if challenge.stage == Stage.DRAFTING else reverse("report", args=[challenge.slug])
    )
    tell_holders(challenge, EVERYBODY, text, about, path=path, by=by)
