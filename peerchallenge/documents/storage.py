"""Taking in a file, and giving it out again. It is never opened here: looked at from outside, kept as it came.

The bytes land under a random name before the row is written: a row never points at a file that is not there.
"""

import hashlib
import os
import secrets
import struct
import tempfile
import unicodedata
import zipfile
from pathlib import Path
from typing import NamedTuple

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse

from peerchallenge.accounts.models import Person

from .models import StoredFile


class Kind(NamedTuple):
    """What a file of this extension must look like: its first bytes, and the part that a packed one must have."""

    mime: str
    begins_like: frozenset[str]
    part: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument"
_PACKED = frozenset({"zip", "docx", "xlsx", "pptx", "odt"})  # all of them are zip archives
KINDS = {
    "pdf": Kind("application/pdf", frozenset({"pdf"})),
    "docx": Kind(f"{_OFFICE}.wordprocessingml.document", _PACKED, "word/document.xml"),
    "xlsx": Kind(f"{_OFFICE}.spreadsheetml.sheet", _PACKED, "xl/workbook.xml"),
    "pptx": Kind(f"{_OFFICE}.presentationml.presentation", _PACKED, "ppt/presentation.xml"),
    "odt": Kind("application/vnd.oasis.opendocument.text", _PACKED, "content.xml"),
    "png": Kind("image/png", frozenset({"png"})),
    "jpg": Kind("image/jpeg", frozenset({"jpg"})),
    "csv": Kind("text/csv", frozenset()),
    "txt": Kind("text/plain", frozenset()),
}
MADE = {"zip": "application/zip"}  # what we make ourselves and nobody may upload
SAME_AS = {"jpeg": "jpg"}
ACCEPTED = "a PDF, Word, Excel, PowerPoint, OpenDocument, CSV or text file, or a picture (PNG or JPEG)"
MOST_PARTS, MOST_UNPACKED, MOST_TIMES_LARGER, MOST_PIXELS = 2000, 300 * 1024 * 1024, 100, 40_000_000
NEVER_INSIDE = ("vbaproject.bin", ".exe", ".js", ".vbs", ".zip", ".7z", ".rar", ".gz")  # macros, programs, archives
_NOT_TEXT = bytes({*range(32), 127} - {9, 10, 12, 13})  # no text has these; tab, line and page ends are welcome


def check(upload: UploadedFile) -> None:
    """Look at an uploaded file and keep nothing. Raises what `store` would raise."""
    draft, _, _ = _copied(upload)
    try:
        _kind_of(clean_name(upload.name or ""), draft)
    finally:
        draft.unlink(missing_ok=True)


def store(upload: UploadedFile, by: Person) -> StoredFile:
    """Keep an uploaded file. Raises ValidationError, in words for the person, when it cannot be accepted."""
    name = clean_name(upload.name or "")
    draft, size, digest = _copied(upload)
    try:
        kind = _kind_of(name, draft)
        key = secrets.token_hex(32)
        path_of(key).parent.mkdir(parents=True, exist_ok=True)
        draft.replace(path_of(key))
    finally:
        draft.unlink(missing_ok=True)
    return StoredFile.objects.create(key=key, name=name, kind=kind, size=size, sha256=digest, stored_by=by)


def keep_bytes(content: bytes, name: str, by: Person, key: str) -> StoredFile:
    """Keep what we made ourselves under a key that was drawn before: begun anew, it lands in the same place."""
    draft = Path(settings.FILES_DIR) / "incoming" / key
    draft.parent.mkdir(parents=True, exist_ok=True)
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return keep_made(draft, name, by, key)


def keep_made(path: Path, name: str, by: Person, key: str = "") -> StoredFile:
    """Keep a file that we made ourselves, such as a pack: it needs no look inside. `path` is moved into the store."""
    with path.open("rb") as made:
        digest = hashlib.file_digest(made, "sha256").hexdigest()
    key, size = key or secrets.token_hex(32), path.stat().st_size
    path_of(key).parent.mkdir(parents=True, exist_ok=True)
    path.replace(path_of(key))
    kind = name.rpartition(".")[2]
    return StoredFile.objects.create(key=key, name=name, kind=kind, size=size, sha256=digest, stored_by=by)


def send(file: StoredFile) -> FileResponse:
    """A download: always saved, never shown inside our pages, and powerless if a browser shows it all the same."""
    content, mime = path_of(file.key).open("rb"), KINDS[file.kind].mime if file.kind in KINDS else MADE[file.kind]
    response = FileResponse(content, as_attachment=True, filename=file.name, content_type=mime)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def path_of(key: str) -> Path:
    return Path(settings.FILES_DIR) / key[:2] / key


def clean_name(name: str) -> str:
    """The name to show: no folders, nothing that cannot be seen (line ends, reversed writing), not too long."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(sign for sign in last if not unicodedata.category(sign).startswith("C"))
    stem, dot, extension = " ".join(seen.split()).rpartition(".")
    return f"{stem.strip('. ')[:140] or 'file'}{dot}{extension.strip()[:9]}"


def _copied(upload: UploadedFile) -> tuple[Path, int, str]:
    folder = Path(settings.FILES_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    size, digest = 0, hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as draft:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > settings.MAX_FILE_SIZE:
                break
            digest.update(chunk)
            draft.write(chunk)
        draft.flush()
        os.fsync(draft.fileno())
    if 0 < size <= settings.MAX_FILE_SIZE:
        return Path(draft.name), size, digest.hexdigest()
    Path(draft.name).unlink()
    raise ValidationError(too_large() if size else "The file is empty. Choose another file.")


def too_large() -> str:
    return f"The file must be smaller than {settings.MAX_FILE_SIZE // 1024**2} MB"


def _kind_of(name: str, path: Path) -> str:
    extension = name.rpartition(".")[2].lower()
    kind = KINDS.get(SAME_AS.get(extension, extension))
    looks = filetype.guess_extension(str(path))
    if not kind:
        raise ValidationError(f"The file must be {ACCEPTED}")
    if looks not in kind.begins_like if kind.begins_like else looks or not _is_text(path):
        raise ValidationError(f"The file must be {ACCEPTED}. Its name ends in .{extension}, but inside it is not that.")
    if kind.part:
        _refuse_strange_package(path, kind.part)
    if looks == "png" and _pixels(path) > MOST_PIXELS:
        raise ValidationError("The picture has too many pixels. Make it smaller.")
    return SAME_AS.get(extension, extension)


def _is_text(path: Path) -> bool:
    with path.open("rb") as file:
        chunks = iter(lambda: file.read(1 << 20), b"")
        return all(len(chunk.translate(None, _NOT_TEXT)) == len(chunk) for chunk in chunks)


def _pixels(png: Path) -> int:
    with png.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:].rjust(8, b"\xff"))
    return width * height


def _refuse_strange_package(path: Path, part: str) -> None:
    """Read the table of contents of an office file, and nothing else: no part is ever unpacked here."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = sorted(package.infolist(), key=lambda entry: entry.header_offset)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as broken:
        raise ValidationError("The file is damaged. Open it, save it again and try once more.") from broken
    if any(entry.flag_bits & 1 for entry in parts):
        raise ValidationError("The file is locked with a password. Take the password off and try again.")
    if any(entry.filename.lower().endswith(NEVER_INSIDE) for entry in parts):
        raise ValidationError("The file has macros or other files inside. Save it without them.")
    ends = [entry.header_offset + 30 + entry.compress_size for entry in parts]
    overlap = any(end > after.header_offset for end, after in zip(ends, parts[1:], strict=False))
    unpacked = sum(entry.file_size for entry in parts)
    bomb = unpacked > min(MOST_UNPACKED, MOST_TIMES_LARGER * path.stat().st_size)
    if len(parts) > MOST_PARTS or overlap or bomb or part not in {entry.filename for entry in parts}:
        raise ValidationError(f"The file must be {ACCEPTED}")
