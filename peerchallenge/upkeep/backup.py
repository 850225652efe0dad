"""Making a backup while people work: the database of one moment, then every file that it knows of."""

import hashlib
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from peerchallenge import VERSION, marks
from peerchallenge.documents.models import StoredFile
from peerchallenge.documents.storage import path_of

from . import archive, tables
from .databases import Database, database
from .refusals import CannotDo, disk_fault

NAME, PATTERN = "peerchallenge-%Y%m%dT%H%M%SZ.backup.tar", "peerchallenge-*.backup.tar"
SCRATCH = ".backup-"
TRIES = 3  # a file that is removed by its time limit while we copy makes us begin again
MISSING, CHANGED = "missing", "changed"


@dataclass(frozen=True)
class Made:
    """What a backup holds."""

    path: Path
    manifest: archive.Manifest

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.manifest["tables"].values())


def make(target: Path, *, despite_faults: bool = False) -> Made:
    """Make a backup in a folder, or as a file that is not there yet. Raises CannotDo in plain words."""
    path = _path_in(target)
    try:
        _clear_away_what_broke_off(path.parent)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=SCRATCH) as scratch:
            for _ in range(TRIES):
                made = _attempt(Path(scratch), despite_faults)
                if made:
                    os.replace(made.path, path)
                    _keep_name(path.parent)
                    marks.put(marks.BACKED_UP, rows=made.rows, files=len(made.manifest["files"]))
                    return Made(path, made.manifest)
    except OSError as fault:
        raise disk_fault(fault) from fault
    raise CannotDo("Files were removed while the backup was made. Try again in a minute.")


def remove_older(folder: Path, days: int) -> int:
    """Remove backups in a folder that are older than this many days. The newest stays, however old it is."""
    ours = {path: made for path in folder.glob(PATTERN) if (made := _made_at(path))}
    limit = timezone.now() - timedelta(days=days)
    old = [path for path in sorted(ours, key=lambda path: ours[path])[:-1] if ours[path] < limit]
    for path in old:
        path.unlink()
    return len(old)


def fingerprint(secret_key: str) -> str:
    """Tells whether two installations have the same secret key, and nothing of the key itself."""
    return hashlib.pbkdf2_hmac("sha256", secret_key.encode(), b"peerchallenge backup", 100_000).hex()


def _path_in(target: Path) -> Path:
    path = target / timezone.now().astimezone(UTC).strftime(NAME) if target.is_dir() else target
    if not path.parent.is_dir():
        raise CannotDo("The folder for the backup is not there. Make it first, and let only its owner read it.")
    if path.exists():
        raise CannotDo("There is a file of this name already. A backup never overwrites anything.")
    if not os.access(path.parent, os.W_OK):
        raise CannotDo("The folder for the backup cannot be written to by this user.")
    return path


def _clear_away_what_broke_off(folder: Path) -> None:
    """A backup that was killed leaves a copy of everything behind."""
    long_ago = time.time() - timedelta(days=1).total_seconds()
    for left in folder.glob(f"{SCRATCH}*"):
        if left.stat().st_mtime < long_ago:
            shutil.rmtree(left)


def _attempt(scratch: Path, despite_faults: bool) -> Made | None:
    """One backup, or None where files of the snapshot were removed for good in the meantime."""
    ours, copy, draft = database(), scratch / "database", scratch / "archive"
    for left in (copy, draft):
        left.unlink(missing_ok=True)
    began = timezone.now()
    with ours.snapshot(copy) as moment:
        if StoredFile._meta.db_table not in tables.names(moment):
            raise CannotDo("There is nothing to back up: the database has no tables yet.")
        manifest = _manifest(ours, began, tables.digests(moment), tables.applied_migrations(moment))
        wanted = tables.stored_files(moment)
    _refuse_small_disk(scratch, copy, wanted)
    writer = archive.Writer(draft)
    try:
        manifest["database"] |= writer.add(ours.member, copy)
        copy.unlink()
        _add_files(writer, manifest, wanted)
        if _were_removed(manifest["faults"]):
            return None
        if manifest["faults"] and not despite_faults:
            raise CannotDo(_faults_in_words(manifest["faults"]))
        writer.finish(manifest)
    finally:
        writer.close()
    return Made(draft, manifest)


def _manifest(ours: Database, began: datetime, digests: tables.Tables, migrations: list[str]) -> archive.Manifest:
    return {
        "format": archive.FORMAT,
        "version": VERSION,
        "made_at": began.isoformat(),
        "key": fingerprint(settings.SECRET_KEY),
        "database": {"kind": ours.name, "member": ours.member},
        "migrations": migrations,
        "tables": digests,
        "files": {},
        "faults": {},
    }


def _add_files(writer: archive.Writer, manifest: archive.Manifest, wanted: dict[str, str]) -> None:
    """Files never change, so they may be copied after the database: what the snapshot points at is there."""
    for key, digest in sorted(wanted.items()):
        try:
            facts = writer.add(f"{archive.FILES}{key}", path_of(key))
        except FileNotFoundError:
            manifest["faults"][key] = MISSING
            continue
        manifest["files"][key] = facts
        if facts["sha256"] != digest:
            manifest["faults"][key] = CHANGED


def _were_removed(faults: dict[str, str]) -> bool:
    missing = [key for key, fault in faults.items() if fault == MISSING]
    return bool(missing) and StoredFile.objects.filter(key__in=missing).count() < len(missing)


def _faults_in_words(faults: dict[str, str]) -> str:
    counted = {fault: sum(found == fault for found in faults.values()) for fault in (MISSING, CHANGED)}
    return (
        f"{counted[MISSING]} stored files are missing on the disk, and {counted[CHANGED]} are not as they were stored. "
        "Look for them first. To make a backup of the rest all the same, add --despite-faults."
    )


def _refuse_small_disk(folder: Path, copy: Path, wanted: dict[str, str]) -> None:
    needed = copy.stat().st_size + sum(_size(key) for key in wanted)
    if shutil.disk_usage(folder).free < needed:
        raise CannotDo(f"The disk is too full: the backup needs {needed // 1024**2 + 1} MB. Nothing was changed.")


def _size(key: str) -> int:
    path = path_of(key)
    return path.stat().st_size if path.exists() else 0


def _keep_name(folder: Path) -> None:
    """A new name in a folder outlives a power cut only once the folder is written."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _made_at(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.name, NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def in_words(manifest: dict[str, Any]) -> str:
    """What an archive holds, for whoever looks after the service."""
    rows = sum(table["rows"] for table in manifest["tables"].values())
    files, faults = len(manifest["files"]), len(manifest["faults"])
    made = datetime.fromisoformat(manifest["made_at"]).strftime("%-d %B %Y at %H:%M UTC")
    words = f"Made on {made} by version {manifest['version']}, from {manifest['database']['kind']}"
    words += f": {rows:,} rows in {len(manifest['tables'])} tables, {files:,} files."
    return words if not faults else f"{words} {faults} files were missing or changed when it was made."
