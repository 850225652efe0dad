"""What Celery runs in production: one job by its number, and the sweep once a minute."""

from celery import current_app, shared_task

from . import queue


@shared_task
def run_job(number: int) -> None:
    queue.run(number)


@shared_task
def sweep_jobs() -> None:
    for number in queue.sweep():
        run_job.delay(number)


def never_keep_a_visitor_waiting() -> None:
    """For web processes: a wake-up that fails, fails at once. (Workers, who have time, try for some seconds.)"""
    current_app.conf.broker_transport_options |= {"max_retries": 0}
