"""Whoever runs the service can ask whether it lives and whether it can work; nobody learns more than that."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from peerchallenge import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    health._every_migration_is_applied.cache_clear()
    yield
    health._every_migration_is_applied.cache_clear()


def answer(path):
    response = Client().get(path)
    return response.status_code, response.content.decode()


def test_a_process_with_a_prepared_database_is_ready():
    assert answer("/healthz") == (200, "alive\n")
    assert answer("/readyz") == (200, "ready\n")


def test_a_database_that_is_away_is_not_ready_but_the_process_lives(monkeypatch):
    def away(*args):
        raise DatabaseError("password of peerchallenge at db.internal is wrong")

    monkeypatch.setattr(connection, "cursor", away)
    assert answer("/readyz") == (503, "not ready\n")
    assert answer("/healthz") == (200, "alive\n")


def test_tables_that_are_behind_the_code_are_not_ready():
    MigrationRecorder.Migration.objects.filter(app="jobs").delete()
    assert answer("/readyz") == (503, "not ready\n")


def test_a_process_without_the_table_for_throttles_is_not_ready():
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache_entries")
    assert answer("/readyz")[0] == 503


def test_once_it_was_ready_the_migrations_are_not_looked_up_again(django_assert_num_queries):
    answer("/readyz")
    with django_assert_num_queries(2):
        answer("/readyz")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_answers_are_for_everybody_and_kept_by_nobody(path):
    response = Client().get(path)
    assert "no-store" in response["Cache-Control"]
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert Client().post(path).status_code == 405
