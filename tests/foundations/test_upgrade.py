"""Upgrading: a backup first, doors closed, tables brought up to date, doors open; when it fails they stay closed."""

import re
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import Client

from peerchallenge import marks
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.upkeep import doors, upgrade
from tests import services
from tests.builders import a_person
from tests.plugin import ON_POSTGRES

from .installation import KINDS

DAY = timedelta(days=1)
LATER = {"DJANGO_SETTINGS_MODULE": "tests.foundations.later_settings"}
SOMEBODY = """
from django.utils import timezone
from peerchallenge.accounts.models import Person
Person.objects.create(name="Asha", slug="asha", email="asha@example.org", joined_at=timezone.now())
"""


# --- Step by step ----------------------------------------------------------------------------------------------------


@pytest.fixture
def one_step_waits(monkeypatch):
    """Until the tables were prepared."""
    waiting = ["documents.0002_colour"]
    monkeypatch.setattr(upgrade, "steps", lambda: list(waiting))
    monkeypatch.setattr(upgrade, "_prepare", lambda say: waiting.clear())
    return waiting


def upgrades(capsys, *more):
    call_command("upgrade", *more)
    return capsys.readouterr().out


@pytest.mark.django_db
def test_where_nothing_waits_the_doors_stay_open_and_no_backup_is_asked_for(capsys):
    a_person()
    said = upgrades(capsys)
    assert "Steps for the tables that wait: none." in said
    assert "The settings are right." in said
    assert "doors" not in said


@pytest.mark.django_db
def test_without_a_backup_of_the_last_day_it_does_not_begin(one_step_waits, capsys, clock):
    a_person()
    with pytest.raises(CommandError, match=r"no backup of the last 24 hours.*Nothing was changed"):
        call_command("upgrade")
    marks.put(marks.BACKED_UP)
    clock.shift(timedelta(days=1, seconds=1))
    with pytest.raises(CommandError, match="no backup of the last 24 hours"):
        call_command("upgrade")
    assert not marks.is_closed()
    marks.put(marks.BACKED_UP)
    assert "The doors are open again" in upgrades(capsys)


@pytest.mark.django_db
def test_it_can_be_told_to_go_on_without_a_backup_and_an_empty_place_needs_none(one_step_waits, capsys):
    assert "The doors are open again" in upgrades(capsys)
    one_step_waits.append("again")
    a_person()
    assert "The doors are open again" in upgrades(capsys, "--without-backup")


@pytest.mark.django_db
def test_a_process_from_before_serves_nobody_until_it_is_started_again(one_step_waits, capsys, monkeypatch):
    assert "those from before stay closed" in upgrades(capsys)
    Job.objects.create(kind="work", key="work")
    assert Client().get("/about/").status_code == 503
    assert Client().get("/healthz").status_code == 200
    assert (queue.sweep(), queue.run(Job.objects.get().pk)) == ([], False)
    monkeypatch.setattr(marks, "_started", marks.time_of(marks.RENEWED) + timedelta(seconds=1))
    assert Client().get("/about/").status_code == 200


@pytest.mark.django_db
def test_while_it_works_every_page_says_so_and_no_work_begins(one_step_waits, monkeypatch, capsys):
    seen = []

    def look_around(say):
        seen.append((Client().get("/").status_code, queue.sweep(), Client().get("/healthz").status_code))
        one_step_waits.clear()

    monkeypatch.setattr(upgrade, "_prepare", look_around)
    upgrades(capsys)
    assert seen == [(503, [], 200)]


@pytest.mark.django_db
def test_it_waits_for_the_work_that_has_begun(one_step_waits, monkeypatch, capsys, settings):
    running = Job.objects.create(kind="work", key="work", state=State.RUNNING, lease_until=doors.timezone.now() + DAY)
    waited = []

    def sleep(seconds):
        waited.append(seconds)
        Job.objects.filter(pk=running.pk).update(state=State.DONE)

    monkeypatch.setattr(doors.time, "sleep", sleep)
    upgrades(capsys)
    assert len(waited) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [RuntimeError("Nora’s row"), OperationalError("Key (email)=(nora@example.org)")])
def test_what_fails_leaves_the_doors_closed_and_says_what_to_do_but_nobodys_data(
    fault, one_step_waits, monkeypatch, capsys
):
    def fails(say):
        raise fault

    prepare = upgrade._prepare
    monkeypatch.setattr(upgrade, "_prepare", fails)
    with pytest.raises(CommandError) as reason:
        call_command("upgrade")
    said = str(reason.value)
    assert type(fault).__name__ in said
    assert "The doors stay closed. Put it right and start upgrade again." in said
    assert "restore ARCHIVE --replace" in said
    assert "ora" not in said.replace("restore", "")
    assert Client().get("/about/").status_code == 503
    monkeypatch.setattr(upgrade, "_prepare", prepare)
    assert "The doors are open again" in upgrades(capsys)


@pytest.mark.django_db
def test_settings_that_are_not_safe_are_a_failure(monkeypatch, settings, one_step_waits):
    monkeypatch.undo()
    monkeypatch.setattr(upgrade, "steps", lambda: ["one"])
    settings.PRODUCTION, settings.BASE_URL = True, "https://peers.example.org"  # and none of what goes with it
    with pytest.raises(CommandError, match=r"The settings are not safe: .*The doors stay closed"):
        call_command("upgrade")


@pytest.mark.django_db
def test_a_restore_that_broke_off_is_not_covered_up(one_step_waits):
    marks.put(marks.CLOSED, why=doors.RESTORE)
    with pytest.raises(CommandError, match="A restore has not come to its end"):
        call_command("upgrade")
    assert marks.is_closed()


def test_two_at_once_do_not_happen():
    with doors.alone(), pytest.raises(CommandError, match="Another command is working on the data"):
        call_command("upgrade")


# --- For real, with a column more ------------------------------------------------------------------------------------


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.skipif(ON_POSTGRES, reason="runs with the tests on SQLite")),
        pytest.param("postgres", marks=pytest.mark.services),
    ]
)
def installation(request, tmp_path):
    made = KINDS[request.param](tmp_path / "var", DEMO="")
    made.prepare()
    made.in_shell(SOMEBODY)
    yield made
    made.remove()


def has_the_column(installation):
    code = (
        "from django.db import connection as c; from peerchallenge.documents.models import StoredFile as f;"
        "print('colour' in [d[0] for d in c.introspection.get_table_description(c.cursor(), f._meta.db_table)])"
    )
    return installation.in_shell(code) == "True"


def status_of(address):
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 -- an address of ours
            return answer.status
    except urllib.error.HTTPError as answer:
        return answer.code
    except (urllib.error.URLError, ConnectionError):
        return 0


@pytest.mark.slow
def test_a_later_version_brings_its_column_and_the_process_from_before_stays_closed(installation, tmp_path):
    port = services.free_port()
    web = ("gunicorn", "peerchallenge.wsgi", f"--bind=127.0.0.1:{port}", "--no-control-socket")
    address = f"http://127.0.0.1:{port}/about/"
    with services.running(*web, log=tmp_path / "web.log", **installation.variables):
        services.wait_until(lambda: status_of(address) == 200, "the page of before")
        assert "Make one first: manage.py backup FOLDER" in installation.refuses("upgrade", **LATER)
        assert status_of(address) == 200
        before = installation.backup(tmp_path / "backups")
        said = installation.works("upgrade", **LATER)
        assert re.search("wait: 1.*closed.*up to date.*right.*open again.*Start the processes", said, re.S)
        assert has_the_column(installation)
        assert status_of(address) == 503, "it knows nothing of the new column"
    with services.running(*web, log=tmp_path / "web2.log", **installation.variables | LATER):
        services.wait_until(lambda: status_of(address) == 200, "the page of the later version")
    goes_back_and_forth(installation, before, tmp_path)


def goes_back_and_forth(installation, before, tmp_path):
    """The backup of before comes back as it was, or is brought up to date; one of the later version waits for it."""
    (tmp_path / "later").mkdir()
    installation.works("backup", tmp_path / "later" / "later.tar", **LATER)
    assert "newer version of the program" in installation.refuses("restore", tmp_path / "later" / "later.tar")
    installation.works("restore", before, "--replace")
    assert not has_the_column(installation)
    said = installation.works("restore", before, "--replace", **LATER)
    assert "brought up to date" in said
    assert has_the_column(installation)


@pytest.mark.slow
def test_a_step_that_fails_changes_nothing_and_keeps_the_doors_closed(installation):
    said = installation.refuses("upgrade", "--without-backup", LATER_FAILS="yes", **LATER)
    assert "RuntimeError" in said
    assert "The doors stay closed" in said
    assert "Quillfeather" not in said
    assert not has_the_column(installation)
    assert (installation.files / "marks" / "closed").exists()
    installation.works("upgrade", "--without-backup", **LATER)
    assert has_the_column(installation)
    assert not (installation.files / "marks" / "closed").exists()
