"""Where it takes place: a prepared database with two tables that count, and the variables that name it."""

import sys
from pathlib import Path

from django.db import connection, models
from django.db.models.sql import InsertQuery

from peerchallenge.accounts.models import Person
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Message
from tests import services

from .work import PEOPLE

TRIES = "CREATE TABLE tries (number integer NOT NULL)"
EFFECTS = "CREATE TABLE effects (number integer NOT NULL UNIQUE)"


def effects(numbers: range) -> list[Job]:
    return [Job(kind="effect", key=f"effect:{n}", payload={"number": n}) for n in numbers]


def inserts(rows: list[models.Model]) -> list[tuple[str, tuple]]:
    """The statements with which Django would write these rows."""
    query = InsertQuery(type(rows[0]))
    query.insert_values([f for f in rows[0]._meta.concrete_fields if rows[0].pk or not f.primary_key], rows)
    return query.get_compiler(connection=connection).as_sql()


class Place:
    """A database of its own in the PostgreSQL server of this test run, made as a copy of another one."""

    def __init__(self, server: str, name: str, folder: Path, copy_of: str):
        self.name, self.folder = name, folder
        self.postgres, self.url = (f"{server.rpartition('/')[0]}/{database}" for database in ("postgres", name))
        self.variables = {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.torture.settings",
            "VAR_DIR": str(folder),
            "TORTURE_MAILS": str(folder / "mails"),
        }
        services.ask(self.postgres, f"CREATE DATABASE {name} TEMPLATE {copy_of}")

    def remove(self) -> None:
        services.drop_database(self.postgres, self.name)

    def prepare(self) -> None:
        self.ask(TRIES)
        self.ask(EFFECTS)
        numbers = range(1, PEOPLE + 1)
        self.add([Person(pk=n, slug=f"p-{n}", name=f"Person {n}", email=f"p{n}@example.org") for n in numbers])

    def ask(self, sql: str, *values):
        return services.ask(self.url, sql, *values)

    def count(self, rows: str) -> int:
        """How many rows there are: count("jobs_job WHERE state = 'done'")."""
        return self.ask(f"SELECT count(*) FROM {rows}")[0][0]  # noqa: S608 -- words of the tests themselves

    def add(self, rows: list[models.Model]) -> None:
        """Write rows here, although this process works on another database."""
        for sql, values in inserts(rows):
            self.ask(sql, *values)

    def promise_effects(self, numbers: range) -> None:
        self.add(effects(numbers))

    def promise_mails(self, numbers: range) -> None:
        keys = {n: f"mail:{n}" for n in numbers}
        self.add([Message(pk=n, key=keys[n], template="torture", to_email=f"p{n}@example.org") for n in numbers])
        self.add([Job(kind="deliver", key=f"deliver:{keys[n]}", payload={"message_id": n}) for n in numbers])

    def crowd(self, what: str, how_many: int):
        """This many processes that do the same at the same moment."""
        done = services.run(sys.executable, "-m", "tests.torture.crowd", what, str(how_many), **self.variables)
        assert done.returncode == 0, done.stderr[-3000:]

    def sent(self) -> list[str]:
        """The Message-ID and recipient of every mail that left."""
        mails = self.folder / "mails"
        return mails.read_text().splitlines() if mails.exists() else []
