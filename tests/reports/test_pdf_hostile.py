"""Whatever stands in a report, its PDF is made from it alone: no address is opened, no file is read."""

import socket
import subprocess
import sys
import tempfile
import threading
from itertools import count
from pathlib import Path

import pytest

from peerchallenge.documents import pdf as engine
from peerchallenge.documents.pdf import print_pdf
from reports.agreement import final_version
from reports.models import Part
from reports.pdf import want_pdf
from reports.views.pdf import pdf_answer

from .pdf_builders import (
    a_paragraph,
    a_section,
    an_agreed_challenge,
    content_of,
    finish_work,
    letters,
    letters_of_pdf,
    need_engine,
    read,
)
from .pdf_vectors import VECTORS, a_document

SECRET = "canary-of-a-file"
# A process that is watched: everything that Python opens or calls is written down.
WATCHED = """
import runpy, sys
seen = open({log!r}, "a", buffering=1)
WORDS = ("open", "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request", "subprocess.Popen",
         "os.system", "os.exec", "os.posix_spawn", "os.listdir", "os.scandir")
def watch(event, facts):
    if event in WORDS:
        seen.write(event + " " + repr(facts[0]) + "\\n")
class Given:
    buffer = sys.stdin.buffer
    def read(self):
        sys.addaudithook(watch)  # from here on it knows the document
        return self.buffer.read()
class Stdin:
    buffer = Given()
sys.stdin = Stdin()
runpy.run_path({engine!r}, run_name="__main__")
"""
# The control: the same engine as it comes, with the fetcher that it brings along.
UNLOCKED = """
import sys
from weasyprint import HTML
HTML(string=sys.stdin.read(), base_url="http://127.0.0.1/").write_pdf(sys.argv[1], pdf_variant="pdf/ua-1")
"""


class Listener:
    """Somebody at an address of this machine who writes down what is asked for."""

    def __init__(self):
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address, self.asked = f"http://127.0.0.1:{self.socket.getsockname()[1]}", []
        self.thread = threading.Thread(target=self.listen, daemon=True)
        self.thread.start()

    def listen(self):
        while True:
            try:
                visitor, _ = self.socket.accept()
            except OSError:
                return
            with visitor:
                visitor.settimeout(5)
                self.asked.append(visitor.recv(4096).split(b"\r\n")[0].decode(errors="replace"))
                visitor.sendall(b"HTTP/1.0 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    def stop(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(timeout=5)

    def names(self, asked):
        """The vectors whose address was asked for."""
        paths = {line.split()[1] for line in self.asked if line.count(" ") == 2}
        return {name for name, address in asked.items() if f"/{address.rpartition('/')[2]}" in paths}


@pytest.fixture(autouse=True)
def _engine():
    need_engine()


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.stop()


@pytest.fixture
def watched(monkeypatch, tmp_path):
    """The engine's process, watched. Returns the lines of what it did."""
    log, script = tmp_path / "seen", tmp_path / "watched.py"
    script.write_text(WATCHED.format(log=str(log), engine=str(engine.ENGINE)))
    monkeypatch.setattr(engine, "ENGINE", script)
    return lambda: log.read_text().splitlines()


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path


def net(listener):
    return (f"{listener.address}/v{number}" for number in count(1))


def opened(lines):
    return [line.removeprefix("open ").strip("'") for line in lines if line.startswith("open ")]


def everything_in(content):
    pdf = read(content)
    parts = [one.get_data() for one in (part.get_object() for part in _objects(pdf)) if hasattr(one, "get_data")]
    return content + b"".join(parts)


def _objects(pdf):
    return [pdf.get_object(number) for number in range(1, pdf.trailer["/Size"])]


def test_there_are_enough_ways():
    assert len(VECTORS) >= 25


def test_no_address_of_the_network_is_opened(listener, watched):
    html, _ = a_document(net(listener))
    printed = print_pdf(html)
    assert printed.pages
    assert listener.asked == []
    assert [line for line in watched() if not line.startswith(("open", "os.listdir", "os.scandir"))] == []


@pytest.mark.slow
@pytest.mark.parametrize("way", ["//{}", "HTTP://{}", "https://{}", "ftp://{}", "http://user:word@{}", "ours:../{}"])
def test_nor_one_that_is_written_otherwise(way, listener):
    place = listener.address.removeprefix("http://")
    html, _ = a_document(way.format(f"{place}/v{number}") for number in count(1))
    print_pdf(html)
    assert listener.asked == []


def test_no_file_is_read_but_ours(secret, watched, settings):
    html, _ = a_document(f"file://{secret}" for _ in count())
    content = print_pdf(html).content
    assert SECRET.encode() not in everything_in(content)
    assert "/EmbeddedFiles" not in read(content).trailer["/Root"].get("/Names", {})
    assert str(secret) not in "".join(watched())
    code_and_fonts = (sys.prefix, sys.base_prefix, str(settings.PDF_FILES_DIR))
    others = [path for path in opened(watched()) if path.startswith("/") and not path.startswith(code_and_fonts)]
    assert [path for path in others if not path.startswith(tempfile.gettempdir())] == [], "but fonts that it unpacks"


@pytest.mark.slow
@pytest.mark.parametrize("path", ["{}", "file:{}", "FILE://{}", "file://localhost{}", "../../../../../../../..{}"])
def test_nor_one_that_is_named_otherwise(path, secret):
    html, _ = a_document(path.format(secret) for _ in count())
    assert SECRET.encode() not in everything_in(print_pdf(html).content)


@pytest.mark.slow
def test_the_engine_as_it_comes_would_open_most_of_them(listener, secret, tmp_path):
    """The control: the ways are real, and it is our fetcher that closes them."""
    html, asked = a_document(net(listener))
    unlocked(html, tmp_path / "net.pdf")
    live = listener.names(asked)
    print(f"without the lock {len(live)} of {len(asked)} ways lead out: {sorted(live)}")
    assert len(live) >= 15
    unlocked(a_document(f"file://{secret}" for _ in count())[0], tmp_path / "file.pdf")
    assert SECRET.encode() in everything_in((tmp_path / "file.pdf").read_bytes())


def unlocked(html, path: Path):
    done = subprocess.run(
        [sys.executable, "-c", UNLOCKED, str(path)], input=html.encode(), capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("place", ["text", "heading", "name", "council"])
def test_in_a_report_they_are_words_like_any_other(place, listener, secret, watched):
    addresses = (f"{listener.address}/v{number}" if number % 2 else f"file://{secret}" for number in count(1))
    markup = [vector.replace("{}", next(addresses)) for vector in VECTORS.values()]
    markup += ["</p></section></main></body></html><link rel=attachment href=file:///etc/passwd>", "{% include 'x' %}"]
    paragraphs = [a_paragraph("Text.", one) if place == "heading" else a_paragraph(one) for one in markup]
    if place == "name":
        paragraphs = [{"heading": "", "name": one, "text": "Lead"} for one in markup]
    challenge = an_agreed_challenge({"sections": [a_section(Part.SUMMARY, *paragraphs)]})
    if place == "council":
        type(challenge.host).objects.update(official_name=markup[0], short_name=markup[-2])
    version = final_version(type(challenge).objects.get(pk=challenge.pk))
    want_pdf(version, by=version.made_by)
    finish_work()
    content = content_of(pdf_answer(version))
    assert listener.asked == []
    assert SECRET.encode() not in everything_in(content)
    assert str(secret) not in "".join(opened(watched()))
    assert all(letters(one) in letters_of_pdf(content) for one in markup)
