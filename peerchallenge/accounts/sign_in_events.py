"""What follows when somebody has signed in, failed to, or set up a second factor, whichever page it happened on."""

import logging

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.dispatch import receiver

from . import kept_text
from .sessions import begin, end_other_sessions, end_sessions

log = logging.getLogger(__name__)


@receiver(user_logged_in)
def a_session_begins(sender, request, user, **kwargs):
    begin(request)
    if not kept_text.waiting(request):
        kept_text.forget(request)  # somebody else's
    log.info("signed in: person %s", user.pk)


@receiver(user_login_failed)
def nobody_signed_in(sender, **kwargs):
    log.warning("sign-in refused: wrong password")


@receiver((password_changed, password_set))
def a_new_password_ends_other_sessions(sender, request, user, **kwargs):
    end_other_sessions(user, but=request.session.session_key)


@receiver(password_reset)
def a_forgotten_password_ends_all_sessions(sender, request, user, **kwargs):
    end_sessions(user)


@receiver(authenticator_added)
def setting_up_is_proof(sender, request, user, authenticator, **kwargs):
    """Whoever has just shown a working app or passkey is not asked to show it again in this session."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
