"""PDFs while workers, their children and the engine are killed: each is made once, or has visibly failed."""

import hashlib
import os
import random
import re
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from peerchallenge import marks
from tests import services
from tests.proving import often
from tests.reports.pdf_builders import letters_of_pdf, need_engine

from .test_workers import WORKERS, Crew

pytestmark = [pytest.mark.services, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SEED, PDFS, KILLS, WHOLE_WORKER_EACH = 20261128, often(100), often(40, fewest=6), 5
LEASE = "20"  # longer than any of them takes here, so that it ends only where a worker was killed
OPEN = "jobs_job WHERE state IN ('queued', 'running')"
STORED = "SELECT f.key, f.sha256, v.number FROM reports_reportpdf p JOIN documents_storedfile f ON f.id = p.file_id "
STORED += "JOIN reports_reportversion v ON v.id = p.version_id"


@pytest.fixture
def crew(place, redis):
    need_engine()
    place.variables["TORTURE_LEASE"] = LEASE
    crew = Crew(place, redis)
    try:
        services.wait_until(lambda: len(crew.ready()) == len(WORKERS), "both workers to start")
        yield crew
    finally:
        crew.stop()


def promise(place, *arguments):
    place.ask("SELECT setval(pg_get_serial_sequence('accounts_person', 'id'), 1000)")  # after the people of the place
    done = services.run(sys.executable, "-m", "tests.torture.pdfs", *arguments, **place.variables)
    assert done.returncode == 0, done.stderr[-3000:]


def of(number):
    """The living children of a process."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return [int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()]
    return []


def kill_an_engine(crew, chance):
    """The process that makes one PDF: the child of a child of a worker."""
    pool = [child for name in WORKERS for child in services.children(crew.processes[name])]
    engines = [engine for child in pool for engine in of(child)]
    if not engines:
        return False
    with suppress(ProcessLookupError):
        os.kill(chance.choice(engines), signal.SIGKILL)
    return True


def files(place):
    """All but the marks that processes set for each other."""
    found = (place.folder / "files").rglob("*")
    return [path for path in found if path.is_file() and path.parent.name != marks.FOLDER]


@pytest.mark.timeout(600)
def test_pdfs_are_made_once_each_whatever_is_killed(place, crew):
    chance, kills = random.Random(SEED), Counter()  # noqa: S311 -- its seed makes a failure replay
    started = time.monotonic()
    promise(place, str(PDFS))
    while kills.total() < KILLS and place.count(OPEN):
        time.sleep(chance.uniform(0.1, 0.8))
        if kills.total() % WHOLE_WORKER_EACH == WHOLE_WORKER_EACH - 1:
            crew.kill_whole(chance.choice(WORKERS))
            kills["worker"] += 1
        elif chance.random() < 0.6:
            kills["engine"] += kill_an_engine(crew, chance)
        else:
            kills["child"] += crew.kill_one_that_works(chance)
    services.wait_until(lambda: place.count(OPEN) == 0, "all work to be done", seconds=400, every=0.5)
    again = place.ask("SELECT sum(attempts) FROM jobs_job")[0][0] - PDFS
    print(f"seed {SEED}: {dict(kills)} killed in {time.monotonic() - started:.0f} s; {again} runs were tried again")

    made = place.ask(STORED)
    failed = place.count("jobs_job WHERE state = 'failed'")
    assert len(made) + failed == PDFS
    assert place.count("jobs_job WHERE state = 'done'") == len(made) > PDFS * 0.9
    assert place.count("documents_storedfile") == len(made), "no second row"
    assert len(files(place)) == len(made), "no second file, and nothing half written"
    assert again > KILLS // 8, "the kills did hit work"
    for key, digest, number in made:
        content = (place.folder / "files" / key[:2] / key).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        assert re.findall(r"word(\d+)end", letters_of_pdf(content)) == [str(number)]


@pytest.mark.timeout(300)
def test_made_carelessly_the_same_kills_leave_doubles(place, crew):
    """The control: a maker that stores under a new name and says so afterwards leaves files that nobody knows of."""
    chance = random.Random(SEED)  # noqa: S311 -- its seed makes a failure replay
    promise(place, "300", "careless")
    while (
        place.count(OPEN)
        and place.count("documents_storedfile") - place.count("reports_reportpdf WHERE file_id IS NOT NULL")
        <= len(WORKERS) * 2
    ):
        time.sleep(0.05)
        crew.kill_one_that_works(chance)
    services.wait_until(lambda: place.count(OPEN) == 0, "all work to be done", seconds=200, every=0.5)
    extra = place.count("documents_storedfile") - place.count("reports_reportpdf WHERE file_id IS NOT NULL")
    print(f"made carelessly: {extra} files too many")
    assert extra > 0
