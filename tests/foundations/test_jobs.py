"""Work is promised in the transaction that needs it, and run once, whatever fails in between."""

import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from peerchallenge.jobs import embedded, queue, tasks
from peerchallenge.jobs.models import Job, State
from peerchallenge.jobs.queue import MOST_ATTEMPTS, WAIT_AFTER
from tests.services import free_port, run

pytestmark = pytest.mark.django_db
ran: list[str] = []


def work(what):
    ran.append(what)


def fail(what):
    raise RuntimeError(f"{what} did not work")


def promise_more():
    queue.enqueue("work", "more", what="more")


def broken_entry():
    raise RuntimeError("this entry of the timetable is broken")


@pytest.fixture(autouse=True)
def _two_kinds_of_work(settings):
    here = "tests.foundations.test_jobs"
    settings.JOB_HANDLERS = {"work": f"{here}.work", "fail": f"{here}.fail", "promise": f"{here}.promise_more"}
    settings.JOB_TIMETABLE = []
    ran.clear()


def a_job(kind="work", what="it", **facts):
    queue.enqueue(kind, f"{kind}:{what}", what=what)
    Job.objects.filter(key=f"{kind}:{what}").update(**facts)
    return Job.objects.get(key=f"{kind}:{what}")


def run_until_failed(job, clock):
    for _ in range(MOST_ATTEMPTS):
        queue.run(job.pk)
        clock.shift(timedelta(seconds=max(WAIT_AFTER) + 1))
    job.refresh_from_db()


def test_a_promised_job_is_run_and_done():
    job = a_job()
    assert queue.sweep() == [job.pk]
    assert queue.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until, ran) == (State.DONE, 1, None, ["it"])


def test_a_job_asked_for_twice_with_one_key_is_one_job():
    a_job()
    a_job()
    assert Job.objects.count() == 1


def test_a_done_job_asked_for_again_with_its_key_stays_done():
    queue.run(a_job().pk)
    a_job()
    assert queue.sweep() == []


def test_many_jobs_are_promised_in_one_go():
    queue.enqueue_all("work", [(f"many:{n}", {"what": str(n)}) for n in range(450)])
    assert Job.objects.count() == 450


def test_a_job_that_somebody_has_is_not_run_a_second_time(clock):
    job = a_job(state=State.RUNNING, lease_until=timezone.now() + timedelta(seconds=1), attempts=1)
    assert not queue.run(job.pk)
    assert queue.sweep() == []
    assert ran == []


def test_a_job_whose_run_was_cut_off_is_run_again_after_its_lease(clock, settings):
    job = a_job(state=State.RUNNING, lease_until=timezone.now() - timedelta(seconds=1), attempts=1)
    assert queue.sweep() == [job.pk]
    assert queue.run(job.pk)
    assert Job.objects.get().attempts == 2


def test_a_lease_outlasts_every_run(settings):
    assert settings.JOB_LEASE_SECONDS > settings.CELERY_TASK_TIME_LIMIT > settings.CELERY_TASK_SOFT_TIME_LIMIT


def test_a_run_that_lost_its_lease_leaves_the_row_to_the_later_run(clock):
    """The first run hangs beyond its lease, the second finishes, then the first wakes up and fails."""
    job = a_job(state=State.RUNNING, lease_until=timezone.now() - timedelta(seconds=1), attempts=1)
    queue.run(job.pk)
    queue._put_back(job, RuntimeError("too late"))
    job.refresh_from_db()
    assert (job.state, job.error) == (State.DONE, "")


def test_a_job_of_a_later_day_waits_for_it(clock):
    a_job(due_at=timezone.now() + timedelta(seconds=1))
    assert queue.sweep() == []
    clock.shift(timedelta(seconds=2))
    assert len(queue.sweep()) == 1


def test_a_failed_run_is_tried_again_after_longer_and_longer_waits(clock):
    job = a_job("fail")
    waits = []
    for _ in WAIT_AFTER:
        queue.run(job.pk)
        job.refresh_from_db()
        waits.append(round((job.due_at - timezone.now()).total_seconds()))
        clock.move_to(job.due_at, tick=False)
    assert waits == list(WAIT_AFTER) == sorted(WAIT_AFTER)
    assert (job.state, job.error) == (State.QUEUED, "RuntimeError: it did not work")


def test_a_job_that_keeps_failing_is_shown_as_failed(clock):
    job = a_job("fail")
    run_until_failed(job, clock)
    assert (job.state, job.attempts, job.error) == (State.FAILED, MOST_ATTEMPTS, "RuntimeError: it did not work")
    assert queue.sweep() == []


def test_a_job_that_never_finishes_is_shown_as_failed(clock):
    """A poisonous job kills its worker each time; it must not kill workers for ever."""
    job = a_job(state=State.RUNNING, lease_until=timezone.now() - timedelta(seconds=1), attempts=MOST_ATTEMPTS)
    assert not queue.run(job.pk)
    assert queue.sweep() == []
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "It never finished: each run was cut off.")


def test_a_failed_job_gets_another_round_of_attempts_at_the_press_of_a_button(clock, settings):
    job = a_job("fail")
    run_until_failed(job, clock)
    queue.retry(job)
    settings.JOB_HANDLERS = {"fail": "tests.foundations.test_jobs.work"}
    assert queue.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (State.DONE, 1, "")


def test_the_button_does_nothing_to_a_job_that_is_done():
    job = a_job()
    queue.run(job.pk)
    queue.retry(job)
    assert queue.sweep() == []


def test_work_of_an_unknown_kind_fails_visibly():
    job = a_job("unheard-of")
    assert not queue.run(job.pk)
    assert Job.objects.get().error == "KeyError: 'unheard-of'"


def test_a_broken_entry_of_the_timetable_does_not_stop_the_promised_work(settings):
    settings.JOB_TIMETABLE = [f"{__name__}.broken_entry", f"{__name__}.promise_more"]
    a_job()
    assert len(queue.sweep()) == 2


def test_the_sweep_command_also_runs_what_the_work_asks_for(capsys):
    queue.enqueue("promise", "first")
    call_command("sweep")
    assert ran == ["more"]
    assert capsys.readouterr().out == "2 done\n"


@pytest.mark.django_db(transaction=True)
def test_a_round_of_the_thread_says_whether_there_may_be_more():
    a_job()
    assert embedded._work_once()
    assert not embedded._work_once()


def test_what_takes_long_comes_last(settings):
    settings.JOBS_THAT_TAKE_LONG = ("fail",)
    first, second = a_job("fail"), a_job()
    assert queue.sweep() == [second.pk, first.pk]


@pytest.mark.django_db(transaction=True)
def test_what_comes_while_something_takes_long_goes_before_the_rest_of_it(monkeypatch, settings):
    settings.JOBS_THAT_TAKE_LONG = ("promise",)
    monkeypatch.setattr(embedded, "LONG", 0)
    for number in range(2):
        queue.enqueue("promise", f"promise:{number}")
    assert embedded._work_once(), "one took long"
    assert embedded._work_once(), "what it promised goes next"
    assert ran == ["more"]
    assert Job.objects.filter(state=State.QUEUED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_thread_outlives_a_database_that_is_away(monkeypatch):
    monkeypatch.setattr(queue, "sweep", broken_entry)
    assert not embedded._work_once()


@pytest.mark.django_db(transaction=True)
def test_work_of_a_transaction_that_is_taken_back_was_never_promised():
    with transaction.atomic():
        a_job()
        transaction.set_rollback(True)
    assert Job.objects.count() == 0


# --- Wake-ups --------------------------------------------------------------------------------------------------------


@pytest.fixture
def woken(settings, monkeypatch):
    """Production: what Celery is asked to run."""
    numbers = []
    settings.EMBEDDED = False
    monkeypatch.setattr(tasks.run_job, "delay", numbers.append)
    monkeypatch.setattr(queue, "_deaf_until", 0.0)
    return numbers


def test_work_is_announced_once_its_transaction_has_ended(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = a_job()
        assert woken == []
    assert woken == [job.pk]


def test_the_embedded_thread_is_woken_at_once(django_capture_on_commit_callbacks):
    embedded._work_is_there.clear()
    with django_capture_on_commit_callbacks(execute=True):
        a_job()
    assert embedded._work_is_there.is_set()


def test_what_is_promised_already_wakes_nobody(django_capture_on_commit_callbacks):
    """The timetable promises the day at each sweep: were that a wake-up, the thread would never come to rest."""
    queue.enqueue("work", "day", what="day")
    embedded._work_is_there.clear()
    with django_capture_on_commit_callbacks(execute=True):
        queue.enqueue("work", "day", what="day")
    assert not embedded._work_is_there.is_set()


def test_the_sweep_announces_what_a_lost_wake_up_left_behind(woken):
    job = a_job()
    tasks.sweep_jobs()
    assert woken == [job.pk]


def test_nobody_notices_that_redis_is_away(woken, monkeypatch, django_capture_on_commit_callbacks):
    tries = []

    def refused(number):
        tries.append(number)
        raise ConnectionError("no Redis")

    monkeypatch.setattr(tasks.run_job, "delay", refused)
    with django_capture_on_commit_callbacks(execute=True):
        a_job(what="one")
        a_job(what="two")
    assert len(tries) == 1, "after one failure nobody else waits for Redis for a while"
    assert len(queue.sweep()) == 2


@pytest.mark.slow
def test_a_visitor_does_not_wait_for_a_redis_that_is_away(tmp_path):
    """A web process in which nothing answers at the address of Redis: the wake-up fails at once, not after seconds."""
    timed = (
        "import peerchallenge.wsgi, time\n"
        "from peerchallenge.jobs import queue, tasks\n"
        "def try_once():\n"
        "    began = time.monotonic()\n"
        "    try: tasks.run_job.delay(1)\n"
        "    except Exception: return time.monotonic() - began\n"
        "try_once()\n"
        "print(max(try_once() for _ in range(20)))"
    )
    away = {"REDIS_URL": f"redis://127.0.0.1:{free_port()}/0", "VAR_DIR": str(tmp_path)}
    process = run(sys.executable, "-c", timed, **away)
    assert process.returncode == 0, process.stderr
    assert float(process.stdout) < 1
