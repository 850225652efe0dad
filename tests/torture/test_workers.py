"""Celery workers are killed again and again, in the middle of their work. Nothing promised is lost or done twice."""

import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress

import pytest

from tests import services
from tests.proving import often

pytestmark = [pytest.mark.services, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SEED = 20261124
KILLS, WHOLE_WORKER_EACH, MOMENT = often(300), 12, 0.4
WORKERS = ("one", "two")
PORTION = 60  # of each kind; a new one is promised when most of the last is done
CELERY = ("celery", "-A", "peerchallenge", "--quiet")
QUICK = ("--loglevel=info", "--concurrency=2", "--without-gossip", "--without-mingle", "--without-heartbeat")
OPEN = "jobs_job WHERE state IN ('queued', 'running')"


class Crew:
    """Two workers and the clock that asks for a sweep, as in production; each may be killed and started anew."""

    def __init__(self, place, redis):
        self.variables = place.variables | {"REDIS_URL": redis.url}
        self.folder, self.logs, self.starts = place.folder, {}, 0
        clock = ("beat", "--loglevel=error", f"--schedule={place.folder / 'schedule'}", "--pidfile=")
        self.commands = {"clock": clock} | {name: ("worker", *QUICK, f"--hostname={name}") for name in WORKERS}
        self.seen = {}
        self.processes = {name: self.start(name) for name in self.commands}

    def start(self, name):
        self.starts += 1
        self.logs[name] = self.folder / f"{name}-{self.starts}.log"
        return services.start(*CELERY, *self.commands[name], log=self.logs[name], **self.variables)

    def ready(self):
        """The workers that take jobs. (One that is killed while it starts may stand still; Docker asks for that.)"""
        return [name for name in WORKERS if " ready." in self.logs[name].read_text()]

    def kill_whole(self, name):
        services.kill(self.processes[name])
        self.processes[name] = self.start(name)

    def kill_one_that_works(self, chance):
        """Kill a child that runs jobs, once it has had a moment to begin one. The worker forks another."""
        now = time.monotonic()
        alive = {child for name in self.ready() for child in services.children(self.processes[name])}
        self.seen = {child: self.seen.get(child, now) for child in alive}
        at_work = [child for child, since in self.seen.items() if now - since > MOMENT]
        if not at_work:
            return False
        with suppress(ProcessLookupError):
            os.kill(chance.choice(at_work), signal.SIGKILL)
        return True

    def restart_the_dead(self):
        """As Docker does with a process that has ended. Returns how many there were."""
        dead = [name for name, process in self.processes.items() if process.poll() is not None]
        for name in dead:
            self.processes[name] = self.start(name)
        return len(dead)

    def stop(self):
        for process in self.processes.values():
            services.kill(process)


@pytest.fixture
def crew(place, redis):
    crew = Crew(place, redis)
    try:
        services.wait_until(lambda: len(crew.ready()) == len(WORKERS), "both workers to start")
        yield crew
    finally:
        crew.stop()


def promise_more(place, promised):
    """Keep enough work waiting for every kill to find some. Returns how much of each kind was promised."""
    if place.count(OPEN) < PORTION:
        place.promise_effects(range(promised + 1, promised + PORTION + 1))
        place.promise_mails(range(promised + 1, promised + PORTION + 1))
        promised += PORTION
    return promised


@pytest.mark.timeout(900)
def test_kills_of_workers_lose_nothing_and_double_no_effect(place, crew):
    chance, kills, promised = random.Random(SEED), 0, 0  # noqa: S311 -- its seed makes a failure replay
    started = time.monotonic()
    while kills < KILLS:
        promised = promise_more(place, promised)
        time.sleep(chance.uniform(0.02, 0.12))
        if kills % WHOLE_WORKER_EACH == WHOLE_WORKER_EACH - 1:
            crew.kill_whole(chance.choice([*WORKERS, "clock"]))
            kills += 1
        else:
            kills += crew.kill_one_that_works(chance)
    services.wait_until(lambda: place.count(OPEN) == 0, "all work to be done", seconds=120, every=0.5)

    cut_off = place.count("tries") - place.count("effects")
    mails = Counter(place.sent())
    doubles = sum(mails.values()) - len(mails)
    print(
        f"seed {SEED}: {kills} kills in {time.monotonic() - started:.0f} s over {2 * promised} jobs; "
        f"{cut_off} effects were cut off and tried again; {len(mails)} mails, {doubles} of them twice"
    )
    assert place.count("jobs_job WHERE state = 'done'") == 2 * promised, "every job is done, none has failed"
    assert place.count("effects") == promised, "every effect is there, exactly once"
    assert place.count("notifications_message WHERE state = 'sent'") == promised
    assert {line.split()[1] for line in mails} == {f"p{n}@example.org" for n in range(1, promised + 1)}
    assert len(mails) == promised, "a mail that went twice has the same Message-ID both times"
    assert doubles <= kills
    assert cut_off + doubles > KILLS // 30, "the kills did hit work"


def test_redis_is_disposable(place, crew, redis):
    """It dies with all wake-ups in it and comes back empty, three times: the sweep finds the work."""
    restarts, effects = 0, 0
    for outage in range(3):
        place.promise_effects(range(outage * 40, outage * 40 + 40))
        while place.count("effects") == effects:
            restarts += crew.restart_the_dead()
            time.sleep(0.1)
        redis.kill()
        time.sleep(1)
        effects = place.count("effects")
        redis.start()
    while place.count(OPEN):
        restarts += crew.restart_the_dead()
        time.sleep(0.5)
    print(f"3 outages of Redis; {restarts} times a worker gave up and was started anew")
    assert place.count("jobs_job WHERE state = 'done'") == place.count("effects") == 120
