"""Published reports of the example region. The council that agreed its report and published nothing stays as it is."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from cycles.models import Milestone, PeerChallenge, Post, PostKind, Region, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import civil
from peerchallenge.workdays import LONDON, add_working_days, today_in_london
from reports.agreement import final_version
from reports.assembling import digest_of
from reports.models import Approval, Publication, PublishedReport, ReportVersion, Sharing
from reports.pdf import Kind, want_pdf
from reports.public_text import public_content
from reports.publication import copy_for_the_public

COMMITTEE = "Adult social care scrutiny committee"


def build(region: Region) -> None:
    """Solihull published three weeks ago, others long since. Solihull has told its staff, and its partners not yet."""
    published = PeerChallenge.objects.in_region(region).filter(stage__gte=Stage.PUBLISHED)
    for challenge in published.select_related("host", "cycle__region"):
        if final := final_version(challenge):
            director = Post.objects.get(authority=challenge.host, kind=PostKind.DASS).person
            day = _day_of(challenge, final)
            _publish(challenge, _approve(final, day), day, director)
            Sharing.objects.create(report=final.report, version=1, **_shared(day, challenge.stage > Stage.PUBLISHED))


def _day_of(challenge: PeerChallenge, final: ReportVersion) -> date:
    """The day on which it was due; after the agreement, and never today or later."""
    due = Milestone.objects.filter(challenge=challenge, code="published").values_list("due_on", flat=True).first()
    soonest = add_working_days(civil(final.made_at), 3)
    return min(max(due or soonest, soonest), add_working_days(today_in_london(), -1))


def _approve(final: ReportVersion, day: date) -> Approval:
    """The team lead reads it as the public will, two working days before."""
    content, at = public_content(final.content), _at(add_working_days(day, -2), 14)
    text = ReportVersion.objects.create(
        report=final.report,
        number=final.number + 1,
        kind=ReportVersion.Kind.PUBLIC,
        content=content,
        digest=digest_of(content),
        made_at=at,
        made_by=final.made_by,
    )
    return Approval.objects.create(version=text, made_of=final, approved_at=at, approved_by=final.made_by)


def _publish(challenge: PeerChallenge, approval: Approval, day: date, director: Person) -> None:
    at = _at(day, 9)
    public = PublishedReport.objects.create(**copy_for_the_public(challenge, approval), publish_at=at)
    want_pdf(approval.version, Kind.PUBLIC, by=director)
    Publication.objects.create(
        report=approval.version.report,
        approval=approval,
        published=public,
        pressed_at=at,
        settled_at=at,
        published_by=director,
    )


def _shared(day: date, is_all: bool) -> dict[str, Any]:
    """What the council did in the days after: some of it, or all."""
    known = {"staff_on": day + timedelta(days=1), "participants_on": day + timedelta(days=1)}
    later = {"partners_on": day + timedelta(days=8), "presented_on": day + timedelta(days=14), "committee": COMMITTEE}
    return {**known, **(later if is_all else {})}


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, clock(hour), LONDON)
