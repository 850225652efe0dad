"""Peer challenges of adult social care: the project and the foundations that its four apps stand on."""

from .celery import app as celery_app

__all__ = ["celery_app"]
