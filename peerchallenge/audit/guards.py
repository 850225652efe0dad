"""Promises the database keeps by itself, on SQLite and on PostgreSQL alike: rows that may only be added."""

from typing import Any

from django.db import migrations


def append_only(table: str, *, columns: tuple[str, ...] = (), for_ever: bool = True) -> migrations.RunPython:
    """A migration step after which rows of `table` cannot be deleted, nor `columns` (all, if none named) changed.

    What is not kept `for_ever` may be deleted when its time is over, but never changed.
    """
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"

    def install(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$"
            )
        for event, name in ((update, "no_update"), ("DELETE", "no_delete"))[: 2 if for_ever else 1]:
            then = (
                f"EXECUTE FUNCTION {table}_append_only()"
                if vendor == "postgresql"
                else f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
            schema_editor.execute(f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} FOR EACH ROW {then}")

    return migrations.RunPython(install, migrations.RunPython.noop)
