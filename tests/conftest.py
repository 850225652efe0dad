"""What every test may use. (Which database they run on is decided in plugin.py, before this file is read.)"""

import time
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.base import DatabaseOperations as OnPostgreSQL
from django.db.backends.signals import connection_created
from django.db.backends.sqlite3.base import DatabaseOperations as OnSQLite

from assessments import editions
from tests import tables


@pytest.fixture(autouse=True, scope="session")
def _guarded_tables_can_be_emptied_between_tests():
    """Between tests that need real transactions Django empties every table, which our guards refuse."""
    with pytest.MonkeyPatch.context() as patch:
        for operations, unguarded in ((OnSQLite, _dropped), (OnPostgreSQL, _disabled)):
            patch.setattr(operations, "execute_sql_flush", _without_guards(operations.execute_sql_flush, unguarded))
        yield


@pytest.fixture(autouse=True, scope="session")
def _sqlite_knows_the_day():
    """SQLite's own clock does not go along when a test travels in time; our guards ask it for the day."""

    def day_of_the_test(connection, **kwargs):
        if connection.vendor == "sqlite":
            connection.connection.create_function("current_date", 0, lambda: datetime.now(UTC).date().isoformat())

    connection_created.connect(day_of_the_test)
    yield
    connection_created.disconnect(day_of_the_test)


def _without_guards(empty_tables, unguarded):
    def emptied(self, sql_list):
        with self.connection.cursor() as cursor:
            before, after = unguarded(cursor)
        empty_tables(self, [*before, *sql_list, *after])

    return emptied


def _dropped(cursor):
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = dict(cursor.fetchall())
    return [f"DROP TRIGGER {name}" for name in triggers], triggers.values()


def _disabled(cursor):
    cursor.execute("SELECT DISTINCT event_object_table FROM information_schema.triggers")
    tables = [table for (table,) in cursor.fetchall()]
    return [[f"ALTER TABLE {table} {how} TRIGGER USER" for table in tables] for how in ("DISABLE", "ENABLE")]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    settings.DATABASES["default"].setdefault("TEST", {})["MIGRATE"] = connection.vendor == "postgresql"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The forms are reference data, as in any installation: loaded once, before the first test."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            tables.finish()
        editions.load()


@pytest.fixture(autouse=True)
def _mail_and_files_stay_in_the_test(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.FILES_DIR = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def sign_in(client):
    """Sign in as a person, with a second factor where their role demands one."""

    def signed_in_as(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": time.time(), "reauthenticated": False}
        ]
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
        return client

    return signed_in_as
