"""What the public reads of a review. This page knows the frozen copy and nothing of the workspace."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peerchallenge.ui.pages import page
from peerchallenge.ui.rules import public
from reports.public_progress import public_copy

HOME, REPORTS = ("Home", "/"), ("Reports", "/reports/")
GONE = 410


@public
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The copy that the council published last; or, where it took it back, why."""
    copy = public_copy(slug)
    if not copy:
        raise Http404
    if copy.is_withdrawn:
        template, status = "public/progress_withdrawn.html", GONE
    else:
        template, status = "public/progress.html", 200
    crumbs = [HOME, REPORTS, (str(copy.challenge.host), f"/reports/{slug}/")]
    shown = {"version": copy, "content": copy.content, "challenge": copy.challenge}
    return page(request, template, status=status, crumbs=crumbs, **shown)
