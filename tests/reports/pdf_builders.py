"""Builders of PDFs: a final version, its file, the work that makes it, and what stands in it."""

import ctypes
import io
import os
import re
import secrets
from html.parser import HTMLParser

import pypdf
import pytest
from django.db import connection
from django.test import Client

from cycles.models import PeerChallenge, Stage
from peerchallenge.documents.storage import keep_bytes
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job
from reports.models import Part, ReportPdf

from .accuracy_builders import a_check, a_final

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
MARGINS = re.compile(r"^.* peer challenge: final report, version \d+( Example)?$|^\S.* Page \d+ of \d+$", re.MULTILINE)


def need_engine() -> None:
    """Skip the test that asks where the engine has not what it needs. In CI nothing may be missing."""
    try:
        for library in LIBRARIES:
            ctypes.CDLL(library)
    except OSError:
        reason = f"not on this machine; to install it: sudo apt-get install {PACKAGES}"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def an_agreed_challenge(content=None, **facts):
    """The report is agreed; nobody has asked for a PDF yet."""
    _a_test_may_wait_for_the_engine()
    check = a_check(content=content)
    final = a_final(check.challenge)
    PeerChallenge.objects.filter(pk=check.challenge.pk).update(stage=Stage.AGREED, **facts)
    return PeerChallenge.objects.get(pk=final.report.challenge.pk)


def _a_test_may_wait_for_the_engine():
    """A test is one transaction, which PostgreSQL ends when nothing is asked for 30 seconds. The job is in none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def a_made_pdf(version, kind=ReportPdf.Kind.HANDLED, content=b"%PDF-1.7"):
    """A PDF that is there."""
    key, by = secrets.token_hex(32), version.made_by
    file = keep_bytes(content, "report.pdf", by, key)
    return ReportPdf.objects.create(version=version, kind=kind, key=key, asked_by=by, file=file, pages=1)


def finish_work():
    """Run what was promised, once. How many of it went well."""
    return sum(queue.run(number) for number in list(Job.objects.filter(kind="report_pdf").values_list("pk", flat=True)))


def content_of(answer) -> bytes:
    content = b"".join(answer.streaming_content)
    if answer.file_to_stream:  # the test client has closed it already
        answer.file_to_stream.close()
    return content


def downloaded(client: Client, challenge) -> bytes:
    return content_of(client.get(f"/challenges/{challenge.slug}/report/final/pdf/download/"))


def read(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def letters(text: str) -> str:
    """A text as it is compared: every sign of it but bullets, and no word of where lines end."""
    return "".join(text.replace("•", "").split())


def letters_of_pdf(content: bytes) -> str:
    """What a PDF says, without the lines above and below each page."""
    return letters(" ".join(MARGINS.sub("", page.extract_text()) for page in read(content).pages))


class _Sections(HTMLParser):
    """The text of each section of the report on its page."""

    def __init__(self):
        super().__init__()
        self.found, self.part = {}, ""

    def handle_starttag(self, tag, attrs):
        named = dict(attrs).get("aria-labelledby", "")
        if tag == "section" and named in Part.values:
            self.part = named
            self.found[named] = ""

    def handle_endtag(self, tag):
        self.part = "" if tag == "section" else self.part

    def handle_data(self, data):
        if self.part:
            self.found[self.part] += data


def sections_of_page(page: str) -> dict[str, str]:
    parser = _Sections()
    parser.feed(page)
    return parser.found


def a_section(part: Part, *paragraphs):
    number = list(Part).index(part) + 1
    numbered = [{"number": f"{number}.{place}", **one} for place, one in enumerate(paragraphs, start=1)]
    return {"part": part.value, "title": part.label, "paragraphs": numbered}


def a_paragraph(text, heading=""):
    return {"heading": heading, "text": text}


def a_full_content(paragraphs=6):
    """Every part of a report, with headings, lists and people."""
    sentence = "People told us that they wait for a review, and that nobody says how long. "
    made = [a_paragraph(sentence * (1 + n % 7), f"A heading for {n}" if n % 3 == 0 else "") for n in range(paragraphs)]
    made.append(a_paragraph("- one thing\n- another thing, said\nAnd a line."))
    sections = [a_section(part, *made) for part in Part if part != Part.TEAM]
    sections.insert(6, a_section(Part.TEAM, {"heading": "", "name": "Grace Łŵ", "text": "Team lead"}))
    return {"sections": sections}
