"""Where the publication of a report stands: what may be published, what is planned, what is out, what is withdrawn."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Max

from cycles.models import PeerChallenge, Stage

from .agreement import final_version
from .assembling import Content
from .models import Approval, Publication, PublishedReport, ReportCorrection, ReportVersion, ReportWithdrawal
from .public_text import corrected, differing, headline, public_content


@dataclass(frozen=True)
class ToApprove:
    """A text for the public that waits for the team lead's yes."""

    content: Content
    made_of: ReportVersion
    note: str = ""
    correction: ReportCorrection | None = None

    @property
    def changed(self) -> list[str]:
        """The paragraphs that a correction changes."""
        return differing(self.made_of.content, self.content) if self.correction else []

    @property
    def is_ready(self) -> bool:
        """A correction that changes nothing is none."""
        return not self.correction or bool(self.changed)


class Standing:
    """All that is known of the publication of one report, each part asked for once."""

    def __init__(self, challenge: PeerChallenge):
        self.challenge = challenge

    @cached_property
    def publications(self) -> list[Publication]:
        """Every publication, the newest first."""
        found = Publication.objects.filter(report__challenge=self.challenge)
        return list(found.select_related("published", "published_by", "approval__approved_by"))

    @property
    def planned(self) -> Publication | None:
        """The one whose time has not come."""
        return next((one for one in self.publications if not one.is_out), None)

    @property
    def current(self) -> Publication | None:
        """The newest of those whose time has come."""
        return next((one for one in self.publications if one.is_out), None)

    @cached_property
    def _withdrawals(self) -> list[ReportWithdrawal]:
        rows = ReportWithdrawal.objects.filter(slug=self.challenge.slug).order_by("withdrawn_at")
        return list(rows) if self.publications else []

    @property
    def withdrawal(self) -> ReportWithdrawal | None:
        """The report was taken from the public, and has not been published again since."""
        return self._withdrawal_of(self.current) if self.current else None

    def _withdrawal_of(self, made: Publication) -> ReportWithdrawal | None:
        return next((one for one in self._withdrawals if one.withdrawn_at >= made.published.publish_at), None)

    @property
    def rows(self) -> list[tuple[Publication, ReportWithdrawal | None]]:
        """Every version, the newest first, with the withdrawal that took it from the public."""
        return [(made, self._withdrawal_of(made)) for made in self.publications]

    @property
    def is_public(self) -> bool:
        return bool(self.current and not self.withdrawal)

    @cached_property
    def correction(self) -> ReportCorrection | None:
        """The correction that is being prepared."""
        found = ReportCorrection.objects.filter(report__challenge=self.challenge, dropped_at=None, approval=None)
        return found.select_related("base", "report").first()

    @cached_property
    def approval(self) -> Approval | None:
        """The yes of the team lead that holds. Before the first publication that is one to the newest final report."""
        found = Approval.objects.filter(version__report__challenge=self.challenge)
        newest = found.select_related("version", "approved_by").first()
        if newest and not self.current and newest.made_of_id != getattr(self.final, "pk", None):
            return None
        return newest

    @property
    def waiting(self) -> Approval | None:
        """An approved text that is neither out nor planned, or that was withdrawn."""
        if not self.approval or self.planned:
            return None
        is_out = bool(self.current and self.current.approval_id == self.approval.pk)
        return None if is_out and not self.withdrawal else self.approval

    @cached_property
    def final(self) -> ReportVersion | None:
        return final_version(self.challenge)

    @cached_property
    def to_approve(self) -> ToApprove | None:
        """The text that waits for the team lead, if one does."""
        if correction := self.correction:
            words = {one.paragraph: one for one in correction.paragraphs.all()}
            content = corrected(correction.base.content, words)
            return ToApprove(content, correction.base, correction.note, correction)
        if self.challenge.stage == Stage.AGREED and self.final and not self.current and not self.approval:
            return ToApprove(public_content(self.final.content), self.final)
        return None

    @property
    def text(self) -> Content | None:
        """What the public reads now, or would read next."""
        if self.to_approve:
            return self.to_approve.content
        return self.approval.version.content if self.approval else None


def copy_for_the_public(challenge: PeerChallenge, approval: Approval) -> dict[str, Any]:
    """All that the public is told, but for when, as it is now: a published row looks nothing up later."""
    content, host, region = approval.version.content, challenge.host, challenge.cycle.region
    last = PublishedReport.objects.filter(slug=challenge.slug).aggregate(last=Max("number"))["last"]
    return {
        "slug": challenge.slug,
        "number": (last or 0) + 1,
        "council": host.short_name,
        "council_in_full": host.official_name,
        "council_slug": host.slug,
        "region": region.name,
        "office": region.office,
        "first_day": challenge.first_day,
        "last_day": challenge.last_day,
        "content": content,
        "digest": approval.version.digest,
        **vars(headline(content)),
    }
