"""Closing the service for work on it: every page says so, and when it is back."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from peerchallenge.ui.errors import closed_for_work

STAY_OPEN = ("/healthz", "/readyz")


class ClosedForWork:
    """While the setting CLOSED_UNTIL names a time, in words, nothing else is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.CLOSED_UNTIL and request.path not in STAY_OPEN:
            return closed_for_work(request, settings.CLOSED_UNTIL)
        return self.get_response(request)
