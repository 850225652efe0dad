"""Peer challenges of adult social care: the project and the foundations that its four apps stand on."""

from .celery import app as celery_app

VERSION = "0.1.0"

__all__ = ["VERSION", "celery_app"]
