"""A backup: one archive that only its owner can read, of one moment, that tells of any damage."""

import errno
import json
import os
import shutil
import stat
import tarfile
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection

from peerchallenge import marks
from peerchallenge.documents.models import StoredFile
from peerchallenge.documents.storage import path_of, store
from peerchallenge.upkeep import archive, backup, postgres_programs, tables
from peerchallenge.upkeep.refusals import CannotDo
from tests.builders import a_person

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "Quillfeather"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def files():
    """Three stored files of somebody with a name."""
    by = a_person(name=f"Nora {CANARY}", email=f"{CANARY}@example.org")
    return [store(ContentFile(f"{CANARY} {n} ".encode() * 999, name=f"{CANARY}.txt"), by) for n in range(3)]


@pytest.fixture
def whole(files, folder):
    return backup.make(folder).path


def members(path):
    with tarfile.open(path) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


# --- What it is ------------------------------------------------------------------------------------------------------


def test_it_is_one_file_with_the_database_every_stored_file_and_a_manifest(whole, files):
    inside = members(whole)
    assert {name for name in inside if name.startswith("files/")} == {f"files/{file.key}" for file in files}
    assert sorted(inside)[0] in ("database.sqlite3", "database.dump")
    manifest = json.loads(inside["manifest.json"])
    assert manifest["version"] == "0.1.0"
    assert manifest["tables"]["documents_storedfile"]["rows"] == 3
    assert "jobs.0001_initial" in manifest["migrations"]
    for file in files:
        assert manifest["files"][file.key]["sha256"] == file.sha256
        assert inside[f"files/{file.key}"] == path_of(file.key).read_bytes()


def test_only_its_owner_can_read_it_and_nothing_else_is_left_beside_it(whole, folder):
    assert stat.S_IMODE(whole.stat().st_mode) == 0o600
    assert list(folder.iterdir()) == [whole]


def test_the_manifest_and_what_is_said_name_nobody(files, folder, capsys):
    call_command("backup", folder)
    (path,) = folder.iterdir()
    call_command("check_backup", path)
    assert CANARY not in "".join(capsys.readouterr())
    assert CANARY.encode() not in members(path)["manifest.json"]


def test_it_is_noted_when_it_was_made(whole):
    assert marks.time_of(marks.BACKED_UP)


def test_it_can_have_a_name_of_its_own_and_overwrites_nothing(files, folder, capsys):
    call_command("backup", folder / "mine.tar")
    with pytest.raises(CommandError, match="never overwrites"):
        call_command("backup", folder / "mine.tar")


def test_backups_of_the_folder_end_after_35_days_but_the_newest_stays(files, folder, time_machine):
    for days in (0, 30, 40):
        time_machine.move_to("2027-01-01T02:00:00+00:00", tick=False)
        time_machine.shift(timedelta(days=days))
        call_command("backup", folder)
    other = folder / "peerchallenge-notes.backup.tar"
    other.touch()
    names = sorted(path.name for path in folder.iterdir())
    assert names == [
        "peerchallenge-20270131T020000Z.backup.tar",
        "peerchallenge-20270210T020000Z.backup.tar",
        other.name,
    ]
    assert backup.remove_older(folder, 0) == 1
    assert (folder / names[1]).exists()


# --- What keeps it from being made -----------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_said(folder):
    with pytest.raises(CommandError, match=r"No backup was made\. The folder for the backup is not there"):
        call_command("backup", folder / "none" / "x.tar")


def test_a_disk_without_room_for_it_is_said_before_anything_is_written(files, folder, monkeypatch):
    disk = namedtuple("disk", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: disk(10, 9, 1))
    with pytest.raises(CommandError, match="The disk is too full: the backup needs"):
        call_command("backup", folder)
    assert list(folder.iterdir()) == []


def test_a_disk_that_gets_full_meanwhile_leaves_nothing_behind(files, folder, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, f"no room for {CANARY}")

    monkeypatch.setattr(archive.Writer, "write", full)
    with pytest.raises(CommandError, match=r"The disk is full\. Make room") as said:
        call_command("backup", folder)
    assert CANARY not in str(said.value)
    assert list(folder.iterdir()) == []


def test_a_stored_file_that_is_missing_or_changed_is_said_and_can_be_left_out(files, folder):
    path_of(files[0].key).unlink()
    path_of(files[1].key).write_text("changed")
    with pytest.raises(CommandError, match="1 stored files are missing on the disk, and 1 are not as they were stored"):
        call_command("backup", folder)
    made = backup.make(folder, despite_faults=True)
    assert made.manifest["faults"] == {files[0].key: "missing", files[1].key: "changed"}
    with archive.opened(made.path) as found:
        assert "2 files were missing or changed" in backup.in_words(found.manifest)


def test_a_file_that_is_removed_for_good_meanwhile_makes_it_begin_again(files, folder, monkeypatch):
    add, gone = archive.Writer.add, files[2]

    def removed_meanwhile(self, name, path):
        if name.startswith(archive.FILES) and path_of(gone.key).exists():
            path_of(gone.key).unlink()
            StoredFile.objects.filter(pk=gone.pk).delete()
        return add(self, name, path)

    monkeypatch.setattr(archive.Writer, "add", removed_meanwhile)
    made = backup.make(folder)
    assert made.manifest["faults"] == {}
    assert gone.key not in made.manifest["files"]


def test_what_a_killed_backup_left_is_cleared_away_after_a_day(files, folder):
    for name, age in ((".backup-old", 2), (".backup-now", 0)):
        (folder / name).mkdir()
        then = (folder / name).stat().st_mtime - age * 86400
        os.utime(folder / name, (then, then))
    backup.make(folder)
    assert not (folder / ".backup-old").exists()
    assert (folder / ".backup-now").exists()


def test_a_program_that_is_missing_is_named_with_the_command_that_brings_it(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))
    with pytest.raises(CannotDo, match=r"pg_dump is not on this machine\. To install it: sudo apt-get install"):
        postgres_programs.dump({"NAME": "x"}, "snapshot", Path("x"))


def test_what_a_program_of_the_database_says_is_not_repeated(monkeypatch):
    said = f"ERROR:  Key (email)=({CANARY}@example.org) already exists."
    program = namedtuple("done", "returncode stderr")
    monkeypatch.setattr(postgres_programs.subprocess, "run", lambda *args, **options: program(1, said))
    with pytest.raises(CannotDo) as reason:
        postgres_programs.dump({"NAME": "x"}, "snapshot", Path("x"))
    assert CANARY not in str(reason.value)


def test_the_digests_of_tables_see_every_change(files):
    before = tables.digests(connection)
    assert tables.differences(before, tables.digests(connection)) == []
    StoredFile.objects.filter(pk=files[0].pk).update(size=1)
    assert tables.differences(before, tables.digests(connection)) == ["documents_storedfile: the rows are not the same"]
    StoredFile.objects.filter(pk=files[0].pk).delete()
    assert tables.differences(before, tables.digests(connection)) == ["documents_storedfile: 2 rows, not 3"]
    assert tables.differences({"x": {}}, {"y": {}}) == ["x: missing", "y: not expected"]
