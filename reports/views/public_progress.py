"""What the public reads of a review. This page knows the frozen copy and nothing of the workspace."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from peerchallenge.ui.pages import page
from peerchallenge.ui.rules import public
from reports.models.reviews import ProgressVersion

HOME = ("Home", "/")
FOLLOW_UP = 8  # nothing of a review is public before the stage in which reviews are
GONE = 410


@public
@require_safe
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The copy that the council published last; or, where it took it back, why."""
    copies = ProgressVersion.objects.filter(challenge__slug=slug, challenge__stage__gte=FOLLOW_UP)
    copy = copies.select_related("challenge__host", "challenge__cycle").first()
    if not copy:
        raise Http404
    if copy.is_withdrawn:
        template, status = "public/progress_withdrawn.html", GONE
    else:
        template, status = "public/progress.html", 200
    shown = {"version": copy, "content": copy.content, "challenge": copy.challenge}
    return page(request, template, status=status, crumbs=[HOME], **shown)
