"""One line in the log for each request: which page, how it ended, how long it took. Not who asked, nor for what.

Who did what stands in the trail, which keeps to the rules of who may know it. A log with people in it would be a second
trail without them: it could tell who wrote notes and when.
"""

import logging
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from peerchallenge.ui.closed import STAY_OPEN

log = structlog.stdlib.get_logger("peerchallenge.request")


class RequestLog:
    """The outermost middleware. Gives the request a number that every line about it has, and the page for faults."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        request.number = secrets.token_hex(5)
        with structlog.contextvars.bound_contextvars(request=request.number):
            response = self.get_response(request)
            log.log(
                _level(request, response),
                "request",
                method=request.method if request.method in _METHODS else "other",
                path=_pattern(request),
                status=response.status_code,
                duration=round(time.monotonic() - began, 3),
            )
        return response


_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")


def _level(request: HttpRequest, response: HttpResponse) -> int:
    """Those who only ask whether the service lives are not worth a line."""
    return logging.DEBUG if request.path in STAY_OPEN else logging.INFO


def _pattern(request: HttpRequest) -> str:
    """The address as it stands in the site map. What was asked for may be a way in, or a name."""
    if request.resolver_match:
        return f"/{request.resolver_match.route}"
    return "/static/" if request.path.startswith("/static/") else "-"
