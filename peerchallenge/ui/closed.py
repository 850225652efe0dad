"""Closing the service for work on it: every page says so, and when it is back."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from peerchallenge import marks
from peerchallenge.ui.errors import closed_for_work

STAY_OPEN = ("/healthz", "/readyz", "/status")


class ClosedForWork:
    """Nothing else is answered while CLOSED_UNTIL names a time, in words, or a command works on the data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in STAY_OPEN and (settings.CLOSED_UNTIL or marks.is_closed()):
            return closed_for_work(request, settings.CLOSED_UNTIL)
        return self.get_response(request)
