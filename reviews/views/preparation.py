"""The page that leads to every part of the preparation."""

from django.http import HttpRequest, HttpResponse

from cycles.access import challenge_view
from cycles.models import PeerChallenge
from cycles.views.frame import challenge_page
from reviews.preparation import parts


@challenge_view("see_preparation")
def preparation(request: HttpRequest, challenge: PeerChallenge) -> HttpResponse:
    """How far each part is, as far as this person may know."""
    return challenge_page(
        request,
        "reviews/preparation.html",
        challenge,
        verb="see_preparation",
        tab="preparation",
        parts=parts(challenge, request.standing),
    )
