"""Every process that docker-compose.yml names is started as it stands there, and does its work.

PostgreSQL, Redis and the mail server are those of this test run; the commands and variables are the file's own.
"""

import email
import email.policy
import re
import secrets
import shlex
import signal
import time
import urllib.error
import urllib.request

import pytest
import yaml

from tests import services
from tests.mail_sink import MailSink

# One group: with several workers of pytest (--dist loadgroup) the processes are started once.
pytestmark = [pytest.mark.services, pytest.mark.slow, pytest.mark.xdist_group("production")]
COMPOSE = yaml.safe_load((services.ROOT / "docker-compose.yml").read_text())["services"]
OURS = {name: service for name, service in COMPOSE.items() if name not in ("db", "redis")}
STAYING = [name for name in OURS if name != "prepare"]
PRIVATE = "/tmp/"  # noqa: S108 -- in a container it is its own; outside of one the tests put their folder there
PROMISE = """
from peerchallenge.accounts.models import Person
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.reminders import gather
from peerchallenge.workdays import today_in_london
person = Person.objects.create(name="{name}", slug="{name}", email="{name}@example.org")
Notice.objects.create(key="{name}", person=person, kind="news", about="x", text="Dudley: the visit moved")
gather(today_in_london())
"""


def filled_in(text, values):
    """A value of docker-compose.yml with its variables: ${NAME}, ${NAME:-default}, ${NAME:?why it must be there}."""
    replaced = re.sub(r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}", lambda m: values.get(m[1], m[2] or ""), text)
    return replaced.replace("$$", "$")


class Production:
    def __init__(self, folder, redis, mail):
        self.folder, self.redis, self.mail, self.port = folder, redis, mail, services.free_port()
        self.database = f"production_{secrets.token_hex(3)}"
        server, _, _ = services.database_of_this_run().rpartition("/")
        self.postgres = f"{server}/postgres"
        services.ask(self.postgres, f"CREATE DATABASE {self.database}")
        self.address = f"http://127.0.0.1:{self.port}"
        self.env_file = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "BASE_URL": self.address,
            "ALLOWED_HOSTS": "127.0.0.1",
            "EMAIL_URL": mail.url,
            "DEFAULT_FROM_EMAIL": "Peer challenge <no-reply@example.org>",
        }
        self.here = {  # what differs because nothing runs in a container
            "DATABASE_URL": f"{server}/{self.database}",
            "REDIS_URL": redis.url,
            "FILES_DIR": str(folder / "files"),
            "VAR_DIR": str(folder / "var"),
            "STATIC_ROOT": str(folder / "static"),
            "PORT": str(self.port),
        }
        self.processes = {}

    def variables(self, name):
        named = {key: filled_in(str(value), self.env_file) for key, value in OURS[name]["environment"].items()}
        return named | self.here

    def command(self, words):
        words = shlex.split(words) if isinstance(words, str) else words
        return [filled_in(word, {}).replace(PRIVATE, f"{self.folder}/") for word in words]

    def run(self, name, words=None):
        return services.run(*self.command(words or OURS[name]["command"]), **self.variables(name))

    def start(self, name):
        command = self.command(OURS[name]["command"])
        self.processes[name] = services.start(*command, log=self.folder / f"{name}.log", **self.variables(name))

    def get(self, path):
        with urllib.request.urlopen(self.address + path, timeout=30) as answer:  # noqa: S310 -- an address of ours
            return answer.status, answer.read().decode()

    def is_ready(self):
        try:
            return self.get("/readyz") == (200, "ready\n")
        except (urllib.error.URLError, ConnectionError):
            return False

    def promise_mail(self, name, **variables):
        """What a command of the programme does: it promises a mail, and wakes somebody up for it."""
        shell = ("python", "manage.py", "shell", "-v", "0", "-c", PROMISE.format(name=name))
        done = services.run(*shell, **self.variables("web") | variables)
        assert done.returncode == 0, done.stderr

    def mails_to(self, name):
        mails = [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.mail.mails]
        return [mail for mail in mails if mail["To"] == f"{name}@example.org"]

    def stop(self):
        for process in self.processes.values():
            services.kill(process)
        services.ask(self.postgres, f"DROP DATABASE {self.database} WITH (FORCE)")


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    services.need("postgres", "redis-server")
    redis, mail = services.Redis(), MailSink()
    production = Production(tmp_path_factory.mktemp("production"), redis, mail)
    try:
        image = re.search(r"^RUN (PRODUCTION=.*collectstatic.*)$", (services.ROOT / "Dockerfile").read_text(), re.M)[1]
        built = services.run("sh", "-c", image, STATIC_ROOT=production.here["STATIC_ROOT"])
        assert built.returncode == 0, built.stderr
        prepared = production.run("prepare")
        assert prepared.returncode == 0, prepared.stderr
        for name in STAYING:
            production.start(name)
        services.wait_until(production.is_ready, "the web process to be ready")
        yield production
    finally:
        production.stop()
        mail.stop()
        redis.stop()


def test_these_are_all_the_processes_of_the_service():
    assert set(OURS) == {"prepare", "web", "worker", "beat"}


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


def test_every_process_ends_when_it_is_asked_to(production):
    asked = time.monotonic()
    for process in production.processes.values():
        process.send_signal(signal.SIGTERM)
    codes = {name: process.wait(timeout=60) for name, process in production.processes.items()}
    assert codes == dict.fromkeys(STAYING, 0)
    assert time.monotonic() - asked < 60
