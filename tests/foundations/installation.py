"""An installation of its own for tests of upkeep: a folder and a database, worked on by our commands as processes."""

import os
import re
import secrets
import sqlite3
from contextlib import closing

from django.apps import apps

from tests import services
from tests.journeys.demo import make_example_region
from tests.journeys.server import made_once

KEY = "Qm7x-Vt2k_Jw9pZc4LrHn8sYb3DfGu6KeXa1TiOqMv5NyWjB0zRhC"
NEVER_COMPARED = {"django_session", "usersessions_usersession"}  # a restore ends every session


class Installation:
    """Each kind has `ask`, which reads the database by its own driver: nothing of what is tested looks at itself."""

    def __init__(self, folder, **variables):
        self.folder, self.files = folder, folder / "files"
        folder.mkdir(exist_ok=True)
        self.variables = {"VAR_DIR": str(folder), "SECRET_KEY": KEY, "DEMO": "true"} | variables

    def manage(self, *arguments, **variables):
        return services.manage(*map(str, arguments), **self.variables | variables)

    def works(self, *arguments, **variables):
        done = self.manage(*arguments, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refuses(self, *arguments, **variables):
        """What a command says that does not do its work: one plain sentence, and no traceback."""
        done = self.manage(*arguments, **variables)
        assert done.returncode != 0, done.stdout
        assert "Traceback" not in done.stderr, done.stderr
        return done.stderr.strip()

    def in_shell(self, code):
        return self.works("shell", "-v", "0", "-c", code).strip()

    def backup(self, folder, *more):
        folder.mkdir(exist_ok=True)
        said = self.works("backup", folder, *more)
        (path,) = re.findall(r"^The backup is complete: (.*)$", said, re.M)
        return folder / os.path.basename(path)

    def rows(self):
        """Every row of every table that a model has, and of those that only Django knows."""
        models = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        tables = sorted((models | {"django_migrations", "cache_entries"}) - NEVER_COMPARED)
        found = self.ask_all(f'SELECT * FROM "{table}"' for table in tables)  # noqa: S608 -- names of our models
        return {table: sorted(map(repr, rows)) for table, rows in zip(tables, found, strict=True)}

    def ask(self, sql):
        return self.ask_all([sql])[0]

    def stored(self):
        """The content of every stored file by its key."""
        return {path.name: path.read_bytes() for path in self.files.glob("[0-9a-f][0-9a-f]/*")}


class OnSQLite(Installation):
    def fill(self):
        """The example region."""
        made_once("demo", make_example_region, self.folder, DEMO="true")

    def prepare(self):
        made_once("prepared", lambda empty: empty.manage("prepare"), self.folder)

    def ask_all(self, questions):
        with closing(sqlite3.connect(self.folder / "peerchallenge.sqlite3", timeout=20)) as database:
            return [database.execute(sql).fetchall() for sql in questions]

    def remove(self):
        pass


class OnPostgres(Installation):
    def __init__(self, folder, **variables):
        server, _, _ = services.database_of_this_run().rpartition("/")
        self.name, self.server = f"upkeep_{secrets.token_hex(4)}", f"{server}/postgres"
        self.url = f"{server}/{self.name}"
        services.ask(self.server, f"CREATE DATABASE {self.name}")
        super().__init__(folder, DATABASE_URL=self.url, **variables)

    def fill(self):
        self.works("make_demo", "--prepare")

    def prepare(self):
        self.works("prepare")

    def ask_all(self, questions):
        with closing(services.connect(self.url)) as database, database.cursor() as cursor:
            return [cursor.execute(sql) or cursor.fetchall() for sql in questions]

    def remove(self):
        services.drop_database(self.server, self.name)


KINDS = {"sqlite": OnSQLite, "postgres": OnPostgres}
