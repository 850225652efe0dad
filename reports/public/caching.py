"""Public pages may be kept for a moment by browsers and proxies; pages of somebody who is signed in, by nobody else."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

View = Callable[..., HttpResponse]


def kept_for_a_moment(view: View) -> View:
    """For who is signed out: an ETag, and a time that is short enough for a withdrawal. It never outlives a sign-in."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if response.status_code != 200 or _is_somebodys(request):
            return response
        response["Cache-Control"] = f"public, max-age={settings.PUBLIC_PAGES_KEPT_FOR}"
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response)

    return answered


def _is_somebodys(request: HttpRequest) -> bool:
    """Whoever has, or had, a session may find something of their own on the page, such as a message."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
