"""Headers that keep pages private by default. Settings read this before Django is set up: no models here."""

from collections.abc import Callable

from csp.constants import NONE, SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from peerchallenge.ui.rules import PUBLIC

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
# Nothing here asks for a camera, a microphone or a place; a script that slips in must not be able to either.
PERMISSIONS_POLICY = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


def is_public(request: HttpRequest) -> bool:
    """True when the view that answered says that anybody may read it."""
    match = getattr(request, "resolver_match", None)
    return bool(match) and getattr(match.func, "rule", None) == PUBLIC


class PrivateByDefault:
    """A page is private until its view says otherwise: not stored, and not listed by search engines."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # An error page, or a form that came back with faults, holds what a person wrote.
        read = request.method in ("GET", "HEAD") and response.status_code < 400
        public = read and is_public(request)
        # "no-cache" asks before showing a kept copy: the name in the header must not outlive a sign-out.
        response.headers.setdefault("Cache-Control", "private, no-cache" if public else "private, no-store")
        if not public or settings.DEMO:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
