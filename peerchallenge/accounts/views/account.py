"""A person's own account: who they are here, the mail they got, where they are signed in, and how they sign in."""

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import remove_webauthn
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from peerchallenge.accounts import kept_text, second_factor, sessions
from peerchallenge.accounts.rules import before_second_factor, fresh_proof, signed_in
from peerchallenge.ui.pages import page

MOST_MAIL = 20
HOME, ACCOUNT, SECURITY = ("Home", "/"), ("Your account", "/account/"), ("Security", "/account/security/")


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Name, address, what we sent lately, and the way to the rest."""
    person = request.user
    mail = person.messages_to.only("subject", "state", "created_at", "sent_at", "secret", "text")[:MOST_MAIL]
    rows = [
        {"key": "Name", "value": person.name},
        {"key": "E-mail address", "value": person.email},
        {"key": "Phone", "value": person.phone, "empty": "Not given"},
    ]
    kept = kept_text.waiting(request)
    return page(request, "accounts/account.html", rows=rows, mail=mail, kept=kept, crumbs=[HOME])


@signed_in
def where_signed_in(request: HttpRequest) -> HttpResponse:
    """Every place where this person is signed in, each with a button to end it."""
    this = request.session.session_key
    if request.method == "POST":
        number = request.POST.get("session", "")
        if number == "others":
            sessions.end_other_sessions(request.user, but=this)
        elif not (number.isdecimal() and sessions.end_session(request.user, int(number[:18]))):
            raise Http404
        messages.success(request, "You are signed out there")
        return redirect("usersessions_list")
    found = sessions.places(request.user, this=this)
    return page(request, "accounts/sessions.html", places=found, crumbs=[HOME, ACCOUNT])


@before_second_factor
def security(request: HttpRequest) -> HttpResponse:
    """Password, second factor and passkeys. For people who must still set up a second factor, why that is."""
    kinds = second_factor.kinds_of(request.user)
    return page(
        request,
        "accounts/security.html",
        has_app=Authenticator.Type.TOTP in kinds,
        has_passkey=Authenticator.Type.WEBAUTHN in kinds,
        must_set_up=not kinds and second_factor.is_demanded(request.user),
        crumbs=[HOME, ACCOUNT],
    )


@before_second_factor
def passkeys(request: HttpRequest) -> HttpResponse:
    return page(request, "accounts/passkeys.html", passkeys=_passkeys(request), crumbs=[HOME, ACCOUNT, SECURITY])


@signed_in
@fresh_proof
def passkey(request: HttpRequest, number: int) -> HttpResponse:
    """Remove one passkey, named by its place in the person's own list."""
    mine = list(_passkeys(request))
    if not 1 <= number <= len(mine):
        raise Http404
    return remove_webauthn(request, pk=mine[number - 1].pk)


def _passkeys(request: HttpRequest):
    return Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
