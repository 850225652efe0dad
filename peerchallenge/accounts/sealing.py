"""Text that may lie in a form, a session or a column, and that only this service can read."""

from base64 import urlsafe_b64encode
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


class Broken(Exception):
    """Not sealed by us, not for this purpose, or too old."""


def seal(purpose: str, text: str) -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str, *, not_older_than: timedelta | None = None) -> str:
    try:
        seconds = int(not_older_than.total_seconds()) if not_older_than else None
        return _box(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
    except (InvalidToken, UnicodeError) as error:
        raise Broken from error


def _box(purpose: str) -> MultiFernet:
    """One key for each purpose, so that what was sealed for one is worth nothing for another.

    Older secret keys open what they sealed, and never seal anew.
    """
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    keys = [
        salted_hmac("peerchallenge.sealing", purpose, secret=secret, algorithm="sha256").digest() for secret in secrets
    ]
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in keys])
