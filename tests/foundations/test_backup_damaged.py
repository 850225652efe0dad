"""An archive that is not as it was made, or does not fit here, is refused before anything is touched."""

import hashlib
import io
import json
import tarfile

import pytest
from django.core.management import CommandError, call_command

from peerchallenge.upkeep import archive
from peerchallenge.upkeep.databases import database
from peerchallenge.upkeep.refusals import CannotDo
from peerchallenge.upkeep.restore import restore

KEYS = [hashlib.sha256(bytes([n])).hexdigest() for n in range(3)]


@pytest.fixture
def whole(tmp_path):
    """An archive with three files; nothing of it needs a database to be refused."""
    content, path = tmp_path / "content", tmp_path / "whole.tar"
    writer, files, here = archive.Writer(path), {}, database()
    content.write_bytes(b"SQLite format 3" * 999)
    copy = writer.add(here.member, content) | {"kind": here.name, "member": here.member}
    for key in KEYS:
        content.write_text(key * 50)
        files[key] = writer.add(f"files/{key}", content)
    facts = {"format": 1, "version": "0.1.0", "made_at": "2027-01-01T00:00:00+00:00", "key": "", "migrations": []}
    writer.finish(facts | {"database": copy, "files": files, "faults": {}, "tables": {}})
    writer.close()
    return path


def members(path):
    with tarfile.open(path) as tar:
        return {entry.name: tar.extractfile(entry).read() for entry in tar}


def forged(path, changed):
    """The archive with members changed, added or (None) left out, and a last block that vouches for it all the same."""
    draft = path.with_name("forged.tar")
    draft.unlink(missing_ok=True)
    writer, inside = archive.Writer(draft), members(path) | changed
    for name, content in inside.items():
        if content is not None and name != archive.MANIFEST:
            writer._tar.addfile(writer._entry(name, len(content)), io.BytesIO(content))
    writer.finish(json.loads(inside[archive.MANIFEST]))
    writer.close()
    return draft


def refused(path):
    """Both commands refuse it, and the one that would change something has not begun to."""
    said = []
    with pytest.raises(CommandError) as checked:
        call_command("check_backup", path)
    with pytest.raises(CannotDo) as restored:
        restore(path, said.append, replace=True)
    assert said == []
    assert str(checked.value) == str(restored.value)
    return str(checked.value)


def test_an_archive_that_was_cut_off_is_refused(whole, tmp_path):
    content = whole.read_bytes()
    for length in (0, 100, 512, 5000, len(content) // 2, len(content) - 512, len(content) - 1):
        cut = tmp_path / "cut"
        cut.write_bytes(content[:length])
        assert "damaged" in refused(cut) or "cut off" in refused(cut)


def test_one_bit_that_is_not_as_it_was_is_enough_wherever_it_lies(whole, tmp_path):
    content, changed = whole.read_bytes(), tmp_path / "changed"
    places = {0, len(content) - 1, len(content) - 512, *range(7, len(content), len(content) // 40)}
    for place in places:
        flipped = bytearray(content)
        flipped[place] ^= 1
        changed.write_bytes(flipped)
        with pytest.raises(CannotDo), archive.opened(changed):
            raise AssertionError(f"byte {place} was not noticed")


def test_a_whole_archive_is_accepted(whole, capsys):
    call_command("check_backup", forged(whole, {}))
    assert "The archive is whole" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"another"])
def test_a_file_that_is_missing_in_the_archive_or_another_one_is_noticed(whole, content):
    assert "damaged" in refused(forged(whole, {f"files/{KEYS[0]}": content}))


def test_what_the_manifest_does_not_name_is_not_taken_out(whole):
    assert "damaged" in refused(forged(whole, {"files/../../../etc/passwd": b"x"}))


def test_a_file_that_is_no_archive_or_not_there_is_refused(tmp_path):
    (tmp_path / "other").write_bytes(b"x" * 5000)
    assert "no backup of this service" in refused(tmp_path / "other")
    assert "There is no archive at this place" in refused(tmp_path / "none")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": 2}, "newer version of the program"),
        ({"migrations": ["jobs.0099_later"]}, "newer version of the program"),
        ({"database": "another"}, "It needs the same"),
    ],
)
def test_an_archive_that_does_not_fit_is_refused_in_plain_words(whole, changes, reason):
    manifest = json.loads(members(whole)["manifest.json"])
    if "database" in changes:
        changes = {"database": manifest["database"] | {"kind": "Oracle"}}
    path = forged(whole, {"manifest.json": json.dumps(manifest | changes).encode()})
    with pytest.raises(CannotDo, match=reason):
        restore(path, print, replace=True)


def test_the_last_block_is_the_digest_of_all_before(whole):
    content = whole.read_bytes()
    assert hashlib.sha256(content[:-512]).hexdigest().encode() in content[-512:]
