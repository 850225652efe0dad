"""Celery carries wake-ups only: which job to run, and once a minute a sweep. The job table is the queue of record."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchallenge.settings")

app = Celery("peerchallenge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def speak_as_the_rest(**given: Any) -> None:
    """Celery would set up logs of its own, which are no JSON lines."""
    dictConfig(settings.LOGGING)
