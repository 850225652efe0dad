"""The tables that the fast tests run on are those of an installation, which come from the migrations."""

import re
import sqlite3

import pytest
from django.db import connection

from tests.services import manage

EVERYTHING = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
NEXT_PART = re.compile(r', (?="|CONSTRAINT )')  # a column, a constraint, or a further column that it names


def described(rows):
    """What makes each table, index and trigger; the order of a table's columns is no part of it."""
    return {(kind, name): parts(sql) if kind == "table" else sql for kind, name, sql in rows}


def parts(sql):
    return sorted(NEXT_PART.split(sql.partition("(")[2].removesuffix(")")))


@pytest.mark.slow
@pytest.mark.django_db
def test_migrating_leads_to_the_tables_and_guards_of_the_tests(tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the tests run on migrated tables")
    for command in ("migrate", "createcachetable"):
        done = manage(command, VAR_DIR=str(tmp_path))
        assert done.returncode == 0, done.stderr
    (file,) = tmp_path.glob("*.sqlite3")
    with sqlite3.connect(file) as migrated, connection.cursor() as cursor:
        assert described(cursor.execute(EVERYTHING)) == described(migrated.execute(EVERYTHING))
