"""The second factor: who must use one, whether this session did, and where somebody goes who has not."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string

from .models import Person
from .sealing import seal, unseal
from .sessions import end_sessions

NOT_DEMANDED = "second_factor_not_demanded_at"
REMEMBERED_FOR = 10 * 60  # seconds until somebody without a second factor is looked at again
REAL = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)  # recovery codes only stand in for one of these
CODE_STAYS_USED_FOR = 180  # seconds: longer than a code of an app can be valid, also with a clock that is off


class SecondFactors(DefaultMFAAdapter):
    """What allauth asks us about second factors. Named in settings as MFA_ADAPTER."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "The code is not right, or it was used before. Check it or wait for the next one.",
        "cannot_generate_recovery_codes": "Set up an app or a passkey first",
    }

    def encrypt(self, text):
        """Secrets of apps and recovery codes are unreadable in a copy of the database."""
        return seal("second factor", text)

    def decrypt(self, encrypted_text):
        return unseal("second factor", encrypted_text)

    def generate_authenticator_name(self, user, type):
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"


def is_settled(request: HttpRequest) -> bool:
    """Whether this session may go on: it proved a second factor, or none is demanded of this person.

    The first answer costs no query. The second is remembered for ten minutes, so a person who is given a wider role
    while signed in is asked ten minutes later at the latest.
    """
    if settings.DEMO or is_proved(request):
        return True
    if time.time() - request.session.get(NOT_DEMANDED, 0) < REMEMBERED_FOR:
        return True
    if is_demanded(request.user):
        return False
    request.session[NOT_DEMANDED] = time.time()
    return True


def look_again(request: HttpRequest) -> None:
    """Ask anew at the next page whether one is demanded: this person has just been given something to do."""
    request.session.pop(NOT_DEMANDED, None)


def is_proved(request: HttpRequest) -> bool:
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def is_demanded(person: Person) -> bool:
    return not settings.DEMO and import_string(settings.SECOND_FACTOR_DEMANDED)(person)


def kinds_of(person: Person) -> set[str]:
    """Which second factors this person has set up."""
    return set(Authenticator.objects.filter(user=person, type__in=REAL).values_list("type", flat=True))


def next_step(person: Person) -> str:
    """Where this person proves their second factor, or sets one up."""
    kinds = kinds_of(person)
    if Authenticator.Type.TOTP in kinds:
        return reverse("mfa_reauthenticate")
    return reverse("mfa_reauthenticate_webauthn") if kinds else reverse("mfa_index")


@transaction.atomic
def forget(person: Person) -> None:
    """Take away every second factor of somebody who lost them, and sign them out. They set up new ones next time.

    Whoever asks for this must have shown in person, or on a known phone number, who they are.
    """
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    import_string(settings.TRAIL)("person.second_step_removed", person, by=None, name=person.name)


def use_once(person: Person, code: str) -> bool:
    """Mark a code of an app as used. False when it was used before, also from another browser."""
    digits = "".join(sign for sign in code if sign.isdigit())
    return cache.add(f"used-code:{person.pk}:{digits}", True, timeout=CODE_STAYS_USED_FOR)
