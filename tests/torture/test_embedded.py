"""The embedded edition: SQLite, one web process, one thread in it that does the work. It is killed, too."""

import random
import shutil
import signal
import sqlite3
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import services
from tests.plugin import ON_POSTGRES

from .place import EFFECTS, TRIES, effects, inserts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(
        ON_POSTGRES, reason="this edition lives on SQLite: it is tested by pytest without TEST_DATABASE"
    ),
]
SEED = 20261124
GUNICORN = ("gunicorn", "tests.torture.wsgi", "--workers=1", "--threads=8", "--no-control-socket")


class Embedded:
    """One folder with a database, and the one process that serves it."""

    def __init__(self, folder, **variables):
        self.folder, self.port, self.process = folder, services.free_port(), None
        self.log = folder / "log"
        self.variables = {
            "DJANGO_SETTINGS_MODULE": "tests.torture.settings",
            "VAR_DIR": str(folder),
            "TORTURE_MAILS": str(folder / "mails"),
            "PORT": str(self.port),
        } | variables

    def start(self):
        self.process = services.start(*GUNICORN, log=self.log, **self.variables)
        services.wait_until(lambda: self.process.poll() is not None or self.answers(), "the web process")
        assert self.process.poll() is None, self.log.read_text()[-2000:]
        return self

    def answers(self):
        try:
            return self.get("/healthz") == "alive\n"
        except (urllib.error.URLError, ConnectionError):
            return False

    def get(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
            return answer.read().decode()

    def ask(self, sql, *values):
        with sqlite3.connect(self.folder / "peerchallenge.sqlite3", timeout=20) as database:
            return database.execute(sql.replace("%s", "?"), values).fetchall()

    def count(self, rows):
        return self.ask(f"SELECT count(*) FROM {rows}")[0][0]  # noqa: S608 -- words of the tests themselves

    def promise(self, jobs):
        for sql, values in inserts(jobs):
            self.ask(sql, *values)

    def mails(self):
        mails = self.folder / "mails"
        return len(mails.read_text().splitlines()) if mails.exists() else 0

    def kill(self, how=signal.SIGKILL):
        if self.process:
            services.kill(self.process, how)


@pytest.fixture(scope="session")
def _prepared_folder(tmp_path_factory):
    edition = Embedded(tmp_path_factory.mktemp("embedded"))
    for command in ("migrate", "createcachetable"):
        done = services.manage(command, **edition.variables)
        assert done.returncode == 0, done.stderr
    edition.ask(TRIES)
    edition.ask(EFFECTS)
    return edition.folder


@pytest.fixture
def edition(_prepared_folder, tmp_path):
    folder = shutil.copytree(_prepared_folder, tmp_path / "var")
    edition = Embedded(folder)
    yield edition
    edition.kill()


def test_ten_kills_of_the_web_process_lose_nothing(edition):
    chance = random.Random(SEED)  # noqa: S311 -- its seed makes a failure replay
    edition.promise(effects(range(400)))
    for _ in range(10):
        edition.start()
        time.sleep(chance.uniform(0.1, 0.6))
        edition.kill()
    edition.start()
    services.wait_until(lambda: edition.count("jobs_job WHERE state != 'done'") == 0, "all work to be done", every=0.5)
    cut_off = edition.count("tries") - edition.count("effects")
    print(f"seed {SEED}: 10 kills of the web process, {cut_off} effects were cut off and tried again")
    assert edition.count("effects") == 400
    assert cut_off <= 10
    assert edition.ask("PRAGMA integrity_check") == [("ok",)]


def test_a_promised_mail_leaves_at_once(edition):
    edition.start()
    waits = []
    for number in range(5):
        promised = time.monotonic()
        edition.get(f"/promise?mail:{number}")
        services.wait_until(lambda: edition.mails() > len(waits), "the mail", every=0.01)
        waits.append(time.monotonic() - promised)
    print(f"slowest of 5 mails: {max(waits):.2f} s after it was promised")
    assert max(waits) < 2


def test_one_thread_works_in_a_web_process(edition):
    from peerchallenge.jobs.models import Job

    edition.promise([Job(kind="threads", key="threads", payload={"number": 1})])
    edition.start()
    services.wait_until(lambda: edition.count("effects"), "the count")
    assert edition.ask("SELECT number FROM effects") == [(1001,)]


def test_the_thread_outlives_a_fault_of_the_database(edition):
    edition.ask("ALTER TABLE jobs_job RENAME TO away")
    edition.start()
    services.wait_until(lambda: "a round of background work failed" in edition.log.read_text(), "the fault")
    edition.ask("ALTER TABLE away RENAME TO jobs_job")
    edition.get("/promise?mail")
    services.wait_until(lambda: edition.mails() == 1, "the mail", seconds=5)


def test_the_thread_does_not_keep_the_process_from_ending(edition):
    from peerchallenge.jobs.models import Job

    edition.promise([Job(kind="slow", key="slow", payload={"number": 1})])
    edition.start()
    services.wait_until(lambda: edition.count("jobs_job WHERE state = 'running'"), "the work to begin")
    asked = time.monotonic()
    edition.kill(signal.SIGTERM)
    assert time.monotonic() - asked < 10, "the job takes a minute; another process will run it"
    done = services.run(sys.executable, "-c", "import tests.torture.wsgi", **edition.variables)
    assert done.returncode == 0, done.stderr


def write_from_eight_threads(edition, times):
    """Read and write in one transaction from eight visitors at once, while the thread works. Returns the faults."""

    def visitor(name):
        faults = []
        for number in range(times):
            try:
                edition.get(f"/write?{name}-{number}")
            except urllib.error.HTTPError as fault:
                faults.append(fault.read().decode())
        return faults

    edition.promise(effects(range(times)))
    edition.start()
    with ThreadPoolExecutor(8) as pool:
        return [fault for faults in pool.map(visitor, range(8)) for fault in faults]


def test_eight_threads_that_write_at_once_never_meet_a_locked_database(edition):
    assert write_from_eight_threads(edition, 50) == []
    assert edition.count("notifications_message WHERE key LIKE 'written:%'") == 400
    assert "locked" not in edition.log.read_text()


def test_without_the_lock_at_the_beginning_they_do(edition):
    """The control: transactions that begin as readers, as SQLite does by itself."""
    edition.variables["TORTURE_TRANSACTIONS"] = "DEFERRED"
    faults = write_from_eight_threads(edition, 50)
    print(f"without IMMEDIATE: {len(faults)} of 400 writes met a locked database")
    assert faults
    assert set(faults) == {"database is locked"}
