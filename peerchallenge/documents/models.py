"""A file as it was handed in. What it is for, and who may open it, belongs to the app that owns it."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class StoredFile(models.Model):
    """Bytes that never change: a new version of a document is a new stored file."""

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_at = models.DateTimeField(default=timezone.now)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return self.name
