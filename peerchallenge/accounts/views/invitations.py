"""The link in an invitation. Opening it does nothing, however often a mail scanner does so; the button does."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from peerchallenge.accounts import proof
from peerchallenge.accounts.forms import AcceptInvitation
from peerchallenge.accounts.invitations import accept, open_invitation
from peerchallenge.accounts.models import Invitation
from peerchallenge.accounts.rules import public
from peerchallenge.ui.pages import page


@public
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Welcome a person, and let them in when they press the button."""
    found = open_invitation(token)
    if not found:
        return _ended(request)
    if found.person.joined_at:
        return _unlisted(page(request, "accounts/invitation_joined.html"))
    if request.user.is_authenticated and request.user != found.person:
        return _unlisted(page(request, "accounts/invitation_other.html", invitation=found))
    form = AcceptInvitation(request.POST if request.method == "POST" else None, person=found.person)
    if not form.is_valid():
        return _unlisted(page(request, "accounts/invitation.html", form=form, **_about(found)))
    if not accept(found, password=form.cleaned_data["password"]):
        return _ended(request)
    proof.note(request, found.person, "invitation")
    return perform_login(request, Login(user=found.person, email=found.person.email))


def _about(found: Invitation) -> dict:
    """Who invited this person, and to which region."""
    region = apps.get_model(settings.REGION_MODEL).objects.filter(pk=found.region_id).first()
    return {"invitation": found, "region": region}


def _ended(request: HttpRequest) -> HttpResponse:
    """Used, cancelled, too old or never made: one page for all, which does not say which."""
    return page(request, "accounts/invitation_ended.html", status=404)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
