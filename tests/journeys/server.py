"""The whole service as people run it: real processes, a folder of its own, mail as files."""

import email
import email.policy
import fcntl
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests import services

SEPARATOR = re.compile(rb"^-{79}\n", re.MULTILINE)  # what Django's file backend writes after each mail
LINK = re.compile(r"https?://\S+")

_WORK = """
import time
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
while Job.objects.exclude(state=State.DONE).exists():
    done = [queue.run(number) for number in queue.sweep()]
    time.sleep(0.1)
"""


def made_once(name: str, make: Callable[["Embedded"], None], folder: Path, **variables: str) -> "Embedded":
    """A service in `folder` as `make` leaves it. It is made once in a run of the tests, others begin with a copy."""
    place = Path(os.environ["TEST_PLACE"])
    with (place / f"{name}.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not (place / name).exists():
            new = Path(tempfile.mkdtemp(dir=place))
            make(Embedded(new, **variables))
            new.rename(place / name)
    shutil.copytree(place / name, folder, dirs_exist_ok=True)
    return Embedded(folder, **variables)


@dataclass(frozen=True)
class Mail:
    """One mail as its reader sees it."""

    to: str
    subject: str
    text: str

    @property
    def links(self) -> list[str]:
        return LINK.findall(self.text)


def read(raw: bytes) -> Mail:
    """A mail as it went out. Only its plain text part is read."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    body = message.get_body(("plain",))
    return Mail(str(message["To"]), str(message["Subject"]), body.get_content() if body else "")


class Embedded:
    """The embedded edition: one web process on a free port, SQLite and mail in `folder`."""

    application = "peerchallenge.wsgi"
    command: tuple[str, ...] = ("manage.py",)

    def __init__(self, folder: Path, host: str = "127.0.0.1", **variables: str):
        self.folder = folder
        self.port = services.free_port()
        self.url = f"http://{host}:{self.port}"
        self.variables = {"VAR_DIR": str(folder), "BASE_URL": self.url, **variables}

    def manage(self, *arguments: str) -> str:
        """What one of our commands printed. A command that fails ends the test with its own words."""
        done = services.run(sys.executable, *self.command, *arguments, **self.variables)
        assert done.returncode == 0, f"manage.py {arguments[0]} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def prepare(self) -> None:
        """A database with its tables, the register of councils and the forms: what `prepare` leaves behind."""
        made_once("prepared", lambda empty: empty.manage("prepare"), self.folder)

    def in_shell(self, *lines: str) -> str:
        """What some lines of Python printed that were run inside the service."""
        return self.manage("shell", "--no-imports", "--command", "\n".join(lines))

    @contextmanager
    def running(self):
        """The service, from when it answers until the end of the block. It is ended by its process id."""
        log = self.folder / "web.log"
        options = (f"--bind=127.0.0.1:{self.port}", "--workers=1", "--worker-class=gthread", "--threads=4")
        quiet = ("--log-level=warning", "--no-control-socket")
        gunicorn = (sys.executable, "-m", "gunicorn", self.application, *options, *quiet)
        with services.running(*gunicorn, log=log, **self.variables):
            services.wait_until(self._answers, f"the web process to answer; its log is {log}")
            yield self

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/about/")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()

    # --- Mail --------------------------------------------------------------------------------------------------

    def mails(self, to: str = "") -> list[Mail]:
        """Every mail that went out so far, oldest first."""
        files = sorted((self.folder / "mail").glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name))
        # What has no line below it is still being written.
        found = [read(raw) for path in files for raw in SEPARATOR.split(path.read_bytes())[:-1]]
        return [mail for mail in found if not to or mail.to == to]

    def mail_to(self, to: str, about: str, number: int = 1) -> Mail:
        """The first (or second) mail to this address with these words in its subject, once the thread has sent it."""

        def arrived() -> list[Mail]:
            return [mail for mail in self.mails(to) if about in mail.subject][number - 1 :]

        return services.wait_until(arrived, f"mail number {number} to {to} with “{about}” in its subject")[0]

    def finish_work(self, *after: str) -> None:
        """Do all background work that is due, `after` these lines of Python; what the web process has begun, too."""
        self.in_shell(*after, *_WORK.strip().splitlines())
