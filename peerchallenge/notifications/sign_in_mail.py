"""What allauth asks us about signing in, and its mail, which goes through our outbox in our words.

Nothing here tells a stranger who has an account. For an address that nobody has, the same rows are written as for one
that somebody has; only the job that would send the mail finds nobody to send it to.
"""

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context as current
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from peerchallenge.accounts import kept_text
from peerchallenge.accounts.forms import whoever_may_sign_in
from peerchallenge.accounts.invitations import prove_address
from peerchallenge.accounts.models import Person
from peerchallenge.accounts.proof import is_fresh
from peerchallenge.accounts.second_factor import kinds_of

from .outbox import send_now

TRY_LATER = "Wait 5 minutes before you try again. Or ask for a code by e-mail."
# What somebody is told when the way they sign in has changed. allauth names the events.
NOTICES = {
    "account/email/password_changed": "Your password was changed.",
    "account/email/password_set": "You now have a password.",
    "account/email/password_reset": "You chose a new password because you forgot the old one.",
    "mfa/email/totp_activated": "An app now makes codes for your account.",
    "mfa/email/totp_deactivated": "The app that makes codes was removed from your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was removed from your account.",
    "mfa/email/recovery_codes_generated": "You have new recovery codes. The old ones no longer work.",
}
WAYS = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code from your app, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class SignIn(DefaultAccountAdapter):  # type: ignore[misc]  # -- allauth comes without types
    """Named in settings as ACCOUNT_ADAPTER."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "This is not the password you use now",
        "incorrect_code": "The code is not right, or it was used before. Check it or get a new one.",
        "incorrect_password": "The password is not right",
        "invalid_password_reset": "This link no longer works",
        "too_many_login_attempts": f"Too many tries. {TRY_LATER}",
        "rate_limited": "Too many tries. Wait a minute before you try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody opens an account for themselves: people are invited."""
        return False

    # --- Who gets in -------------------------------------------------------------------------------------------------

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:
        """The right password of somebody who may not sign in is a wrong password."""
        person = super().authenticate(request, **credentials)
        return whoever_may_sign_in([person] if isinstance(person, Person) else [], credentials.get("email", ""))

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """The last look before somebody is signed in, whichever way they came."""
        if not user.may_sign_in:
            clear_login(request)
            return self.respond_user_inactive(request, user)
        prove_address(user)
        return super().pre_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_fresh(current.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How this person can show that it is them; by a code in the mail if they have nothing else."""
        ways = super().get_reauthentication_methods(user)
        if user.is_authenticated and Authenticator.Type.TOTP not in kinds_of(user):
            ways.sort(key=lambda way: way["id"] == "mfa_reauthenticate")  # recovery codes alone: the last resort
        if ways or not user.is_authenticated:
            return [way | {"description": WAYS[way["id"]]} for way in ways]
        return [{"id": "code", "description": "Get a code by e-mail", "url": reverse("proof-by-code")}]

    # --- Where they go -----------------------------------------------------------------------------------------------

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        if kept_text.waiting(request) and kept_text.SHOWN not in request.session:
            return reverse("kept-text")
        return super().get_login_redirect_url(request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def is_safe_url(self, url: str) -> bool:
        """Only pages of this host, reached the way it was reached now."""
        request = current.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    # --- What they are sent ------------------------------------------------------------------------------------------

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The address in the mail is the service's own, whatever host the request named."""
        uid, _, token = key.partition("-")
        return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        person = Person.objects.with_email(email)
        if template_prefix in NOTICES:
            _send("security_notice", person, what=NOTICES[template_prefix])
        elif template_prefix == "account/email/password_reset_key":
            _send("password_reset", person, secret=True, link=context["password_reset_url"])
        elif template_prefix == "account/email/login_code":
            _send("sign_in_code", person, secret=True, code=context["code"])
        else:  # nobody who may sign in has this address: the same work, to nobody
            _send("sign_in_code", None, secret=True, code="")


def _send(template: str, person: Person | None, *, secret: bool = False, **words: Any) -> None:
    send_now(template, key=f"{template}:{secrets.token_hex(12)}", to=person, secret=secret, **words)
