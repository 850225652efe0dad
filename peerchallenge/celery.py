"""Celery carries wake-ups only: which job to run, and once a minute a sweep. The job table is the queue of record."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerchallenge.settings")

app = Celery("peerchallenge")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
