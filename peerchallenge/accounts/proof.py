"""Fresh proof: before a few things that matter, a person shows once more that it is them.

Signing in is such a proof, so nobody is asked twice within half an hour.
"""

import time
from functools import wraps

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from . import kept_text


def is_fresh(request: HttpRequest) -> bool:
    """Whether this session saw a password, a code or a passkey within the last half hour."""
    if settings.DEMO:
        return True
    oldest = time.time() - settings.PROOF_IS_FRESH_FOR.total_seconds()
    return any(record["at"] > oldest for record in get_authentication_records(request, request.user))


def note(request: HttpRequest, person, method: str, **about) -> None:
    """Write into the session how this person has just shown who they are."""
    record_authentication(request, person, method, **about)


def fresh_proof(view):
    """A page that asks for proof when the last one is old. What was posted is kept meanwhile."""

    @wraps(view)
    def proved(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return view(request, *args, **kwargs) if is_fresh(request) else ask(request)

    return proved


def ask(request: HttpRequest) -> HttpResponse:
    return redirect_with_next(reverse("account_reauthenticate"), way_back(request))


def way_back(request: HttpRequest) -> str:
    """Where to go on afterwards: the same page, or the page that gives back what was being sent."""
    if request.method != "POST":
        return request.get_full_path()
    kept_text.keep(request)
    return reverse("kept-text")


def redirect_with_next(url: str, onward: str) -> HttpResponse:
    return redirect(f"{url}?{urlencode({REDIRECT_FIELD_NAME: onward})}")
