"""Bringing an installation back from an archive. It starts with its doors open, no mail and no background work."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from peerchallenge import marks
from peerchallenge.accounts.models import Person
from peerchallenge.documents.storage import path_of

from . import archive, doors, tables
from .backup import fingerprint
from .databases import Database, database
from .refusals import CannotDo, disk_fault

SCRATCH = "restoring-"
NEWER = "This archive was made by a newer version of the program. Bring the program up to date first, then restore."
STAYS_CLOSED = "The doors stay closed. Put this right, then start restore again with --replace."


def restore(path: Path, say: doors.Say, *, replace: bool = False, with_another_key: bool = False) -> None:
    """Make this installation what the archive says. Raises CannotDo in plain words; then nothing was changed, or the
    doors stay closed."""
    with archive.opened(path) as found, doors.alone():
        say("The archive is whole.")
        ours = database()
        _refuse_what_does_not_fit(found.manifest, ours, with_another_key)
        _refuse_to_overwrite(replace)
        try:
            with tempfile.TemporaryDirectory(dir=_cleared_folder(), prefix=SCRATCH) as scratch:
                _take_out(found, Path(scratch), ours)
                _put_in_place(found.manifest, Path(scratch), ours, say)
        except OSError as fault:
            raise disk_fault(fault) from fault


def is_older(manifest: archive.Manifest) -> bool:
    """Whether this version of the program has steps for the tables that the archive has not gone through."""
    return bool(_known_migrations() - set(manifest["migrations"]))


def _refuse_what_does_not_fit(manifest: archive.Manifest, ours: Database, with_another_key: bool) -> None:
    kind = manifest["database"]["kind"]
    if kind != ours.name:
        raise CannotDo(f"This archive is from {kind}, and this installation runs on {ours.name}. It needs the same.")
    if set(manifest["migrations"]) - _known_migrations():
        raise CannotDo(NEWER)
    if not (_is_our_key(manifest) or with_another_key):
        raise CannotDo(
            "The secret key here is not the one of the archive, so second factors could not be read. Put the key of "
            "the archive in its place, or add --with-another-key: then people set up their second factor again."
        )


def _is_our_key(manifest: archive.Manifest) -> bool:
    return manifest["key"] in {fingerprint(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)}


def _known_migrations() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _refuse_to_overwrite(replace: bool) -> None:
    there = tables.names(connection)
    if there and "django_migrations" not in there:
        raise CannotDo("The database holds tables of another program. Give this service a database of its own.")
    people = Person.everybody.count() if Person._meta.db_table in there else 0
    files = len(list(_files_here()))
    if (people or files) and not replace:
        raise CannotDo(
            f"This installation is in use: it holds {people} people and {files} stored files. "
            "To lose all of it and have what the archive holds, add --replace."
        )


def _cleared_folder() -> Path:
    """The folder of the stored files, without what a restore that was killed has left there."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{SCRATCH}*"):
        shutil.rmtree(left)
    return folder


def _files_here() -> Iterator[Path]:
    """The stored files, and nothing else that lies in their folder."""
    for path in Path(settings.FILES_DIR).glob("[0-9a-f][0-9a-f]/*"):
        if re.fullmatch(archive.KEY, path.name):
            yield path


def _take_out(found: archive.Archive, scratch: Path, ours: Database) -> None:
    """Lay everything ready beside its place, so that a full disk shows before anything was changed."""
    needed = found.manifest["database"]["size"] * 2 + sum(file["size"] for file in found.manifest["files"].values())
    if shutil.disk_usage(scratch).free < needed:
        raise CannotDo(f"The disk is too full: this needs {needed // 1024**2 + 1} MB. Nothing was changed.")
    found.take_out(ours.member, scratch / ours.member)
    for key in found.manifest["files"]:
        found.take_out(f"{archive.FILES}{key}", scratch / key)


def _put_in_place(manifest: archive.Manifest, scratch: Path, ours: Database, say: doors.Say) -> None:
    restored_before = marks.read(marks.RESTORED) is not None
    marks.put(marks.RESTORED, made_at=manifest["made_at"])  # first: not one mail may leave in between
    doors.close(say, why=doors.RESTORE)
    added = _move_files(manifest, scratch)
    try:
        ours.load(scratch / ours.member)
    except CannotDo:
        for path in added:
            path.unlink()
        if not restored_before:
            marks.take_away(marks.RESTORED)
        doors.open_again(say, renewed=False)
        raise
    say("The data is in its place.")
    _compare(manifest)
    say("Every table and every file is as the archive says.")
    _bring_up_to_date(manifest, ours, say)
    _remove_files_of_before(manifest)
    _end_all_sessions()
    say("Everybody has to sign in again.")
    if not _is_our_key(manifest):
        Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).delete()  # nobody could read them any more
        say("Apps that make codes, and recovery codes, have to be set up again.")
    doors.open_again(say, renewed=True)


def _move_files(manifest: archive.Manifest, scratch: Path) -> list[Path]:
    """Before the rows that point at them. Gives those that were not there before."""
    added = []
    for key in manifest["files"]:
        path = path_of(key)
        if not path.exists():
            added.append(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        (scratch / key).replace(path)
    return added


def _bring_up_to_date(manifest: archive.Manifest, ours: Database, say: doors.Say) -> None:
    if is_older(manifest):
        say("The archive is from an older version. Its tables are brought up to date.")
        ours.take_time()
        call_command("prepare", verbosity=0)


def _remove_files_of_before(manifest: archive.Manifest) -> None:
    for path in list(_files_here()):
        if path.name not in manifest["files"]:
            path.unlink()


def _compare(manifest: archive.Manifest) -> None:
    faults = tables.differences(manifest["tables"], tables.digests(connection))
    if tables.applied_migrations(connection) != manifest["migrations"]:
        faults.append("the steps of the tables are not the same")
    faults += [f"file {key[:8]}: missing" for key in manifest["files"] if not path_of(key).exists()]
    if faults:
        raise CannotDo(f"What is there now is not what the archive says. {'; '.join(faults)}. {STAYS_CLOSED}")


@transaction.atomic
def _end_all_sessions() -> None:
    """Somebody may have signed out, or been taken out, since the backup: their old session must not come back."""
    UserSession.objects.all().delete()
    Session.objects.all().delete()
