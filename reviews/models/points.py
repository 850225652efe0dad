"""What kind of point the host makes about what the team says: in the room, and later about the draft report."""

from django.db import models


class PointKind(models.TextChoices):
    FACT = "fact", "A fact is wrong"
    MISSING = "missing", "Something is missing or unclear"
    TYPING = "typing", "A typing error"
    VIEW = "view", "We see it differently"


# Nobody hears a typing error.
SAID_IN_THE_ROOM = (PointKind.FACT, PointKind.MISSING, PointKind.VIEW)
