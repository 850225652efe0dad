"""From HTML to PDF: looked at first, then made by a process of its own that has limits and reaches nothing.

The engine is foreign code that follows what a text says. So it never runs in a process that holds the database, the
secret key or somebody's session (pdf_engine.py, and docs/adr/0008).
"""

import json
import os
import signal
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import models

ENGINE = Path(__file__).with_name("pdf_engine.py")
HANDED_ON = ("HOME", "TMPDIR", "TZ")  # of our environment: no key, no address of a database
ONE_SIDED = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"))


class Reason(models.TextChoices):
    """Why there is no PDF, and why there will be none the next time either unless something changes."""

    TOO_LARGE = "too-large", "The text is too large for a PDF."
    TOO_SLOW = "too-slow", "Making it took too long."
    ENGINE = "engine", "Something in the text could not be put on paper."
    MISSING = "missing", "PDFs cannot be made on this server at the moment."


class NoPdf(Exception):
    """It cannot be made. Says nothing of the text."""

    def __init__(self, reason: Reason, error: str = ""):
        super().__init__(f"{reason.value} {error}".strip())
        self.reason = reason


class CutOff(Exception):
    """The process was ended from outside, which says nothing about the document: try again later."""


class Printed(NamedTuple):
    content: bytes
    pages: int


def print_pdf(html: str) -> Printed:
    """A tagged PDF of this HTML. Raises NoPdf where there will be none, and CutOff where there might be one later."""
    refuse_bombs(html)
    limits = settings.PDF_LIMITS
    order = [sys.executable, "-I", str(ENGINE), str(settings.PDF_FILES_DIR)]
    order += [str(limits[name]) for name in ("memory", "cpu_seconds", "seconds")]
    try:
        ended = subprocess.run(  # noqa: S603 -- our own program, by its full path; no word of a person is an argument
            order,
            input=html.encode(errors="replace"),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in HANDED_ON if name in os.environ},
            cwd="/",
            timeout=limits["seconds"],
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoPdf(Reason.TOO_SLOW) from None  # what it had said so far is of no use
    return _understood(ended.returncode, ended.stdout)


def _understood(code: int, said: bytes) -> Printed:
    """What the process left: its first line says how it went."""
    if code in (-signal.SIGXCPU, -signal.SIGALRM):
        raise NoPdf(Reason.TOO_SLOW)
    if code in (-signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT):
        raise CutOff(f"ended by signal {-code}")
    line, _, content = said.partition(b"\n")
    if code or not line:
        raise NoPdf(Reason.ENGINE, f"ended with {code}")
    facts = json.loads(line)
    if "reason" in facts:
        raise NoPdf(Reason(facts["reason"]), facts["error"])
    return Printed(content, facts["pages"])


def refuse_bombs(html: str) -> None:
    """Some texts are small to write and endless to lay out. They are refused before the engine sees them."""
    limits = settings.PDF_LIMITS
    if len(html) > limits["characters"]:
        raise NoPdf(Reason.TOO_LARGE, "characters")
    seen = _Measure()
    seen.feed(html)
    seen.close()
    for what in ("elements", "depth", "word"):
        if getattr(seen, what) > limits[what]:
            raise NoPdf(Reason.TOO_LARGE, what)


class _Measure(HTMLParser):
    """How many elements there are, how deep they lie in each other, and how long the longest word is."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = self.word = self._open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements += 1
        if tag not in ONE_SIDED:
            self._open += 1
            self.depth = max(self.depth, self._open)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ONE_SIDED:
            self._open -= 1

    def handle_data(self, data: str) -> None:
        self.word = max(self.word, max(map(len, data.split()), default=0))
