"""What must be true before a production process may start. Better not to start than to start unsafe."""

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

SMTP = "django.core.mail.backends.smtp.EmailBackend"


def refuse_weak_production(settings: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured with every reason at once, so that one look at the log is enough."""
    if not settings["PRODUCTION"] or sys.argv[1:2] == ["collectstatic"]:
        return  # static files are collected while the image is built: no secrets are there yet, and nobody is served
    if faults := [*_weak_secrets(settings), *_unsafe_switches(settings), *_missing_servers(settings)]:
        raise ImproperlyConfigured("This service cannot start. " + " ".join(faults))


def _weak_secrets(settings: dict[str, Any]) -> Iterator[str]:
    if _guessable(settings["SECRET_KEY"]):
        yield "SECRET_KEY must be random and at least 50 characters long."
    if any(_guessable(key) for key in settings["SECRET_KEY_FALLBACKS"]):
        yield "Every key in SECRET_KEY_FALLBACKS must be random and at least 50 characters long."
    database = settings["DATABASES"]["default"]
    if not database["ENGINE"].endswith("postgresql"):
        yield "DATABASE_URL must name a PostgreSQL database."
    elif len(database.get("PASSWORD") or "") < 12:
        yield "DATABASE_URL must have a password of at least 12 characters."


def _guessable(key: str) -> bool:
    return len(key) < 50 or len(set(key)) < 10 or "change" in key.lower()


def _unsafe_switches(settings: dict[str, Any]) -> Iterator[str]:
    if settings["DEMO"]:
        yield "DEMO cannot be on in production: it lets anybody look around as anybody."
    if settings["DEBUG"]:
        yield "DEBUG cannot be on in production."
    if not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS must name the hosts that this service answers for."
    address = urlsplit(settings["BASE_URL"])
    if address.scheme != "https" and address.hostname != "127.0.0.1":
        yield "BASE_URL must begin with https://."


def _missing_servers(settings: dict[str, Any]) -> Iterator[str]:
    if not settings["REDIS_URL"]:
        yield "REDIS_URL must name the Redis server."
    if settings.get("EMAIL_BACKEND") != SMTP:
        yield "EMAIL_URL must name a mail server."
