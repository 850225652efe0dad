"""The documents and figures of the example region, as its story tells them."""

import io
import zipfile

import filetype
import pytest

from assessments.demo.build import build
from assessments.demo.files import a_file
from assessments.models import Document, IndicatorValue, Way
from assessments.readiness import missing_documents
from cycles.demo.build import build_demo
from cycles.models import PeerChallenge, Stage
from peerchallenge.documents.storage import path_of

pytestmark = pytest.mark.django_db


def test_the_example_region_tells_who_has_given_what():
    build(build_demo())
    challenges = {one.host.short_name: one for one in PeerChallenge.objects.select_related("host")}
    missing = {name: len(missing_documents(one)) for name, one in challenges.items() if one.stage >= Stage.PREPARING}
    assert missing.pop("Staffordshire") == 7
    assert missing.pop("Walsall") == 4
    assert set(missing.values()) == {0}
    assert IndicatorValue.objects.exclude(authority=None).count() == 578
    for name, one in challenges.items():
        baseline = one.baselines.all()
        if name in ("Staffordshire", "Walsall") or one.stage < Stage.PREPARING:
            assert not baseline
        else:
            assert 3 <= len(baseline) <= 5
            assert all(row.why and bool(row.fixed_on) == (one.stage >= Stage.READING) for row in baseline)
    kept = Document.objects.filter(way=Way.FILE).select_related("file").first()
    assert path_of(kept.file.key).exists()


def test_the_example_files_are_what_they_say():
    for kind in ("pdf", "docx", "csv"):
        content = a_file(kind, "plan", "A plan (draft) for “care”", ["Its words"]).read()
        assert filetype.guess_extension(content) == {"pdf": "pdf", "docx": "docx", "csv": None}[kind]
        if kind == "docx":
            content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
        assert b"Its words" in content
