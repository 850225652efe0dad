"""What the two sides of a challenge have in common."""

from django.db import models


class SideQuerySet(models.QuerySet):
    """People on one side of a challenge, from one moment to another."""

    def current(self):
        return self.filter(ended_at=None)
