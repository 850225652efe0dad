"""Rows of a challenge that people know by letters and a number ("S07", "F03", "R1", "IC2")."""

from django.db import models

MOST_DIGITS = 4


class NumberedQuerySet(models.QuerySet):
    letters = ""

    def called(self, reference):
        """The row of this name, or none: the rest of an address may be anything."""
        number = reference.removeprefix(self.letters)
        is_one = reference.startswith(self.letters) and number.isdecimal() and len(number) <= MOST_DIGITS
        return self.filter(number=number) if is_one else self.none()
