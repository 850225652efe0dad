"""Every process that docker-compose.yml names is started as it stands there, and does its work."""

import json
import os
import re
import signal
import time
from pathlib import Path

import pytest

from tests import services
from tests.production import OURS, STAYING, running

# One group: with several workers of pytest (--dist loadgroup) the processes are started once.
pytestmark = [pytest.mark.services, pytest.mark.slow, pytest.mark.xdist_group("production")]


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    Path(os.environ["TEST_PLACE"], "production").mkdir()  # a second time in one run: the group was torn apart
    with running(tmp_path_factory.mktemp("production")) as production:
        yield production


def test_these_are_all_the_processes_of_the_service():
    assert set(OURS) == {"prepare", "backup", "web", "worker", "beat"}


def test_every_variable_of_the_file_is_explained_in_the_example():
    asked_for = set(re.findall(r"\$\{(\w+)", (services.ROOT / "docker-compose.yml").read_text()))
    example = (services.ROOT / ".env.example").read_text()
    assert {name for name in asked_for if not re.search(rf"^#? ?{name}=", example, re.M)} == set()


def test_preparing_again_changes_nothing(production):
    assert production.run("prepare").returncode == 0


def test_the_web_process_serves_pages_with_their_style(production):
    status, page = production.get("/about/")
    assert status == 200
    style = re.search(r'href="(/static/build/app\.[0-9a-f]+\.css)"', page)[1]
    assert production.get(style)[0] == 200


@pytest.mark.parametrize("name", [name for name in STAYING if OURS[name]["healthcheck"]["test"][0] == "CMD"])
def test_the_health_check_of_a_process_that_works_says_so(production, name):
    check = OURS[name]["healthcheck"]["test"][1:]
    services.wait_until(lambda: production.run(name, check).returncode == 0, f"{name} to be healthy")


def test_a_promised_mail_is_delivered_by_the_worker_at_once(production):
    promised = time.monotonic()
    production.promise_mail("amara")
    services.wait_until(lambda: production.mails_to("amara"), "the mail")
    (mail,) = production.mails_to("amara")
    print(f"delivered {time.monotonic() - promised:.1f} s after the promise was begun")
    assert mail["Subject"] == "Dudley: 1 change"
    assert mail["From"] == "Peer challenge <no-reply@example.org>"
    assert production.address in mail.get_body(("plain",)).get_content()
    assert "the visit moved" in mail.get_body(("html",)).get_content()


def test_a_mail_whose_wake_up_was_lost_is_found_by_the_sweep_that_beat_asks_for(production):
    production.promise_mail("priya", REDIS_URL="redis://127.0.0.1:1/0")
    services.wait_until(lambda: production.mails_to("priya"), "the mail", seconds=150, every=0.5)
    assert len(production.mails_to("priya")) == 1


def test_nobody_who_visits_notices_that_redis_is_away(production):
    production.redis.kill()
    try:
        assert production.is_ready()
        assert production.get("/sign-in/")[0] == 200
    finally:
        production.redis.start()


def test_a_backup_is_made_beside_the_running_service_and_the_service_knows_of_it(production):
    (production.folder / "backups").mkdir()
    done = production.run("backup")
    assert done.returncode == 0, done.stderr
    (archive,) = (production.folder / "backups").iterdir()
    assert production.run("backup", f"python manage.py check_backup /data/backups/{archive.name}").returncode == 0
    assert production.get("/status") == (200, "ok\n"), "swept by the worker, backed up, and the mail went out"


def test_every_process_ends_when_it_is_asked_to(production):
    asked = time.monotonic()
    for process in production.processes.values():
        process.send_signal(signal.SIGTERM)
    codes = {name: process.wait(timeout=60) for name, process in production.processes.items()}
    assert codes == dict.fromkeys(STAYING, 0)
    assert time.monotonic() - asked < 60


@pytest.mark.parametrize("name", STAYING)
def test_every_line_that_a_process_wrote_is_one_json_object_without_anybody_in_it(production, name):
    written = (production.folder / f"{name}.log").read_text().splitlines()
    lines = [line for line in written if line not in ("", "worker: Warm shutdown (MainProcess)")]  # Celery's own
    assert all({"time", "level", "event"} <= json.loads(line).keys() for line in lines), lines
    assert not [line for line in lines if "@" in line or "amara" in line.lower()]
    assert lines or name == "beat", "they do write"
