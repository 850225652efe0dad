"""The link in an invitation. Opening it does nothing, however often a mail scanner does so; the button does."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from peerchallenge.accounts import proof, second_factor
from peerchallenge.accounts.forms import AcceptInvitation
from peerchallenge.accounts.invitations import CannotBeAccepted, accept, open_invitation
from peerchallenge.accounts.models import Invitation, Person
from peerchallenge.accounts.rules import public
from peerchallenge.ui import forms
from peerchallenge.ui.pages import page


@public
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Welcome a person, and let them in when they press the button."""
    found = open_invitation(token)
    if not found:
        return _ended(request)
    account = Person.objects.with_email(found.person.email)
    if request.user.is_authenticated and request.user != account:
        return _unlisted(page(request, "accounts/invitation_other.html", invitation=found))
    if account == found.person:
        return _unlisted(page(request, "accounts/invitation_joined.html"))
    return _unlisted(_with_account(request, found, account) if account else _without(request, found))


def _without(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Somebody new here: they choose a password or leave it, and join."""
    form = AcceptInvitation(request.POST if request.method == "POST" else None, person=found.person)
    if not form.is_valid():
        return page(request, "accounts/invitation.html", form=form, **_about(found))
    if not accept(found, password=form.cleaned_data["password"]):
        return redirect(request.path)
    proof.note(request, found.person, "invitation")
    return perform_login(request, Login(user=found.person, email=found.person.email))


def _with_account(request: HttpRequest, found: Invitation, account: Person) -> HttpResponse:
    """Somebody who has an account, of which the region learns only when they say yes: after they have signed in.

    Whose account is closed cannot sign in. For them the button opens it again, and they sign in afterwards.
    """
    is_theirs = request.user == account
    if account.is_active and not is_theirs:
        return page(request, "accounts/invitation_sign_in.html", onward=request.path, **_about(found))
    form = forms.Form(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid():
            return _accepted(request, found, account, onward="home" if is_theirs else "account_login")
    except CannotBeAccepted as refusal:
        form.add_error(None, str(refusal))
    return page(request, "accounts/invitation_accept.html", form=form, account=account, **_about(found))


def _accepted(request: HttpRequest, found: Invitation, account: Person, *, onward: str) -> HttpResponse:
    if not accept(found, account=account):
        return redirect(request.path)
    second_factor.look_again(request)
    messages.success(request, "You have accepted the invitation")
    return redirect(onward)


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
