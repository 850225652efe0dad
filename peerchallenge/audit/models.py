"""The trail: one line for each thing done, chained so that a change or a gap shows. And every version of a text."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from .verbs import NAMELESS, VERBS


class Entry(models.Model):
    """What somebody did. Foundations do not point at the apps above, so a challenge is named by its number."""

    chain = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    challenge_id = models.BigIntegerField(null=True, db_index=True)
    region_id = models.BigIntegerField(null=True, db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    detail = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)
    detail_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("chain", "position"), name="entry_one_line_per_position"),)
        ordering = ("-at", "-position")

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    @property
    def sentence(self) -> str:
        """What was done, in words that follow the name of the person."""
        words = defaultdict(lambda: "…", {name: str(value) for name, value in self.detail.items()})
        return VERBS[self.verb].format_map(words)

    def as_event(self) -> dict[str, Any]:
        """For the timeline of a page: what, who, when, and the reason given."""
        told = f"{self.actor or 'The system'} {self.sentence}"
        return {
            "title": self.sentence[:1].upper() + self.sentence[1:] if self.verb in NAMELESS else told,
            "when": self.at,
            "text": self.detail.get("reason", ""),
        }


class Revision(models.Model):
    """One saved change of an editable row: what its fields said before and after, who and when."""

    target = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    before = models.JSONField()
    after = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("target", "target_id", "version"), name="revision_one_per_version"),
        )

    def __str__(self) -> str:
        return f"{self.target} {self.target_id} v{self.version}"
