"""The product's own settings, with short leases and with work that can be counted."""

import os
from pathlib import Path

from peerchallenge.settings import *  # noqa: F403 -- all of them, but for the few below
from peerchallenge.settings import DATABASES, LOGGING, TEMPLATES

JOB_LEASE_SECONDS = float(os.environ.get("TORTURE_LEASE", "1.5"))
JOB_HANDLERS = {
    "effect": "tests.torture.work.effect",
    "slow": "tests.torture.work.slow",
    "threads": "tests.torture.work.threads",
    "deliver": "peerchallenge.notifications.outbox.deliver",
    "remind": "peerchallenge.notifications.reminders.remind",
    "report_pdf": "reports.pdf_making.make",
    "careless_pdf": "tests.torture.pdfs.make_carelessly",
}
JOB_TIMETABLE = []
OWED_SOURCES = ["tests.torture.work.owed"]
VISIBLE_CHALLENGES = "tests.torture.work.visible_challenge_ids"
EMAIL_BACKEND = "tests.torture.mail.Counted"
TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
CELERY_IMPORTS = ["tests.torture.work", "tests.torture.mail", "peerchallenge.notifications.outbox"]
LOGGING["loggers"]["celery"] = {"level": "INFO"}  # a worker says when it is ready
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "peerchallenge.jobs.tasks.sweep_jobs", "schedule": 2.0}}
if mode := os.environ.get("TORTURE_TRANSACTIONS"):
    DATABASES["default"]["OPTIONS"] |= {"transaction_mode": mode, "timeout": 1}
