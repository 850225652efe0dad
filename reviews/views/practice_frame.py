"""What the pages of the practice review have in common: crumbs, names to keep out, the clash of two texts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page
from peerchallenge.audit.revisions import Stale
from peerchallenge.ui.pages import conflict_page
from reviews.forms.careful import ComparedForm
from reviews.practice import names_of_host

Crumbs = list[tuple[str, str]]
NOT_KEPT = ("version", "csrfmiddlewaretoken", "take_out", "go_on")


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
    crumbs = [*below_preparation(request, challenge), here, *(above or [])]
    return challenge_page(request, template, challenge, verb=verb, tab="preparation", further_crumbs=crumbs, **context)


def below_preparation(request: HttpRequest, challenge: PeerChallenge) -> Crumbs:
    """The page above the practice review, for those who may open it."""
    may = request.standing.may("see_preparation")
    return [("Prepare", reverse("preparation", args=[challenge.slug]))] if may else []


def names_to_keep_out(request: HttpRequest, challenge: PeerChallenge) -> list[str]:
    """Names of people of the host, asked for only when a text has been sent."""
    return names_of_host(challenge) if request.method == "POST" else []


def clash_page(
    request: HttpRequest, stale: Stale, form: ComparedForm, theirs: dict[str, Any], *, device: str = ""
) -> HttpResponse:
    """Somebody saved first. Both are shown, what was written and what was chosen; the rest stays as sent.

    `theirs` is what was saved, by the names of the form's fields.
    """
    saved, differing = stale.last_saved, form.choices_against(theirs)
    shown = {*form.texts, *(choice["name"] for choice in differing), *NOT_KEPT}
    return conflict_page(
        request,
        mine={name: form.cleaned_data[name] for name in form.texts},
        theirs={name: theirs[name] for name in form.texts},
        their_name=str(saved.by) if saved else "Somebody",
        their_time=saved.at if saved else None,
        keep_url=request.path,
        version=stale.theirs.version,
        labels={name: form.fields[name].label for name in form.texts},
        choices=differing,
        carry={name: value for name, value in request.POST.items() if name not in shown},
        device=device,
    )
