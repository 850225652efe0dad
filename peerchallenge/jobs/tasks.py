"""What Celery runs in production: one job by its number, and the sweep once a minute."""

from celery import shared_task

from . import queue


@shared_task
def run_job(number: int) -> None:
    queue.run(number)


@shared_task
def sweep_jobs() -> None:
    for number in queue.sweep():
        run_job.delay(number)
