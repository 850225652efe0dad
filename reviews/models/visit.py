"""The visit: its sessions, who of the team asks and writes in them, and what people say on the page of a briefing."""

import secrets
from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from cycles.models import LineOfEnquiry, PeerChallenge, TeamMember
from cycles.models.constraints import both_or_neither
from peerchallenge.workdays import LONDON, add_working_days, today_in_london

from .numbered import NumberedQuerySet
from .people import GroupOfPeople, KindOfPeople


class SessionKind(models.TextChoices):
    WELCOME = "welcome", "Welcome"
    TALK = "talk", "Talk with a group"
    LEADERS = "leaders", "Talk with senior leaders alone"
    PLACE = "place", "Visit to a place"
    TEAM = "team", "Team only"
    REFLECTION = "reflection", "Evening reflection"
    FEEDBACK = "feedback", "Feedback"
    BREAK = "break", "Break"


# Groups are heard without their senior leaders, so that they can speak freely (the article).
LEADERS_MAY_COME = (SessionKind.WELCOME, SessionKind.LEADERS, SessionKind.REFLECTION, SessionKind.FEEDBACK)
GROUPS_ARE_HEARD = (SessionKind.TALK, SessionKind.PLACE)  # these are briefed, and have 6 to 8 people


def new_token() -> str:
    """What nobody can guess: it stands in the address of a briefing."""
    return secrets.token_urlsafe(24)


class SessionQuerySet(NumberedQuerySet):
    letters = "S"

    def planned(self):
        return self.filter(taken_out_at=None)

    def with_groups(self):
        return self.planned().filter(kind__in=GROUPS_ARE_HEARD)

    def not_briefed(self):
        """Groups of which nobody has confirmed that they are briefed, nor said why not."""
        return self.with_groups().filter(briefed_at=None, not_briefed_because="")


class Session(GroupOfPeople):
    """One meeting of the visit ("S07"). `day` is the first, second … day of the visit, so that it moves with it.

    It knows a kind of people and a number, and has no field for the name of a participant.
    """

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=SessionKind.choices)
    title = models.CharField(max_length=100)
    day = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    kind_of_people = models.CharField(max_length=14, choices=KindOfPeople.choices, blank=True)
    place = models.CharField(max_length=120, blank=True)
    link = models.URLField(max_length=300, blank=True)
    lines = models.ManyToManyField(LineOfEnquiry, related_name="sessions", blank=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    briefed_at = models.DateTimeField(null=True, blank=True)
    briefed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    not_briefed_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    taken_out_at = models.DateTimeField(null=True, blank=True)
    taken_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ("day", "starts_at", "number")
        constraints = (
            models.UniqueConstraint(fields=("challenge", "number"), name="session_numbered"),
            models.CheckConstraint(condition=Q(day__gte=1), name="session_on_a_day"),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(kind_of_people=KindOfPeople.LEADERS) | Q(kind__in=LEADERS_MAY_COME),
                name="session_no_leaders_in_the_room",
            ),
            both_or_neither("briefed_at", "briefed_by", name="session_briefed_who_and_when"),
            both_or_neither("taken_out_at", "taken_out_by", name="session_taken_out_who_and_when"),
        )

    def __str__(self):
        return f"{self.reference} {self.title}"

    @property
    def reference(self):
        return f"S{self.number:02}"

    @property
    def hears_a_group(self):
        return self.kind in GROUPS_ARE_HEARD

    @property
    def on(self) -> date:
        """The day, from the first day on site; `challenge` must be loaded."""
        return add_working_days(self.challenge.first_day, self.day - 1)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.on, self.starts_at, LONDON)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.on, self.ends_at, LONDON)


class SessionPart(models.Model):
    """What a member of the team does in a session: ask, or write."""

    class Part(models.TextChoices):
        ASKS = "asks", "Asks"
        WRITES = "writes", "Writes"

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="parts")
    member = models.ForeignKey(TeamMember, on_delete=models.CASCADE, related_name="session_parts")
    part = models.CharField(max_length=6, choices=Part.choices)

    class Meta:
        ordering = ("part", "pk")
        constraints = (models.UniqueConstraint(fields=("session", "member"), name="session_one_part_each"),)

    def __str__(self):
        return f"{self.member.person} {self.get_part_display().lower()}"


class BriefingReply(models.Model):
    """Somebody with the link of a briefing says that they come, and may say what they need. Nobody knows who."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="replies")
    key = models.UUIDField(unique=True)  # of the page it was sent from: sent again, it is the same reply
    needs = models.CharField(max_length=500, blank=True)
    said_on = models.DateField(default=today_in_london)

    class Meta:
        ordering = ("said_on", "pk")

    def __str__(self):
        return "reply to a briefing"


class ConfidentialMessage(models.Model):
    """What somebody with the link of a briefing tells the team alone. It carries no name and no time of day."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="messages")
    key = models.UUIDField(unique=True)
    text = models.TextField(max_length=2000)
    said_on = models.DateField(default=today_in_london)

    class Meta:
        ordering = ("said_on", "pk")

    def __str__(self):
        return "message in confidence"
