"""A production process that is set up unsafely does not start; it says why, all at once."""

import runpy
import sys

import environ
import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.services import ROOT, manage

KEY = "Qm7x-Vt2k_Jw9pZc4LrHn8sYb3DfGu6KeXa1TiOqMv5NyWjB0zRhC"
SAFE = {
    "PRODUCTION": "true",
    "SECRET_KEY": KEY,
    "BASE_URL": "https://peers.example.org",
    "ALLOWED_HOSTS": "peers.example.org",
    "DATABASE_URL": f"postgres://peerchallenge:{KEY}@127.0.0.1:1/peerchallenge",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}
FAULTS = [
    ("SECRET_KEY", "", "SECRET_KEY must be random"),
    ("SECRET_KEY", KEY[:49], "SECRET_KEY must be random"),
    ("SECRET_KEY", "a" * 60, "SECRET_KEY must be random"),
    ("SECRET_KEY", f"change-me-{KEY}", "SECRET_KEY must be random"),
    ("SECRET_KEY_FALLBACKS", "short", "Every key in SECRET_KEY_FALLBACKS"),
    ("DEMO", "true", "DEMO cannot be on in production"),
    ("DEBUG", "true", "DEBUG cannot be on in production"),
    ("ALLOWED_HOSTS", "", "ALLOWED_HOSTS must name"),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name"),
    ("DATABASE_URL", "", "DATABASE_URL must name a PostgreSQL database"),
    ("DATABASE_URL", "sqlite:////tmp/x.sqlite3", "DATABASE_URL must name a PostgreSQL database"),
    ("DATABASE_URL", "postgres://peerchallenge@127.0.0.1/peerchallenge", "DATABASE_URL must have a password"),
    ("DATABASE_URL", "postgres://peerchallenge:secret@127.0.0.1/peerchallenge", "DATABASE_URL must have a password"),
    ("REDIS_URL", "", "REDIS_URL must name"),
    ("EMAIL_URL", "", "EMAIL_URL must name"),
    ("EMAIL_URL", "consolemail://", "EMAIL_URL must name"),
    ("EMAIL_URL", "dummymail://", "EMAIL_URL must name"),
    ("BASE_URL", "http://peers.example.org", "BASE_URL must begin with https"),
    ("BASE_URL", "http://127.0.0.1.example.org", "BASE_URL must begin with https"),
    ("BASE_URL", "", "BASE_URL must begin with https"),
]


@pytest.fixture
def settings_with(monkeypatch):
    """Read the settings as a new process would, with these variables; an empty one is as if it were not there."""

    def read(**variables):
        given = {name: value for name, value in (SAFE | variables).items() if value}
        monkeypatch.setattr(environ.Env, "ENVIRON", given)
        return runpy.run_path(str(ROOT / "peerchallenge" / "settings.py"))

    return read


@pytest.mark.parametrize(("name", "value", "reason"), FAULTS)
def test_production_does_not_start_with(name, value, reason, settings_with):
    with pytest.raises(ImproperlyConfigured, match=r"This service cannot start\.") as refused:
        settings_with(**{name: value})
    said = str(refused.value)
    assert reason in said
    assert said.count("must") + said.count("cannot be on") == 1, "the one fault, and no other"


def test_production_that_is_set_up_safely_starts_and_makes_nothing_up(settings_with, tmp_path):
    settings = settings_with(VAR_DIR=str(tmp_path))
    assert settings["PRODUCTION"]
    assert not settings["DEMO"]
    assert list(tmp_path.iterdir()) == [], "no key, no database, no mail folder"


@pytest.mark.parametrize("value", ["true", "True", "1", "yes", "on"])
def test_the_demo_cannot_be_switched_on_in_production_however_it_is_written(settings_with, value):
    with pytest.raises(ImproperlyConfigured, match="DEMO cannot be on"):
        settings_with(DEMO=value)


def test_a_key_may_begin_with_any_sign(settings_with):
    assert settings_with(SECRET_KEY=f"${KEY}")["SECRET_KEY"] == f"${KEY}"


def test_the_key_that_the_embedded_edition_keeps_may_begin_with_any_sign(settings_with, tmp_path):
    (tmp_path / "secret-key").write_text(f"${KEY}")
    assert settings_with(PRODUCTION="", SECRET_KEY="", VAR_DIR=str(tmp_path))["SECRET_KEY"] == f"${KEY}"


def test_a_process_stops_at_once_and_says_everything_that_is_wrong_but_no_secret(tmp_path):
    weak = {"SECRET_KEY": f"change-me-{KEY}", "DEMO": "true", "PRODUCTION": "true", "VAR_DIR": str(tmp_path)}
    process = manage("check", **weak)
    assert process.returncode != 0
    reason = process.stderr.strip().splitlines()[-1]
    for name in ("SECRET_KEY", "DEMO", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "BASE_URL"):
        assert name in reason
    assert KEY not in process.stderr + process.stdout


@pytest.mark.slow
def test_the_deployment_checks_of_the_framework_have_nothing_to_say(tmp_path):
    process = manage("check", "--deploy", "--fail-level", "WARNING", **SAFE, VAR_DIR=str(tmp_path))
    assert process.returncode == 0, process.stdout + process.stderr
    assert "System check identified no issues (1 silenced)." in process.stdout  # settings.py says which, and why


@pytest.mark.slow
def test_static_files_are_collected_before_any_secret_exists(tmp_path):
    """Building the image, as in the Dockerfile."""
    process = manage(
        *("collectstatic", "--noinput", "--dry-run"),
        PRODUCTION="true",
        SECRET_KEY="only-for-this-step",
        STATIC_ROOT=str(tmp_path),
    )
    assert process.returncode == 0, process.stderr


def test_no_other_command_goes_unchecked(settings_with, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["manage.py", "migrate", "collectstatic"])
    with pytest.raises(ImproperlyConfigured):
        settings_with(SECRET_KEY="only-for-this-step")


def test_the_embedded_edition_starts_without_any_settings(settings_with, tmp_path):
    settings = settings_with(**dict.fromkeys(SAFE, ""), VAR_DIR=str(tmp_path))
    assert settings["EMBEDDED"]
    assert not settings["DEMO"]
    assert len(settings["SECRET_KEY"]) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0, "nobody else may read the key"


def test_the_embedded_edition_keeps_its_key(settings_with, tmp_path):
    keys = {settings_with(**dict.fromkeys(SAFE, ""), VAR_DIR=str(tmp_path))["SECRET_KEY"] for _ in range(3)}
    assert len(keys) == 1
