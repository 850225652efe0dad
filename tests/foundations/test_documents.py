"""Every file gets the right verdict, and what is kept comes back as it was, powerless."""

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import filetype
import pytest
from csp.middleware import CSPMiddleware
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import RequestFactory

from peerchallenge.documents.models import StoredFile
from peerchallenge.documents.storage import KINDS, clean_name, path_of, send, store
from tests.builders import a_person

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 800, 600) + b"\x08\x02\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(40) + b"\xff\xd9"
WORD, EXCEL, POWERPOINT = "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"
NOT_OURS = "The file must be a PDF, Word"


def packed(*parts, first=(), password=False, squeeze=zipfile.ZIP_DEFLATED):
    """An office file: an archive with these parts, given by name or as name and content."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", squeeze) as package:
        for part in (*first, "[Content_Types].xml", *parts):
            name, content = (part, f"<{part}/>") if isinstance(part, str) else part
            package.writestr(name, content)
    content = bytearray(memory.getvalue())
    if password:
        content[6] |= 1
        content[content.find(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def opendocument():
    return packed("content.xml", first=[("mimetype", "application/vnd.oasis.opendocument.text")])


GOOD = {
    "plan.pdf": PDF,
    "PLAN.PDF": PDF,
    "notes.docx": packed(WORD),
    "notes from another program.docx": packed("docProps/app.xml", "_rels/.rels", *map(str, range(9)), WORD),
    "figures.xlsx": packed(EXCEL),
    "slides.pptx": packed(POWERPOINT),
    "letter.odt": opendocument(),
    "figures.csv": "Council,Waiting\r\nDudley,12\r\n".encode("utf-8-sig"),
    "from Excel.csv": "Council;Spend\r\nDudley;£12 – estimate".encode("cp1252"),
    "notes.txt": "Ünïcode, 日本語\n".encode(),
    "map.png": PNG,
    "photo.jpg": JPEG,
    "photo.jpeg": JPEG,
    "Bericht über Pflege – Größe 日本語 📄.pdf": PDF,
}


def upload(name, content):
    return SimpleUploadedFile(name, content)


def kept_files(settings):
    return [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_kept_as_it_came(name):
    file = store(upload(name, GOOD[name]), by=a_person())
    assert path_of(file.key).read_bytes() == GOOD[name]
    assert file.sha256 == hashlib.sha256(GOOD[name]).hexdigest()
    assert file.size == len(GOOD[name])
    assert file.kind == name.rpartition(".")[2].lower().replace("jpeg", "jpg")


BAD = {
    "a program as PDF.pdf": b"MZ\x90\x00" + bytes(300),
    "a page as Word.docx": b"<html><script>alert(1)</script></html>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "a drawing as picture.png": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "page.html": b"<html></html>",
    "script.js": b"alert(1)",
    "shortcut.lnk": b"L\x00\x00\x00" + bytes(80),
    "application.hta": b"<html></html>",
    "disc.iso": bytes(40000),
    "everything.zip": packed("a.txt"),
    "mail.eml": b"From: a@example.org\r\n\r\nHello",
    "macros.docm": packed(WORD, "word/vbaProject.bin"),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "no extension": PDF,
    ".htaccess": b"Deny from all",
    "a.pdf.exe": PDF,
    "a zip as Word.docx": packed("a.txt"),
    "Excel as Word.docx": packed(EXCEL),
    "a picture as PDF.pdf": PNG,
    "a PDF as text.txt": PDF,
    "bytes as text.txt": b"Hello\x00\x01\x02",
    "UTF-16 as text.csv": "Council,Waiting".encode("utf-16"),
    "rich text as text.txt": rb"{\rtf1\ansi Hello}",
    "a PDF that begins later.pdf": b"<script>alert(1)</script>\n" + PDF,
    "a Word file that begins with a page.docx": b"<html>" + packed(WORD),
    "a Word file that begins with a PDF.docx": PDF + packed(WORD),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_of_another_kind_is_refused(name, settings):
    with pytest.raises(ValidationError, match=NOT_OURS):
        store(upload(name, BAD[name]), by=a_person())
    assert kept_files(settings) == []
    assert not StoredFile.objects.exists()


HOSTILE_PACKAGES = {
    "macros": (packed(WORD, "word/vbaProject.bin"), "has macros"),
    "a program inside": (packed(WORD, "word/embeddings/setup.EXE"), "has macros or other files"),
    "archives inside archives": (packed(WORD, "word/media/a.zip"), "has macros or other files"),
    "a password": (packed(WORD, password=True), "locked with a password"),
    "a thousand times larger": (packed(WORD, ("word/bomb.xml", bytes(5_000_000))), NOT_OURS),
    "too many parts": (packed(WORD, *(f"word/{n}" for n in range(2001))), NOT_OURS),
    "cut off": (packed(WORD)[:-30], "damaged"),
    "nothing after its first bytes": (b"PK\x03\x04" + bytes(80), "damaged"),
}


@pytest.mark.parametrize("what", HOSTILE_PACKAGES)
def test_a_hostile_office_file_is_refused_and_never_unpacked(what, settings, monkeypatch):
    content, sentence = HOSTILE_PACKAGES[what]
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *args: pytest.fail("a part was unpacked"))
    with pytest.raises(ValidationError, match=sentence):
        store(upload("notes.docx", content), by=a_person())
    assert kept_files(settings) == []


def test_an_office_file_whose_parts_overlap_is_refused():
    """One large part that the table of contents lists many times over: small to send, huge to unpack."""
    content = packed(WORD)
    table, end = content.index(b"PK\x01\x02"), content.index(b"PK\x05\x06")
    entries = content[table:end] * 3
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 6, 6, len(entries), table, 0)
    with pytest.raises(ValidationError, match=NOT_OURS):
        store(upload("notes.docx", content[:table] + entries + tail), by=a_person())


def test_a_picture_with_too_many_pixels_is_refused():
    huge = PNG[:16] + struct.pack(">II", 60_000, 60_000) + PNG[24:]
    with pytest.raises(ValidationError, match="too many pixels"):
        store(upload("map.png", huge), by=a_person())


def test_a_picture_that_ends_before_its_size_is_refused():
    assert filetype.guess_extension(PNG[:20]) == "png"
    with pytest.raises(ValidationError, match="too many pixels"):
        store(upload("map.png", PNG[:20]), by=a_person())


def test_an_empty_file_is_refused(settings):
    with pytest.raises(ValidationError, match="The file is empty"):
        store(upload("plan.pdf", b""), by=a_person())
    assert kept_files(settings) == []


@pytest.mark.parametrize(("size", "accepted"), [(1024 * 1024, True), (1024 * 1024 + 1, False)])
def test_a_file_may_be_as_large_as_the_limit_and_no_larger(settings, size, accepted):
    settings.MAX_FILE_SIZE = 1024 * 1024
    file = upload("plan.pdf", PDF.ljust(size))
    if accepted:
        assert store(file, by=a_person()).size == size
        return
    with pytest.raises(ValidationError, match="smaller than 1 MB"):
        store(file, by=a_person())
    assert kept_files(settings) == []


def test_the_limit_counts_what_arrives_not_what_was_announced(settings):
    settings.MAX_FILE_SIZE = 1000
    file = upload("plan.pdf", PDF.ljust(1001))
    file.size = 10
    with pytest.raises(ValidationError, match="smaller than"):
        store(file, by=a_person())


def test_the_limit_is_fifty_megabytes(settings):
    assert settings.MAX_FILE_SIZE == 50 * 1024 * 1024


def test_the_same_file_twice_is_two_files():
    person = a_person()
    one, two = store(upload("plan.pdf", PDF), by=person), store(upload("plan.pdf", PDF), by=person)
    assert one.key != two.key
    assert one.sha256 == two.sha256


def test_a_file_lies_under_a_random_key_that_says_nothing_about_it(settings):
    file = store(upload("Dudley plan.pdf", PDF), by=a_person())
    assert len(file.key) == 64
    assert kept_files(settings) == [Path(settings.FILES_DIR) / file.key[:2] / file.key]


def test_a_row_never_points_at_a_file_that_is_not_there(monkeypatch):
    """The disk fills up at the last moment: no row. The other way round nothing could be opened."""
    monkeypatch.setattr(Path, "replace", lambda *args: (_ for _ in ()).throw(OSError("no space left")))
    with pytest.raises(OSError, match="no space left"):
        store(upload("plan.pdf", PDF), by=a_person())
    assert not StoredFile.objects.exists()


def test_a_draft_is_removed_when_the_row_cannot_be_written(settings, monkeypatch):
    monkeypatch.setattr(StoredFile.objects, "create", lambda **facts: (_ for _ in ()).throw(DatabaseError))
    with pytest.raises(DatabaseError):
        store(upload("plan.pdf", PDF), by=a_person())
    assert [path.parent.name for path in kept_files(settings)] != ["incoming"]


def downloaded(file):
    """The answer to somebody who opens the file, with all our headers, and its content."""
    response = CSPMiddleware(lambda request: send(file))(RequestFactory().get("/"))
    content = b"".join(response.streaming_content)
    response.file_to_stream.close()
    return response, content


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\plan.pdf", "plan.pdf"),
        ("plan\x00.pdf", "plan.pdf"),
        ("plan\r\nSet-Cookie: a=b.pdf", "planSet-Cookie: a=b.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),  # shown as planexe.pdf where writing may be reversed
        ("a" * 300 + ".pdf", "a" * 140 + ".pdf"),
        ('say "hello"; x=y.pdf', 'say "hello"; x=y.pdf'),
        ("  many   spaces .pdf", "many spaces.pdf"),
        (".pdf", "file.pdf"),
        ("...pdf", "file.pdf"),
        ("Pflege\u0308.pdf", "Pfleg\u00eb.pdf"),  # a letter and its dots, as some systems send them, become one sign
        ("plan 📄.pdf", "plan 📄.pdf"),
    ],
)
def test_a_hostile_name_is_shown_clean(sent, shown):
    assert clean_name(sent) == shown


@pytest.mark.parametrize(
    "name", ["plan\r\nX: y.pdf", 'a"; filename="b.html.pdf', "日本語 – ünï.pdf", "a" * 300 + ".pdf"]
)
def test_a_hostile_name_cannot_break_the_header_of_a_download(name):
    file = upload("plan.pdf", PDF)
    file._name = name  # as a client could send it, past the clean-up of the framework
    header = downloaded(store(file, by=a_person()))[0]["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert "\n" not in header
    assert "\r" not in header
    assert '"; filename="b' not in header.replace('\\"', "")


# --- Giving it out ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GOOD)
def test_a_download_is_saved_and_never_shown_inside_our_pages(name):
    response, content = downloaded(store(upload(name, GOOD[name]), by=a_person()))
    assert content == GOOD[name]
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Length"] == str(len(GOOD[name]))


def test_no_kind_of_file_is_one_that_a_browser_runs():
    assert not {kind.mime for kind in KINDS.values()} & {"text/html", "image/svg+xml", "application/xhtml+xml"}


POLYGLOTS = {
    "PDF and archive.pdf": PDF + packed("a.txt"),
    "PDF with a script for another reader.pdf": PDF + b"<script>alert(1)</script>",
    "picture with a page after it.png": PNG + b"<html><script>alert(1)</script></html>",
    "photo with a program after it.jpg": JPEG + b"<?php system($_GET[1]); ?>",
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_a_file_that_is_two_things_is_only_ever_saved_as_the_harmless_one(name):
    file = store(upload(name, POLYGLOTS[name]), by=a_person())
    response, _ = downloaded(file)
    assert response["Content-Type"] == KINDS[file.kind].mime
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
