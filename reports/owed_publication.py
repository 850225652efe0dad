"""What people owe the publication of a report: the approval of its text, the publication, and a plan in good time.

It says in parts what the milestone of publication says as a whole, so cycles.owed leaves that one to it.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import DateTimeField, Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse

from cycles.holders import Holders, holders_once
from cycles.models import Owner, PeerChallenge, Stage
from cycles.owed import running_once
from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import civil
from peerchallenge.workdays import add_working_days, today_in_london

from .models import Approval, Publication, Report, ReportCorrection, ReportVersion

APPROVE, PUBLISH = "Approve the text of the report for the public", "Publish the report, or plan when"
ASK = "Ask when the report is published: it is agreed, and neither published nor planned"
CORRECT, PUBLISH_AGAIN = "Finish the correction of the report", "Publish the corrected report"


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe to reports that are agreed, or corrected."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    agreed = {pk: one for pk, one in running_once(people, known).items() if one.stage >= Stage.AGREED}
    if not agreed:
        return
    for report in _reports(agreed):
        challenge = agreed[report.challenge_id]
        if challenge.stage > Stage.AGREED:
            yield from _of_correction(report, challenge, roles)
        elif report.agreed_at and not report.is_published:
            yield from _of_publication(report, challenge, roles)


def _reports(agreed: dict[int, PeerChallenge]) -> QuerySet[Any]:
    """Each with what has happened to it so far, in one question."""
    of_report = {"report": OuterRef("pk")}
    finals = ReportVersion.objects.filter(kind=ReportVersion.Kind.FINAL, **of_report).order_by("-number")
    approvals = Approval.objects.filter(version__report=OuterRef("pk"))
    corrections = ReportCorrection.objects.filter(dropped_at=None, approval=None, **of_report)
    return Report.objects.filter(challenge__in=agreed).annotate(
        agreed_at=Subquery(finals.values("made_at")[:1], output_field=DateTimeField()),
        approved_at=Subquery(approvals.values("approved_at")[:1], output_field=DateTimeField()),
        is_published=Exists(Publication.objects.filter(**of_report)),
        is_corrected=Exists(corrections),
        waits=Exists(approvals.filter(publications=None)),
    )


def _of_publication(report: Any, challenge: PeerChallenge, roles: Holders) -> Iterator[Owed]:
    """First the approval, then the publication. After two weeks without a plan the regional lead asks."""
    agreed_on = civil(report.agreed_at)
    is_approved = bool(report.approved_at and report.approved_at >= report.agreed_at)
    last = agreed_on + timedelta(days=settings.PUBLISH_OR_PLAN_DAYS)
    is_late = today_in_london() >= last
    if not is_approved:
        due_on = add_working_days(agreed_on, settings.APPROVE_TEXT_WORKING_DAYS)
        yield from _owed(challenge, roles, Owner.TEAM_LEAD, "approve", APPROVE, "publication-approval", due_on)
    if is_approved or is_late:
        page = "publication-time" if is_approved else "publication"
        yield from _owed(challenge, roles, Owner.HOST_DASS, "publish", PUBLISH, page, last)
    if is_late:
        yield from _owed(challenge, roles, Owner.REGIONAL_LEAD, "ask", ASK, "publication", last)


def _of_correction(report: Any, challenge: PeerChallenge, roles: Holders) -> Iterator[Owed]:
    if report.is_corrected:
        yield from _owed(challenge, roles, Owner.TEAM_LEAD, "correct", CORRECT, "publication-correction")
    elif report.waits:
        yield from _owed(challenge, roles, Owner.HOST_DASS, "publish-again", PUBLISH_AGAIN, "publication-time")


def _owed(
    challenge: PeerChallenge, roles: Holders, owner: Owner, what: str, text: str, page: str, due_on: date | None = None
) -> Iterator[Owed]:
    about, path = f"publication:{challenge.pk}:{what}", reverse(page, args=[challenge.slug])
    for person_id in roles.of(challenge, owner):
        yield Owed(person_id, about, text, challenge.called, path, challenge.pk, due_on)
