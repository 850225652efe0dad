"""A process of its own that makes one PDF: HTML on its input; on its output a line of JSON, and then the PDF.

It is started by `pdf.py` and knows nothing of Django, of the database or of people. It takes its limits before it
reads a word. Whatever the HTML asks for, it is given a file of the one folder that came with the order, or nothing:
no address is opened, no path is followed. What goes wrong is said in one word, without any text of the document.
"""

import json
import logging
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

OURS = "ours"  # ours:report.css is the file of that name
NOWHERE = "http://nowhere.invalid/"  # what a relative address is relative to
TYPES = {".css": "text/css", ".woff2": "font/woff2"}
VARIANT = "pdf/ua-1"
WRITES_AT_MOST = 64 * 1024 * 1024  # fonts that it unpacks for itself
OPENS_AT_MOST = 128
A_MOMENT = 5  # seconds between the warning that time is over and the end


def take_limits(memory: int, cpu_seconds: int, seconds: int) -> None:
    """Whatever happens from here on, this process stays small, and it ends: also when nobody waits for it any more."""
    signal.alarm(seconds)
    os.nice(10)  # pages come first
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + A_MOMENT))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITES_AT_MOST, WRITES_AT_MOST))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPENS_AT_MOST, OPENS_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def our_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in TYPES}


def fetcher_of(files: dict[str, bytes]) -> Any:
    """What the engine asks for anything that is not in the HTML itself."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
            scheme, _, name = url.partition(":")
            if scheme != OURS or name not in files:
                raise ValueError("not one of our files")
            return URLFetcherResponse(url, files[name], {"Content-Type": TYPES[Path(name).suffix]})

    return OnlyOurs()


def make(html: str, files: dict[str, bytes]) -> tuple[bytes, int]:
    """The PDF, and how many pages it has."""
    from weasyprint import HTML

    logging.getLogger("weasyprint").disabled = True  # it would repeat words of the document
    document = HTML(string=html, base_url=NOWHERE, url_fetcher=fetcher_of(files)).render(pdf_variant=VARIANT)
    return document.write_pdf(pdf_variant=VARIANT), len(document.pages)


def main(folder: str, *limits: str) -> int:
    take_limits(*(int(limit) for limit in limits))
    try:
        import weasyprint  # noqa: F401 -- to tell what is missing from what goes wrong later
    except (ImportError, OSError) as error:
        return say({"reason": "missing", "error": type(error).__name__})
    html = sys.stdin.buffer.read().decode()
    try:
        content, pages = make(html, our_files(Path(folder)))
    except MemoryError:
        return say({"reason": "too-large", "error": "MemoryError"})
    except Exception as error:
        return say({"reason": "engine", "error": type(error).__name__})
    return say({"pages": pages}, content)


def say(facts: dict[str, object], content: bytes = b"") -> int:
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + content)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
