"""What people are told: notices gather into one morning mail; a few messages go at once."""

from django.conf import settings
from django.db import models
from django.utils import timezone

DIGEST = "digest"  # the template of the one morning mail


class MessageState(models.TextChoices):
    WAITING = "waiting", "Waiting to be sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"
    CANCELLED = "cancelled", "Not needed any more"


class Message(models.Model):
    """One mail to one person. Its key makes promising it twice the same as promising it once."""

    key = models.CharField(max_length=200, unique=True)
    template = models.CharField(max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="messages_to"
    )
    to_email = models.EmailField(blank=True)
    region_id = models.BigIntegerField(null=True, db_index=True)
    challenge_id = models.BigIntegerField(null=True, db_index=True)
    context = models.JSONField(default=dict)
    secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    error = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.key

    @property
    def may_go_again(self) -> bool:
        """A secret that is out is not kept, so it cannot be sent a second time: the person gets a new one."""
        return not (self.secret and self.state in (MessageState.SENT, MessageState.CANCELLED))


class NoticeKind(models.TextChoices):
    REMINDER = "reminder", "Reminder"
    NEWS = "news", "News"


class Notice(models.Model):
    """One line of a morning mail: something this person owes, or something that changed for them."""

    key = models.CharField(max_length=220, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=10, choices=NoticeKind.choices)
    about = models.CharField(max_length=80)
    challenge_id = models.BigIntegerField(null=True, db_index=True)
    due_on = models.DateField(null=True, blank=True)
    text = models.CharField(max_length=300)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        ordering = ("due_on", "created_at", "pk")
        indexes = (models.Index(fields=("message", "person"), name="notice_still_to_be_told"),)

    def __str__(self) -> str:
        return self.key
