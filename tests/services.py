"""Real servers for tests: PostgreSQL and Redis, each on a free port, in a place of its own. (Mail: mail_sink.py.)

Only what was started here is ever stopped, by its process id. The servers also end when the test run dies.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"postgres": "postgresql"}  # where it is not called like the program


# --- What this machine has -------------------------------------------------------------------------------------------


def find(program: str) -> str | None:
    """Where a program is. Debian keeps PostgreSQL's servers off the PATH."""
    on_path = shutil.which(program)
    if on_path or program not in ("postgres", "initdb"):
        return on_path
    versions = Path("/usr/lib/postgresql").glob(f"*/bin/{program}")
    return next((str(path) for path in sorted(versions, reverse=True)), None)


def why_not(*programs: str) -> str:
    """What is missing and the command that brings it, or nothing."""
    missing = [PACKAGES.get(program, program) for program in programs if not find(program)]
    return f"not on this machine; to install it: sudo apt-get install {' '.join(missing)}" if missing else ""


def need(*programs: str) -> None:
    """Skip the test that asks when a program is missing. In CI nothing may be missing, so there it fails."""
    if reason := why_not(*programs):
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true: Callable[[], object], what: str, seconds: float = 90, every: float = 0.05) -> object:
    """Ask until the answer is yes; a test that waits in vain says for what."""
    end = time.monotonic() + seconds
    while not (answer := true()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} seconds in vain: {what}")
        time.sleep(every)
    return answer


def database_of_this_run() -> str:
    """The address of the PostgreSQL that was started for this run of the tests."""
    need("postgres")
    return os.environ["DATABASE_URL"]


# --- Processes -------------------------------------------------------------------------------------------------------


def environment(**more: str) -> dict[str, str]:
    """A clean environment for a process of ours: nothing of the settings of this test run leaks into it."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    here = {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return kept | here | {"PATH": f"{Path(sys.executable).parent}:{kept.get('PATH', '')}"} | more


def start(*command: str, log: Path, **variables: str) -> subprocess.Popen:
    """Start one of our processes as the head of a group of its own, so that it can be killed with its children."""
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def run(*command: str, **variables: str) -> subprocess.CompletedProcess:
    """Run one of our commands to its end."""
    return subprocess.run(
        command, cwd=ROOT, env=environment(**variables), capture_output=True, text=True, timeout=240, check=False
    )


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    return run(sys.executable, "manage.py", *arguments, **variables)


def kill(process: subprocess.Popen, how: int = signal.SIGKILL) -> None:
    """End a process that `start` started, and all its children."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, how)
    process.wait(timeout=30)


@contextmanager
def running(*command: str, log: Path, **variables: str):
    process = start(*command, log=log, **variables)
    try:
        yield process
    finally:
        kill(process)


def children(process: subprocess.Popen) -> list[int]:
    """The living processes that a process of ours has started itself."""
    with suppress(FileNotFoundError):
        listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
        return [int(number) for number in listed.split() if _lives(number)]
    return []


def _lives(number: str) -> bool:
    """False for a process that was killed and whose parent has not noticed yet."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def _as_guest(*command: str) -> list[str]:
    """The command as it is started: it ends with us, and never runs as root, which PostgreSQL refuses."""
    who = []
    if os.geteuid() == 0:
        user = _guest()
        who = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    return ["setpriv", *who, "--pdeathsig=QUIT", *command]


def _guest() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def _own_folder(name: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"peerchallenge-{name}-"))
    if os.geteuid() == 0:
        os.chown(folder, _guest().pw_uid, _guest().pw_gid)
    return folder


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


# --- Servers ---------------------------------------------------------------------------------------------------------


class Postgres:
    """A PostgreSQL server with one role, which may make databases but is no superuser, as in production."""

    def __init__(self):
        self.folder, self.port = _own_folder("postgres"), free_port()
        self.password = secrets.token_urlsafe(24)
        (self.folder / "password").write_text(self.password)
        (self.folder / "password").chmod(0o644)
        self._initdb()
        fast = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")
        where = (
            "listen_addresses=127.0.0.1",
            f"port={self.port}",
            "unix_socket_directories=",
            "log_min_messages=fatal",
        )
        options = [word for option in fast + where for word in ("-c", option)]
        self.process = subprocess.Popen(
            _as_guest(find("postgres"), "-D", str(self.folder / "data"), *options),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        wait_until(self._ready, "PostgreSQL to start")
        with self.connect("postgres", user="owner") as connection, connection.cursor() as cursor:
            cursor.execute("CREATE ROLE peerchallenge LOGIN CREATEDB PASSWORD %s", [self.password])

    def _initdb(self) -> None:
        subprocess.run(
            _as_guest(
                find("initdb"), "-D", str(self.folder / "data"), "--username=owner", "--no-sync",
                "--auth=scram-sha-256", f"--pwfile={self.folder / 'password'}", "--encoding=UTF8", "--locale=C.UTF-8",
            ),
            check=True,
            capture_output=True,
        )  # fmt: skip

    def _ready(self) -> bool:
        with suppress(psycopg2.OperationalError):
            self.connect("postgres", user="owner").close()
            return True
        return False

    def connect(self, database: str, user: str = "peerchallenge"):
        return connect(f"postgres://{user}:{self.password}@127.0.0.1:{self.port}/{database}")

    def url(self, database: str = "peerchallenge") -> str:
        return f"postgres://peerchallenge:{self.password}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGQUIT)  # at once, and its children with it
        self.process.wait(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis:
    """A Redis that keeps nothing when it stops, as ours need not."""

    def __init__(self):
        self.folder, self.port = _own_folder("redis"), free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self) -> None:
        options = f"--port {self.port} --bind 127.0.0.1 --dir {self.folder} --appendonly no --logfile {os.devnull}"
        self.process = subprocess.Popen(
            _as_guest(find("redis-server"), *options.split(), "--save", ""), start_new_session=True
        )
        wait_until(lambda: _answers(self.port), "Redis to start")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(timeout=30)

    def stop(self) -> None:
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def connect(url: str):
    """A connection of our own, to look at what other processes wrote; every statement is its own transaction."""
    connection = psycopg2.connect(url)
    connection.autocommit = True
    return connection


def ask(url: str, sql: str, *values) -> list[tuple]:
    """The rows that a question to the database gives."""
    connection = connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql, values or None)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def drop_database(server: str, name: str) -> None:
    """Whoever is still in there is thrown out. Only the server's own clean-up (autovacuum) may not be: it soon ends."""

    def is_gone() -> bool:
        with suppress(psycopg2.errors.InsufficientPrivilege):
            ask(server, f"DROP DATABASE {name} WITH (FORCE)")
            return True
        return False

    wait_until(is_gone, f"the database {name} to be dropped")
