"""The archive of a backup: a plain tar file, with a manifest at its end and a last block that vouches for every byte.

    database.sqlite3 or database.dump    the database
    files/<key>                          each stored file
    manifest.json                        what all of it is: version, migrations, rows and digests, files and digests

Any tar program can read it. Why it is like this: docs/adr/0010-backups.md.
"""

import hashlib
import io
import json
import os
import re
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .refusals import CannotDo

FORMAT = 1
MANIFEST, FILES = "manifest.json", "files/"
VOUCHER = b"peerchallenge backup, SHA-256 of all before: "
BLOCK = 512
KEY = re.compile(r"[0-9a-f]{64}")
CHUNK = 1 << 20
Manifest = dict[str, Any]
DAMAGED = "This archive is damaged: it is not as it was when it was made. Use another one."


class Writer:
    """Puts together an archive, in one pass, at a path that must not exist yet. Nobody but its owner can read it."""

    def __init__(self, path: Path) -> None:
        self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        self._digest = hashlib.sha256()
        self._length = 0
        self._tar = tarfile.TarFile(fileobj=self, mode="w", format=tarfile.PAX_FORMAT)  # type: ignore[arg-type]  # -- it has the two methods that are used

    def tell(self) -> int:
        return self._length

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        self._length += len(data)
        return self._file.write(data)

    def add(self, name: str, path: Path) -> dict[str, Any]:
        """Take in a file. Gives its size and digest, worked out from the very bytes that went in."""
        with path.open("rb") as file:
            watched = _Watched(file)
            entry = self._entry(name, os.fstat(file.fileno()).st_size)
            self._tar.addfile(entry, watched)
        return {"size": entry.size, "sha256": watched.digest.hexdigest()}

    def finish(self, manifest: Manifest) -> None:
        data = json.dumps(manifest, indent=1, sort_keys=True).encode()
        self._tar.addfile(self._entry(MANIFEST, len(data)), io.BytesIO(data))
        self._tar.close()
        self._file.write((VOUCHER + self._digest.hexdigest().encode()).ljust(BLOCK, b"\0"))
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()

    @staticmethod
    def _entry(name: str, size: int) -> tarfile.TarInfo:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.mtime = size, 0o600, int(time.time())
        return entry


class _Watched:
    """A file that is read once, and whose digest is known afterwards."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


class Archive:
    """An archive that was looked at as a whole: every byte is as it was written, and nothing is missing."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar, self.manifest = tar, manifest

    def take_out(self, name: str, to: Path) -> None:
        """Write one member to a new file that only its owner can read."""
        with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in _chunks(self._reading(name)):
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())

    def check(self) -> None:
        """Each member is what the manifest says, and each thing that the manifest names is a member."""
        database, files = self.manifest["database"], self.manifest["files"]
        promised = {database["member"]: database} | {f"{FILES}{key}": facts for key, facts in files.items()}
        if not all(KEY.fullmatch(key) for key in files) or {*self._tar.getnames()} != {*promised, MANIFEST}:
            raise CannotDo(DAMAGED)
        for name, facts in promised.items():
            if facts["sha256"] != _digest_of(_chunks(self._reading(name))):
                raise CannotDo(DAMAGED)

    def _reading(self, name: str) -> IO[bytes]:
        if file := self._tar.extractfile(name):
            return file
        raise CannotDo(DAMAGED)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Read an archive. Refuses one that is damaged, cut off, not ours or of a newer format."""
    if not path.is_file():
        raise CannotDo("There is no archive at this place. Name the file that a backup has made.")
    with path.open("rb") as file:
        _vouch(file)
        try:
            tar = tarfile.TarFile(fileobj=file, mode="r")
            archive = Archive(tar, _manifest_in(tar))
            archive.check()
        except (tarfile.TarError, KeyError, TypeError, ValueError) as fault:
            raise CannotDo(DAMAGED) from fault
        with tar:
            yield archive


def _vouch(file: IO[bytes]) -> None:
    """The last block holds the digest of everything before it."""
    length = file.seek(0, os.SEEK_END) - BLOCK
    if length <= 0:
        raise CannotDo(DAMAGED)
    file.seek(length)
    voucher = file.read()
    file.seek(0)
    if not voucher.startswith(VOUCHER):
        raise CannotDo("This file is no backup of this service, or it was cut off. Use another one.")
    digest = _digest_of(_chunks(file, length))
    if voucher != (VOUCHER + digest.encode()).ljust(BLOCK, b"\0"):
        raise CannotDo(DAMAGED)
    file.seek(0)


def _manifest_in(tar: tarfile.TarFile) -> Manifest:
    reading = tar.extractfile(MANIFEST)
    manifest = json.loads(reading.read()) if reading else {}
    if manifest["format"] > FORMAT:
        raise CannotDo("This archive was made by a newer version of the program. Bring the program up to date first.")
    return manifest


def _digest_of(chunks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: IO[bytes], length: int | None = None) -> Iterator[bytes]:
    left = length
    while chunk := file.read(CHUNK if left is None else min(CHUNK, left)):
        yield chunk
        left = None if left is None else left - len(chunk)
