"""What the public may know of reports, asked of published rows whose time has come, and of nothing else."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from reports.models.published import PublishedReport, ReportWithdrawal

WITHOUT_TEXT = ("content", "digest")  # lists do not load the reports themselves


def readable() -> QuerySet[PublishedReport]:
    """The version of each report that is to be read now, the newest first."""
    return PublishedReport.objects.out().with_state().filter(is_withdrawn=False, is_replaced=False).defer(*WITHOUT_TEXT)


def newest(count: int) -> list[PublishedReport]:
    return list(readable()[:count])


def matching(council: str = "", year: str = "") -> QuerySet[PublishedReport]:
    """Those of a council, by the name in its address, or that were published in a year."""
    found = readable()
    if council:
        found = found.filter(council_slug=council)
    return found.filter(publish_at__year=int(year)) if year else found


def councils_and_years() -> tuple[list[tuple[str, str]], list[str]]:
    """What the list can be narrowed down to: only what is in it."""
    facts = list(readable().values_list("council_slug", "council", "publish_at"))
    councils = sorted({(slug, name) for slug, name, _ in facts}, key=lambda pair: pair[1])
    return councils, sorted({str(timezone.localtime(at).year) for _, _, at in facts}, reverse=True)


@dataclass(frozen=True)
class Shown:
    """Every version of one report whose time has come, the newest first, and the withdrawals of the report."""

    versions: list[PublishedReport]
    withdrawals: list[ReportWithdrawal]

    @property
    def current(self) -> PublishedReport:
        return self.versions[0]

    @property
    def first(self) -> PublishedReport:
        return self.versions[-1]

    def called(self, number: str) -> PublishedReport | None:
        return next((one for one in self.versions if str(one.number) == number), None)

    def withdrawal_of(self, version: PublishedReport) -> ReportWithdrawal | None:
        """The withdrawal that took this version from the public: the first one after it was published."""
        later = [one for one in self.withdrawals if one.withdrawn_at >= version.publish_at]
        return min(later, key=lambda one: one.withdrawn_at, default=None)


def shown(slug: str) -> Shown | None:
    """All that is public of one report, or nothing: then nobody can tell whether there will ever be something."""
    versions = list(PublishedReport.objects.out().filter(slug=slug).with_state())
    return Shown(versions, list(ReportWithdrawal.objects.filter(slug=slug))) if versions else None


def name_of_council(slug: str) -> str:
    """How a council is called of which something is, or was, public. Of any other nothing is known here."""
    names = PublishedReport.objects.out().filter(council_slug=slug).values_list("council", flat=True)
    return names.first() or ""


def files_of(report: PublishedReport) -> list[dict[str, str]]:
    """Copies to take along: url and text of each. Who makes them is named by PUBLISHED_FILES."""
    source = getattr(settings, "PUBLISHED_FILES", "")
    return import_string(source)(report) if source else []


def changed_since(report: PublishedReport) -> str:
    """Where it is to be read what changed since this report. Who knows is named by PUBLISHED_SINCE."""
    source = getattr(settings, "PUBLISHED_SINCE", "")
    return import_string(source)(report.slug) if source else ""
