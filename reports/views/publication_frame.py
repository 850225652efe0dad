"""What the pages of the publication have in common: crumbs, and the words for refusals."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from cycles.lifecycle import CannotMove
from cycles.models import PeerChallenge
from cycles.refusals import Refused
from cycles.views.frame import challenge_page
from peerchallenge.ui import forms

from .accuracy_frame import report_crumb

FRONT = "reports/publication/publication.html"


def publication_page(request: HttpRequest, template: str, challenge: PeerChallenge, **context: Any) -> HttpResponse:
    """The page of the publication, or one below it. `above` are the pages between."""
    crumbs = report_crumb(request, challenge)
    if template != FRONT:
        crumbs.append(("Publication", reverse("publication", args=[challenge.slug])))
        crumbs += context.pop("above", [])
        context.setdefault("back_url", crumbs[-1][1])
    return challenge_page(request, template, challenge, tab="report", further_crumbs=crumbs, **context)


def back_to_front(
    request: HttpRequest, challenge: PeerChallenge, *, done: str = "", not_done: str = ""
) -> HttpResponse:
    """Say what happened, or why nothing did, on the page of the publication."""
    (messages.warning if not_done else messages.success)(request, not_done or done)
    return redirect("publication", challenge.slug)


def say_why(form: forms.Form, refusal: Refused | CannotMove) -> None:
    """Put what an action refused beside the field that it is about, or above the form."""
    field = getattr(refusal, "field", "") or None
    for sentence in getattr(refusal, "reasons", [str(refusal)]):
        form.add_error(field if field in form.fields else None, sentence)
