"""The log of production: one JSON object a line, and nobody can be found in it."""

import io
import json
import logging
import logging.config
import re

import pytest
from django.core.exceptions import DisallowedHost
from django.db import IntegrityError
from django.test import Client

from peerchallenge import home, logs
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.outbox import send_now
from peerchallenge.server_log import ServerLog
from tests.builders import a_person, a_region, a_regional_lead

from .sign_in import PASSWORD, SIGN_IN, a_person_with_a_password, by_password

CANARY = "Quillfeather"
ADDRESS = "nora.quillfeather@example.org"


@pytest.fixture
def log():
    """What production writes, line by line."""
    written = io.StringIO()
    said = logs.logging_for(production=True)
    said["handlers"]["stdout"]["stream"] = written
    before = logging.root.handlers[:], logging.root.level
    levels = {name: logging.getLogger(name).level for name in said["loggers"]}
    logging.config.dictConfig(said)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    logging.root.handlers[:], logging.root.level = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def everything(log):
    return json.dumps(log(), ensure_ascii=False).lower()


def requests(log):
    return [line for line in log() if line["event"] == "request"]


@pytest.fixture
def nora():
    return a_person_with_a_password(name=f"Nora {CANARY}", email=ADDRESS)


# --- A day of somebody with a name -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_whatever_somebody_does_nothing_of_them_is_in_the_log(log, nora, sign_in, monkeypatch):
    client = Client(raise_request_exception=False)
    by_password(client, nora, f"wrong {CANARY}")
    by_password(client, nora)
    client.get(f"/challenges/{CANARY}/?q={CANARY}", headers={"user-agent": CANARY, "x-real-ip": CANARY})
    client.get(f"/invitations/{CANARY}/")
    client.post("/sign-in/code/", {"email": ADDRESS})
    client.get("/", headers={"host": f"{CANARY}.example.org"})
    fails_with_their_words(monkeypatch, client)
    a_form_and_a_mail_that_fail(sign_in, monkeypatch)
    assert len(log()) > 10
    told = everything(log)
    for secret in (CANARY, ADDRESS, "nora", PASSWORD, "@", "127.0.0.1"):
        assert secret.lower() not in told, secret


def fails_with_their_words(monkeypatch, client):
    def fault(*args, **kwargs):
        try:
            raise ValueError(f"{CANARY} is not a number")
        except ValueError as first:
            raise IntegrityError(f"Key (email)=({ADDRESS}) already exists") from first

    with monkeypatch.context() as patch:
        patch.setattr(home, "page", fault)
        assert client.get("/").status_code == 500


def a_form_and_a_mail_that_fail(sign_in, monkeypatch):
    region = a_region()
    lead = a_regional_lead(region)
    path = f"/settings/{region.slug}/people/new/"
    sign_in(lead).post(path, {"name": f"Nora {CANARY}", "email": "not an address", "what": CANARY})
    send_now("place_ended", key=f"mail:{CANARY}", email=ADDRESS)

    def refuse(message):
        raise ConnectionRefusedError(f"{ADDRESS} was refused")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        queue.run(Job.objects.latest("pk").pk)
    Job.objects.update(due_at=Job.objects.latest("pk").created_at)
    assert queue.run(Job.objects.latest("pk").pk)


# --- What a line holds -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_request_is_one_line_that_says_which_page_and_how_it_went(log, nora, client):
    by_password(client, nora)
    client.get("/challenges/dudley-2026/notes/")
    b"".join(client.get("/static/build/app.css").streaming_content)
    client.generic("BREW", "/about/")
    client.get("/no/such/page/")
    (first, second, third, fourth, fifth) = requests(log)
    assert (first["method"], first["path"], first["status"]) == ("POST", SIGN_IN, 302)
    assert (second["path"], second["status"]) == ("/challenges/<slug:slug>/notes/", 404)
    assert (third["path"], fourth["method"], fifth["path"]) == ("/static/", "other", "-")
    for line in requests(log):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z", line["time"])
        assert line["level"] == "info"
        assert re.fullmatch(r"[0-9a-f]{10}", line["request"])
        assert 0 <= line["duration"] < 60
    assert len({line["request"] for line in requests(log)}) == 5


@pytest.mark.django_db
def test_all_that_is_said_during_a_request_has_its_number_and_the_page_for_faults_shows_it(log, monkeypatch):
    def fault(*args, **kwargs):
        raise RuntimeError(CANARY)

    monkeypatch.setattr(home, "page", fault)
    page = Client(raise_request_exception=False).get("/").content.decode()
    said, request = log()
    assert said["request"] == request["request"]
    assert said["request"] in page
    assert (said["level"], said["fault"]) == ("error", ["RuntimeError"])
    assert re.fullmatch(r"tests/foundations/test_logs\.py:\d+ fault", said["where"][-1])
    assert any(line.startswith("peerchallenge/home.py:") for line in said["where"])


@pytest.mark.django_db
def test_work_in_the_background_has_its_number(log):
    send_now("place_ended", key="mail", to=a_person())
    job = Job.objects.get()
    queue.run(job.pk)
    assert {"job": job.pk, "event": "job of kind deliver is done"}.items() <= log()[-1].items()


@pytest.mark.django_db
def test_those_who_only_ask_whether_it_lives_leave_no_line(log, client):
    for path in ("/healthz", "/readyz"):
        client.get(path)
    assert requests(log) == []


@pytest.mark.django_db
def test_an_answer_that_is_no_fault_is_said_once(log, settings):
    settings.CLOSED_UNTIL = "2pm"
    assert Client().get("/about/").status_code == 503
    (line,) = log()
    assert (line["path"], line["status"]) == ("-", 503)


# --- What others say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "values", "kept"),
    [
        ("Booting worker with pid: %s", (41,), "Booting worker with pid: 41"),
        ("Not Found: %s", (f"/invitations/{CANARY}/",), "Not Found: …"),
        ("Task %(name)s took %(runtime)ss", ({"name": CANARY, "runtime": 0.5},), "Task … took 0.5s"),
        (f"Invalid HTTP_HOST header: '{CANARY}'.", (), "Invalid HTTP_HOST header: …."),
        (f"mail to {ADDRESS} at /x/{CANARY} failed", (), "mail to … at … failed"),
        ("'%s' is odd", ("text",), "… is odd"),
        ("%s: %s", ("Gone", "/x/"), "a message without words of its own"),
    ],
)
def test_of_other_programs_only_the_pattern_and_numbers_are_kept(log, said, values, kept):
    logging.getLogger("some.library").error(said, *values)
    (line,) = log()
    assert line["event"] == kept


def test_a_message_that_does_not_fit_its_values_is_a_line_all_the_same():
    record = logging.LogRecord("x", logging.ERROR, "", 0, "wrong %d", (CANARY,), None)
    assert json.loads(logs.JsonLines().format(record))["event"] == "wrong %d"


def test_what_a_line_has_besides_is_dropped(log):
    logging.getLogger("peerchallenge.x").warning("one", extra={"person": CANARY}, stack_info=True)
    (line,) = log()
    assert set(line) == {"time", "level", "logger", "event"}


def test_words_with_line_ends_stay_on_one_line(log):
    logging.getLogger("peerchallenge.x").warning("one\n%s", "two\u2028\r\nthree")
    assert len(log()) == 1


def test_a_fault_that_is_its_own_cause_comes_to_an_end(log):
    fault = DisallowedHost(CANARY)
    fault.__context__ = ValueError()
    fault.__context__.__context__ = fault
    logging.getLogger("peerchallenge.x").error("one", exc_info=fault)
    (line,) = log()
    assert line["fault"][:2] == ["DisallowedHost", "ValueError"]


def test_the_web_server_speaks_the_same_way(capsys):
    from gunicorn.config import Config

    server = ServerLog(Config())
    server.info("Listening at: %s (%s)", f"http://{CANARY}", 7)
    server.error("Error handling request %s", f"/invitations/{CANARY}/")
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in said] == ["Listening at: … (7)", "Error handling request …"]
    assert [line["level"] for line in said] == ["info", "error"]
