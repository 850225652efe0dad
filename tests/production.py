"""The whole service in its production edition, for tests: every process as docker-compose.yml starts it.

PostgreSQL, Redis and the mail server are those of this test run; the commands and variables are the file's own.
"""

import email
import email.policy
import re
import secrets
import shlex
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from pathlib import Path

import yaml

from tests import services
from tests.mail_sink import MailSink

COMPOSE = yaml.safe_load((services.ROOT / "docker-compose.yml").read_text())["services"]
OURS = {name: service for name, service in COMPOSE.items() if name not in ("db", "redis")}
STAYING = [name for name in OURS if name not in ("prepare", "backup")]
BACKUPS = "/data/backups"
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
            "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",  # not in the image
        }
        self.processes = {}

    def variables(self, name):
        named = {key: filled_in(str(value), self.env_file) for key, value in OURS[name]["environment"].items()}
        return named | self.here

    def command(self, words):
        words = shlex.split(words) if isinstance(words, str) else words
        places = {PRIVATE: f"{self.folder}/", BACKUPS: f"{self.folder}/backups"}
        return [reduce(lambda text, old: text.replace(old, places[old]), places, filled_in(word, {})) for word in words]

    def collect_static(self):
        """What the image does when it is built."""
        image = (services.ROOT / "Dockerfile").read_text()
        command = re.search(r"^RUN (PRODUCTION=.*collectstatic.*)$", image, re.M)[1]
        return services.run("sh", "-c", command, STATIC_ROOT=self.here["STATIC_ROOT"])

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
        services.drop_database(self.postgres, self.database)


@contextmanager
def running(folder: Path) -> Iterator[Production]:
    """Every process of the service, from when it is ready until the end of the block; its database is new and empty."""
    services.need("postgres", "redis-server")
    redis, mail = services.Redis(), MailSink()
    production = Production(folder, redis, mail)
    try:
        for done in (production.collect_static(), production.run("prepare")):
            assert done.returncode == 0, done.stderr
        for name in STAYING:
            production.start(name)
        services.wait_until(production.is_ready, "the web process to be ready")
        yield production
    finally:
        production.stop()
        mail.stop()
        redis.stop()
