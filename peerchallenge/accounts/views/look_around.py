"""The demonstration only: be one of ten example people with one click."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from peerchallenge.accounts import proof
from peerchallenge.accounts.models import Person
from peerchallenge.accounts.rules import public
from peerchallenge.ui.pages import page


@public
def look_around(request: HttpRequest) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    cards = _cards()
    if request.method != "POST":
        return page(request, "accounts/look_around.html", cards=cards, crumbs=[("Home", "/")])
    slug = request.POST.get("person", "")
    if slug not in {card["slug"] for card in cards}:
        raise Http404
    person = Person.objects.filter(slug=slug, is_active=True).first()
    if not person or not _is_made_up(person):
        raise Http404
    proof.note(request, person, "look_around")
    return perform_login(request, Login(user=person))


def _cards() -> list[dict]:
    """Slug, name, role, council and a sentence for each; none while the demonstration has not been made."""
    try:
        return list(import_string(settings.LOOK_AROUND)())
    except ImportError:
        return []


def _is_made_up(person: Person) -> bool:
    """Only addresses of example.org, which can belong to nobody."""
    domain = person.email.rpartition("@")[2]
    return domain == "example.org" or domain.endswith(".example.org")
