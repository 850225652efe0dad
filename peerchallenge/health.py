"""Answers for whoever runs the service: is the process there, can it work, and does everything go on?

Anybody may ask, and gets a word and a code. Details are for those who look after a region.
"""

import logging
from functools import lru_cache

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from peerchallenge.accounts.rules import public, public_until_signed_in
from peerchallenge.upkeep.watch import signs

log = logging.getLogger(__name__)


class NotPrepared(Exception):
    """The tables are not those that this code was written for: `manage.py prepare` has still to run."""


@public
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a database that is away does not get it restarted."""
    return _plain("alive")


@public
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The database is there, its tables are up to date, and the throttles of sign-in can be counted."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        _every_migration_is_applied()
        cache.get("readyz")
    except Exception as fault:
        log.warning("not ready: %s", type(fault).__name__)  # whatever it is, the answer is no, not an error page
        return _plain("not ready", status=503)
    return _plain("ready")


@public_until_signed_in
@never_cache
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Whether everything goes on: background work, mail, backups, room on the disk. Alarms when one stands still."""
    try:
        _every_migration_is_applied()
        found = signs()
        told = _may_see_details(request)
    except Exception as fault:
        log.warning("no status: %s", type(fault).__name__)  # as above
        return _plain("look after this service: the database does not answer", status=503)
    wrong = any(sign.wrong for sign in found)
    lines = [f"{'LOOK' if sign.wrong else 'ok'}  {sign.about}: {sign.words}" for sign in found if told]
    return _plain("\n".join(["look after this service" if wrong else "ok", *lines]), status=503 if wrong else 200)


def _may_see_details(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated and import_string(settings.SEES_STATUS)(request.user))


@lru_cache(maxsize=1)
def _every_migration_is_applied() -> None:
    """Looked up until the answer is yes: what is applied stays applied while this process lives."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotPrepared


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)
