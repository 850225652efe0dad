"""The PDF of a published report: wanted when somebody publishes it, and everybody's once the report is out."""

from django.urls import reverse

from peerchallenge.ui.templatetags.ui import file_size
from peerchallenge.ui.wording import plural

from .models import Publication, PublishedReport, ReportVersion
from .pdf import Kind, state_of


def files_of(report: PublishedReport) -> list[dict[str, str]]:
    """What the public page says of the PDF: a link, or that it is being made. Nothing where there is none."""
    version = version_of(report)
    state = state_of(version, Kind.PUBLIC) if version else None
    if state and state.file and state.pdf:
        size = f"{file_size(state.file.size)}, {plural(state.pdf.pages, 'page')}"
        return [{"url": reverse("public-report-pdf", args=[report.slug, report.number]), "text": f"PDF ({size})"}]
    return [{"url": "", "text": "The PDF is being made"}] if state and state.is_being_made else []


def version_of(report: PublishedReport) -> ReportVersion | None:
    """The frozen text that was published."""
    found = Publication.objects.filter(published=report).select_related("approval__version").first()
    return found.approval.version if found else None


def is_out(slug: str, number: str) -> PublishedReport | None:
    """This version, if it is public now. Before its time, and once it is withdrawn, it is nowhere."""
    out = PublishedReport.objects.out().with_state().filter(slug=slug, is_withdrawn=False)
    return next((one for one in out if str(one.number) == number), None)
