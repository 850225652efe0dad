"""What a database holds, as numbers: for each table how many rows, and one digest of them all.

Tables are looked up in the database and not in the models, so that those of an older version can be compared too.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from peerchallenge.documents.models import StoredFile

AT_ONCE = 1000
Tables = dict[str, dict[str, Any]]


def names(connection: BaseDatabaseWrapper) -> list[str]:
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def digests(connection: BaseDatabaseWrapper) -> Tables:
    """Every table with the number of its rows and their digest."""
    return {name: _digest(connection, name) for name in names(connection)}


def applied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """What was done to the tables so far, as "app.name"."""
    if "django_migrations" not in names(connection):
        return []
    return sorted(f"{app}.{name}" for app, name in _rows(connection, "django_migrations", ["app", "name"]))


def stored_files(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """The files that the rows point at: key and SHA-256."""
    return dict(_rows(connection, StoredFile._meta.db_table, ["key", "sha256"]))


def differences(expected: Tables, found: Tables) -> list[str]:
    """The tables that are not the same, each with what differs. Empty when all are."""
    faults = []
    for name in sorted({*expected, *found}):
        before, after = expected.get(name), found.get(name)
        if before is None or after is None:
            faults.append(f"{name}: {'not expected' if before is None else 'missing'}")
        elif before["rows"] != after["rows"]:
            faults.append(f"{name}: {after['rows']} rows, not {before['rows']}")
        elif before["sha256"] != after["sha256"]:
            faults.append(f"{name}: the rows are not the same")
    return faults


def _digest(connection: BaseDatabaseWrapper, table: str) -> dict[str, Any]:
    """Rows are put in the order of their own digests: two servers may sort texts each in their own way."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")  # noqa: S608 -- a name from the database's own list
        columns = sorted(column[0] for column in cursor.description)
    rows = sorted(hashlib.sha256(_as_text(row)).digest() for row in _rows(connection, table, columns))
    whole = hashlib.sha256(json.dumps(columns).encode())
    for row in rows:
        whole.update(row)
    return {"rows": len(rows), "sha256": whole.hexdigest()}


def _rows(connection: BaseDatabaseWrapper, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    quoted = connection.ops.quote_name
    wanted = ", ".join(quoted(column) for column in columns)
    with closing(connection.chunked_cursor()) as cursor:
        cursor.execute(f"SELECT {wanted} FROM {quoted(table)}")  # noqa: S608 -- names from the database's own list
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows


def _as_text(row: tuple[Any, ...]) -> bytes:
    return json.dumps(row, default=_plain, ensure_ascii=True).encode()


def _plain(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, bytes | bytearray | memoryview) else str(value)
