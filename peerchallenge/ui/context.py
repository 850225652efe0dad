"""What every page knows: the product, the region, where one may go, and whether this is an example."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from peerchallenge import marks

PRODUCT = "Peer challenge"
# Pages of the layer above, which this one cannot ask for their addresses.
SIGN_IN, SIGN_OUT, ACCOUNT = "/sign-in/", "/sign-out/", "/account/"
GLOSSARY, LICENCE = "/glossary/", "/licence/"
PUBLIC_LINKS = (("About", "/about/"), ("Reports", "/reports/"), ("Help", "/help/"), ("Contact", "/contact/"))


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Where this person may go. Who is not signed in may read the public pages."""
    links = getattr(request, "navigation", None) or []
    if own := list(links() if callable(links) else links):
        return own
    here = "" if getattr(request, "is_nowhere", False) else request.path
    return [{"text": text, "url": url, "current": here.startswith(url)} for text, url in PUBLIC_LINKS]


def _restored_at(request: HttpRequest) -> datetime | None:
    """When the backup was made that this service was brought back from, until its work goes on. For those signed in."""
    user = getattr(request, "user", None)
    restored = marks.read(marks.RESTORED) if user is not None else None
    return datetime.fromisoformat(restored["made_at"]) if restored and user.is_authenticated else None


def site(request: HttpRequest) -> dict[str, Any]:
    """The layers above set `request.navigation` (dicts with text, url, current) and `request.region_name`."""
    return {
        "product_name": PRODUCT,
        "region_name": getattr(request, "region_name", "") or PRODUCT,
        "sign_in_address": SIGN_IN,
        "sign_out_address": SIGN_OUT,
        "account_address": ACCOUNT,
        "restored_at": SimpleLazyObject(lambda: _restored_at(request)),
        "glossary_address": GLOSSARY,
        "licence_address": LICENCE,
        "demo": getattr(settings, "DEMO", False),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
    }
