"""Bringing the data up to this version of the program: doors closed, one step after the other, doors open."""

from datetime import timedelta
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from peerchallenge import VERSION, marks
from peerchallenge.accounts.models import Person

from . import doors, tables
from .databases import database
from .refusals import CannotDo

YOUNG = timedelta(days=1)


def upgrade(say: doors.Say, *, without_backup: bool = False) -> None:
    """Do all that this version needs. Raises CannotDo in plain words: before the doors close, or with them closed."""
    with doors.alone():
        if (marks.read(marks.CLOSED) or {}).get("why") == doors.RESTORE:
            raise CannotDo("A restore has not come to its end. Start it again: manage.py restore ARCHIVE --replace.")
        waiting = steps()
        say(f"This is version {VERSION}. Steps for the tables that wait: {len(waiting) or 'none'}.")
        if marks.read(marks.CLOSED) is None and not (waiting and tables.names(connection)):
            _prepare(say)
            return
        _ask_for_a_backup(without_backup)
        doors.close(say, why=doors.UPGRADE)
        try:
            database().take_time()
            _prepare(say)
            if left := steps():
                raise CannotDo(f"Steps that still wait: {', '.join(left)}.")
        except Exception as fault:
            raise CannotDo(_why_and_what_next(fault)) from fault
        doors.open_again(say, renewed=True)


def steps() -> list[str]:
    """What has still to be done to the tables, as "app.name"."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _prepare(say: doors.Say) -> None:
    said = StringIO()
    call_command("prepare", verbosity=0, stdout=said)
    say("The tables and the reference data are up to date.")
    for_people = settings.PRODUCTION and settings.BASE_URL.startswith("https://")  # else it is tried out on one machine
    try:
        call_command("check", deploy=for_people, fail_level="WARNING", stdout=StringIO(), stderr=StringIO())
    except SystemCheckError as fault:
        raise CannotDo(f"The settings are not safe: {_first_line(fault)}") from fault
    say("The settings are safe." if for_people else "The settings are right.")


def _ask_for_a_backup(without_backup: bool) -> None:
    if without_backup or not _somebody_is_here():
        return
    made = marks.time_of(marks.BACKED_UP)
    if made is None or timezone.now() - made > YOUNG:
        raise CannotDo(
            "There is no backup of the last 24 hours. Make one first: manage.py backup FOLDER. "
            "To go on without one, add --without-backup. Nothing was changed."
        )


def _somebody_is_here() -> bool:
    """Whether there is anything to lose. The table may be of an older version, so only its key is asked for."""
    there = Person._meta.db_table in tables.names(connection)
    return there and Person.everybody.values_list("pk").exists()


def _why_and_what_next(fault: Exception) -> str:
    """Of a database's fault only the kind: it may quote what people wrote."""
    known = isinstance(fault, CannotDo)
    why = str(fault) if known else f"A step failed ({type(fault).__name__})."
    if isinstance(fault, DatabaseError):
        why += " The database did not accept it; its own log says more."
    return (
        f"{why} The doors stay closed. Put it right and start upgrade again. Or go back to the version from before "
        "and to the backup: manage.py restore ARCHIVE --replace."
    )


def _first_line(fault: SystemCheckError) -> str:
    lines = [line.strip() for line in str(fault).splitlines() if line.strip().startswith("?:")]
    return lines[0].removeprefix("?:").strip() if lines else "manage.py check --deploy says why."
