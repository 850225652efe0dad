"""What every page of a region's settings has in common: the crumbs, and who can see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cycles.models import Region
from peerchallenge.ui.pages import page

OFFICE_SEES = "the regional lead and the regional coordinator"
Crumb = tuple[str, str]


def region_page(request: HttpRequest, template: str, region: Region, *crumbs: Crumb, **context: Any) -> HttpResponse:
    """One page of a region's settings, below its hub."""
    hub = (region.name, reverse("region", args=[region.slug]))
    above = [hub, *crumbs] if request.path != hub[1] else []
    return page(
        request,
        template,
        region=region,
        crumbs=[("Home", reverse("home")), *above],
        who_can_see=context.pop("who_can_see", OFFICE_SEES),
        **context,
    )


def people_crumb(region: Region) -> Crumb:
    return "People", reverse("people", args=[region.slug])
