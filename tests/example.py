"""The example region, made once for a whole file of tests: each of them leaves it as it was."""

from contextlib import contextmanager
from datetime import UTC, datetime

import time_machine
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@contextmanager
def example_region(place, moment):
    """What `make demo` makes at this moment (UTC), and time stands still there. Its files lie in `place`/files."""
    there = override_settings(DEMO=True, VAR_DIR=place, FILES_DIR=place / "files", PASSWORD_HASHERS=QUICK)
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC)), there, transaction.atomic():
        call_command("make_demo")
        yield
        transaction.set_rollback(True)
