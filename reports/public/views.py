"""Pages that anybody may read, without signing in and without scripts: published reports, and the words in them."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from peerchallenge.ui.pages import page
from peerchallenge.ui.rules import public
from reports.glossary import glossary
from reports.models.published import PublishedReport

from . import reading
from .caching import kept_for_a_moment
from .forms import ReportFilter

HOME, REPORTS = ("Home", "/"), ("Reports", "/reports/")
A_PAGE = 25


@public
@require_safe
@kept_for_a_moment
def reports(request: HttpRequest) -> HttpResponse:
    """Every report that is public, the newest first."""
    councils, years = reading.councils_and_years()
    form = ReportFilter(request.GET or None, councils=councils, years=years)
    wanted = form.cleaned_data if form.is_valid() else {"council": "", "year": ""}
    found = Paginator(reading.matching(wanted["council"], wanted["year"]), A_PAGE)
    return page(
        request,
        "reports/public/reports.html",
        crumbs=[HOME],
        filter_form=form if councils else None,
        is_narrowed=any(wanted.values()),
        page_obj=found.get_page(request.GET.get("page")),
    )


@public
@require_safe
@kept_for_a_moment
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report, as it reads now; or that it was withdrawn, and why."""
    known = _shown(slug)
    return _version(request, known, known.current, crumbs=[HOME, REPORTS])


@public
@require_safe
@kept_for_a_moment
def versions(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of a report, with what was corrected."""
    known = _shown(slug)
    if known.withdrawal_of(known.current):
        return _gone(request, known, known.current)
    rows = [(version, known.withdrawal_of(version)) for version in known.versions]
    request.region_name = known.current.region
    crumbs = [HOME, REPORTS, (known.current.council, f"/reports/{slug}/")]
    return page(request, "reports/public/versions.html", crumbs=crumbs, report=known.current, rows=rows)


@public
@require_safe
@kept_for_a_moment
def version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One version, which says so where there is a newer one."""
    known = _shown(slug)
    found = known.called(number)
    if not found:
        raise Http404
    crumbs = [HOME, REPORTS, (found.council, f"/reports/{slug}/"), ("Versions", f"/reports/{slug}/versions/")]
    return _version(request, known, found, crumbs=crumbs)


@public
@require_safe
@kept_for_a_moment
def council(request: HttpRequest, council: str) -> HttpResponse:
    """The published reports of one council."""
    name = reading.name_of_council(council)
    if not name:
        raise Http404
    found = Paginator(reading.matching(council), A_PAGE).get_page(request.GET.get("page"))
    return page(request, "reports/public/council.html", crumbs=[HOME, REPORTS], council=name, page_obj=found)


@public
@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """Councils are found by their reports."""
    return redirect("public-reports")


@public
@require_safe
@kept_for_a_moment
def words(request: HttpRequest) -> HttpResponse:
    """Words that a reader of reports may not know."""
    return page(request, "reports/public/glossary.html", crumbs=[HOME], words=glossary())


@public
@require_safe
@kept_for_a_moment
def licence(request: HttpRequest) -> HttpResponse:
    """How a report may be used."""
    return page(request, "reports/public/licence.html", crumbs=[HOME])


def _shown(slug: str) -> reading.Shown:
    """All that is public of this report. What is not public yet is not there, like an address that nobody has made."""
    if known := reading.shown(slug):
        return known
    raise Http404


def _version(
    request: HttpRequest, known: reading.Shown, found: PublishedReport, *, crumbs: list[tuple[str, str]]
) -> HttpResponse:
    if known.withdrawal_of(found):
        return _gone(request, known, found)
    request.region_name = found.region
    return page(
        request,
        "reports/public/report.html",
        crumbs=crumbs,
        report=found,
        content=found.content,
        is_newest=found == known.current,
        count=len(known.versions),
        first=known.first,
        files=reading.files_of(found),
        changed_since=reading.changed_since(found),
    )


def _gone(request: HttpRequest, known: reading.Shown, found: PublishedReport) -> HttpResponse:
    """The address stays, and says in plain words that there is no report any more."""
    request.region_name = found.region
    withdrawal = known.withdrawal_of(found)
    is_back = not known.withdrawal_of(known.current)
    context = {"report": found, "withdrawal": withdrawal, "is_back": is_back}
    return page(request, "reports/public/withdrawn.html", status=410, crumbs=[HOME, REPORTS], **context)
