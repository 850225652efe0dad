"""Taking turns: work that must not overlap waits here until the other transaction has ended."""

import zlib

from django.db import connection


def take_turn(name: str) -> None:
    """Wait until no other transaction holds `name`, then hold it until this one ends.

    SQLite transactions begin with the write lock (IMMEDIATE), so there they take turns anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [zlib.crc32(name.encode())])
