"""The documents and figures of the example region, as its story tells them."""

import io
import zipfile

import filetype
import pytest

from assessments.demo.files import a_file

pytestmark = pytest.mark.django_db


def test_the_example_files_are_what_they_say():
    for kind in ("pdf", "docx", "csv"):
        content = a_file(kind, "plan", "A plan (draft) for “care”", ["Its words"]).read()
        assert filetype.guess_extension(content) == {"pdf": "pdf", "docx": "docx", "csv": None}[kind]
        if kind == "docx":
            content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
        assert b"Its words" in content
