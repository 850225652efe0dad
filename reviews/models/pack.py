"""The pack: what the team reads before it comes, who has read what, and the pack as one file."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from cycles.models import PeerChallenge
from peerchallenge.documents.models import StoredFile


class ReadMark(models.Model):
    """A member has read one thing of the pack, in the version it had then ("document:D14:2")."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="read_marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=60)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("challenge", "person", "item"), name="read_mark_once"),)

    def __str__(self):
        return f"{self.item} read"


class PackVisit(models.Model):
    """When a member last looked at the pack: what is newer is new for them."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="pack_visits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    before_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("challenge", "person"), name="pack_visit_one_per_person"),)

    def __str__(self):
        return f"pack seen at {self.last_at}"


class PackFile(models.Model):
    """The whole pack as one zip file, made in the background for what the pack holds at that moment."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="pack_files")
    digest = models.CharField(max_length=64)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("challenge", "digest"), name="pack_file_once_per_content"),)

    def __str__(self):
        return "pack as one file"


class TeamCall(models.Model):
    """The team spoke before the visit: when, and what it wants to hold on to."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="team_calls")
    held_on = models.DateField()
    note = models.TextField(max_length=4000, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("held_on", "pk")

    def __str__(self):
        return f"team call on {self.held_on}"
