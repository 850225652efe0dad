"""The tables of the tests on SQLite, made from the models at once: migrating would cost each process five seconds.

tests/architecture/test_tables.py proves that migrating leads to the same. On PostgreSQL the tests migrate.
"""

from django.apps import apps
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from tests.architecture.source import APPS


def finish() -> None:
    """What migrating does besides tables: put our guards in place, and write down that every migration is applied."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        recorder.record_applied(app, name)
        if type(migration).__module__.split(".")[0] in APPS:
            for step in migration.operations:
                if isinstance(step, RunPython):
                    with connection.schema_editor() as editor:
                        step.code(apps, editor)
