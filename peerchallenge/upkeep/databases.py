"""The two databases, each with its own way to be copied while people write, and to be made as a copy says."""

import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from . import postgres_programs
from .refusals import CannotDo

NO_LIMITS = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=on"
LONGEST_WAIT = 60.0  # seconds that a copy waits for somebody who writes


class Database(ABC):
    """What a backup asks of a database. `member` is what its copy is called in an archive."""

    name: str
    member: str

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @abstractmethod
    def snapshot(self, path: Path) -> Any:
        """Copy the database of one moment to `path`; inside the block a connection sees just that moment."""

    @abstractmethod
    def load(self, path: Path) -> None:
        """Make the database what the copy says: all of it, or nothing of it."""

    @abstractmethod
    def take_time(self) -> None:
        """Let what this connection does take as long as it takes: limits are for visitors."""


class SQLite(Database):
    name, member = "SQLite", "database.sqlite3"

    @contextmanager
    def snapshot(self, path: Path) -> Iterator[BaseDatabaseWrapper]:
        if self.connection.in_atomic_block:
            raise RuntimeError("A backup needs a moment of its own, not one inside of a transaction.")
        with self.connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])  # nothing of what was deleted comes along
        with opened(self.connection, {"NAME": str(path), "OPTIONS": {}}) as copy:
            with copy.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check")
                if cursor.fetchall() != [("ok",)]:
                    raise CannotDo("The database is damaged: SQLite's own check of the copy found faults.")
            yield copy

    def load(self, path: Path) -> None:
        began = time.monotonic()

        def patience(*pages: int) -> None:
            if time.monotonic() - began > LONGEST_WAIT:
                raise CannotDo("The database is in use. Stop the service, then try again. Nothing was changed.")

        self.connection.ensure_connection()
        with closing(sqlite3.connect(path)) as copy:
            copy.backup(self.connection.connection, pages=-1, progress=patience)

    def take_time(self) -> None:
        return None  # nothing here has a limit


class PostgreSQL(Database):
    name, member = "PostgreSQL", "database.dump"

    @contextmanager
    def snapshot(self, path: Path) -> Iterator[BaseDatabaseWrapper]:
        """One transaction sees one moment. The program that copies is told to see the same one."""
        with opened(self.connection, {"OPTIONS": {**self._options(), "options": NO_LIMITS}}) as moment:
            moment.set_autocommit(False)
            with moment.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                cursor.execute("SELECT pg_export_snapshot()")
                exported = cursor.fetchone()[0]
            postgres_programs.dump(self.connection.settings_dict, exported, path)
            yield moment

    def load(self, path: Path) -> None:
        postgres_programs.load(self.connection.settings_dict, path)

    def take_time(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET idle_in_transaction_session_timeout = 0")
            cursor.execute("SET lock_timeout = '60s'")

    def _options(self) -> dict[str, Any]:
        return self.connection.settings_dict.get("OPTIONS", {})


@contextmanager
def opened(connection: BaseDatabaseWrapper, differing: dict[str, Any]) -> Iterator[BaseDatabaseWrapper]:
    """A second connection, which differs in these settings."""
    second = connection.copy(alias="upkeep")
    second.settings_dict.update(differing)
    try:
        yield second
    finally:
        second.close()


def database() -> Database:
    """The one that this installation runs on."""
    connection = connections[DEFAULT_DB_ALIAS]
    return {"sqlite": SQLite, "postgresql": PostgreSQL}[connection.vendor](connection)
