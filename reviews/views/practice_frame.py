"""What the pages of the practice review have in common: crumbs, names to keep out, the clash of two texts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui import forms
from peerchallenge.ui.pages import conflict_page
from reviews.practice import names_of_host

Crumbs = list[tuple[str, str]]
NOT_KEPT = ("version", "csrfmiddlewaretoken", "take_out")


def practice_page(
    request: HttpRequest,
    template: str,
    challenge: PeerChallenge,
    *,
    verb: str,
    above: Crumbs | None = None,
    **context: Any,
) -> HttpResponse:
    """A page below the practice review. `above` are the pages between."""
    here = ("Practice review", reverse("practice-review", args=[challenge.slug]))
    context.setdefault("back_url", (above or [here])[-1][1])
    return challenge_page(
        request, template, challenge, verb=verb, tab="preparation", further_crumbs=[here, *(above or [])], **context
    )


def names_to_keep_out(request: HttpRequest, challenge: PeerChallenge) -> list[str]:
    """Names of people of the host, asked for only when a text has been sent."""
    return names_of_host(challenge) if request.method == "POST" else []


def text_clash(
    request: HttpRequest, stale: Stale, form: forms.Form, texts: dict[str, str], labels: dict[str, str]
) -> HttpResponse:
    """Somebody saved first. `texts` are the fields of the form with their names on the row; the others stay as sent."""
    saved = stale.last_saved
    kept = {name: value for name, value in request.POST.items() if name not in (*texts, *NOT_KEPT)}
    return conflict_page(
        request,
        mine={name: form.cleaned_data[name] for name in texts},
        theirs={name: getattr(stale.theirs, column) for name, column in texts.items()},
        their_name=str(saved.by) if saved else "",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=stale.theirs.version,
        labels=labels,
        carry=kept,
    )
