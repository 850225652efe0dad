"""Small files for the example region, made by hand: real enough to be opened, and nobody is named in them."""

import io
import textwrap
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from django.core.files.uploadedfile import SimpleUploadedFile

EXAMPLE = "This is an example document, made up for a demonstration. It names no council and no person."
WIDTH = 80  # signs in a line of a page
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def a_file(kind: str, name: str, title: str, paragraphs: Sequence[str]) -> SimpleUploadedFile:
    """A file of this kind ("pdf", "docx" or "csv") with a title and some text."""
    content = {"pdf": _pdf, "docx": _word, "csv": _csv}[kind](title, (*paragraphs, EXAMPLE))
    return SimpleUploadedFile(f"{name}.{kind}", content)


def _pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    """One page of text in the one font that every reader of PDFs has."""
    lines = [title, "", *(line for text in paragraphs for line in (*textwrap.wrap(text, WIDTH), ""))]
    shown = " T* ".join(f"({_in_brackets(line)}) Tj" for line in lines)
    text = f"BT /F1 12 Tf 18 TL 56 780 Td {shown} ET".encode("cp1252", "replace")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R/Lang(en-GB)>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, part)
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table)
    return bytes(file)


def _in_brackets(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _word(title: str, paragraphs: Sequence[str]) -> bytes:
    texts = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in (title, *paragraphs))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        f'PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{texts}</w:body></w:document>',
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
    return packed.getvalue()


def _csv(title: str, paragraphs: Sequence[str]) -> bytes:
    rows = (title, "Year,Figure", "2023-24,61.2", "2024-25,63.5", *(f'"{text}"' for text in paragraphs))
    return "\r\n".join(rows).encode("utf-8-sig")
