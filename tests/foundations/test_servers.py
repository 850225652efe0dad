"""The tests' own servers: what is missing is named with the command that brings it, and nothing is left running."""

import os
import signal
import subprocess
import sys

import pytest

from tests import services


@pytest.fixture
def bare_machine(monkeypatch):
    monkeypatch.setattr(services, "find", lambda program: None)
    monkeypatch.delenv("CI", raising=False)


def test_a_test_is_skipped_with_the_command_that_brings_what_is_missing(bare_machine):
    with pytest.raises(pytest.skip.Exception, match=r"sudo apt-get install postgresql redis-server$"):
        services.need("postgres", "redis-server")


def test_in_ci_what_is_missing_is_a_failure(bare_machine, monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"sudo apt-get install chromium$"):
        services.need("chromium")


@pytest.mark.slow
def test_a_server_ends_with_the_run_that_started_it_even_when_that_is_killed():
    services.need("redis-server")
    code = "from tests import services; redis = services.Redis(); print(redis.process.pid, flush=True); input()"
    run = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=services.ROOT,
        env=services.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with run:
        server = run.stdout.readline().strip()
        assert os.path.exists(f"/proc/{server}")
        run.send_signal(signal.SIGKILL)
        run.wait()
    services.wait_until(lambda: not services._lives(server), "the server to end", seconds=30)
