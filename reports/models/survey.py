"""The survey on a visit: who was asked, and what was answered, with nothing that leads from one to the other (ADR 9).

No row says when somebody answered, and an answer has a random key, so that neither its time nor its place tells whose
it is. `reports/sealing.py` takes away what is left of it when the survey closes.
"""

import secrets
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models import Edition
from cycles.models import PeerChallenge
from peerchallenge.workdays import today_in_london
from reviews.models import Session


class Wave(models.TextChoices):
    """How long after the visit people are asked. Questions of an edition name the waves in which they are asked."""

    AFTER_VISIT = "after_visit", "at the end of the visit"
    SIX_MONTHS = "six_months", "six months after the visit"
    TWELVE_MONTHS = "twelve_months", "twelve months after the visit"


class Audience(models.TextChoices):
    """What part somebody had in the visit. An answer knows no finer one: of directors, for example, there is one."""

    HOST = "host", "The host council"
    TEAM = "team", "The review team"
    EXPERT = "expert", "Experts by experience"
    PARTICIPANT = "participant", "Participants of sessions"


def new_token() -> str:
    """What nobody can guess: it stands in the address of a survey."""
    return secrets.token_urlsafe(24)


class SurveyQuerySet(models.QuerySet):
    def open(self):
        """Those that take answers today."""
        return self.filter(closed_on=None, closes_on__gte=today_in_london())

    def overdue(self):
        """Those whose last day is over, and that are not closed yet."""
        return self.filter(closed_on=None, closes_on__lt=today_in_london())

    def closed(self):
        return self.exclude(closed_on=None)


class Survey(models.Model):
    """One wave of questions about one challenge. `results` are frozen when it closes, and stay when answers go.

    `asked` is how many people with an account were asked; their list is gone once it is closed.
    """

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="surveys")
    wave = models.CharField(max_length=13, choices=Wave.choices, default=Wave.AFTER_VISIT)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField(default=today_in_london)
    closes_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    asked = models.PositiveSmallIntegerField(default=0)
    answered = models.PositiveSmallIntegerField(default=0)
    results = models.JSONField(default=dict, blank=True)
    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_on", "-pk")
        constraints = (models.UniqueConstraint(fields=("challenge", "wave"), name="survey_one_of_a_wave"),)

    def __str__(self):
        return f"survey {self.get_wave_display()}"

    @property
    def is_open(self):
        return self.closed_on is None and self.closes_on >= today_in_london()


class SurveyLink(models.Model):
    """A way to the questions without an account: one for each side, and one for each session with a group.

    `most` is how many answers it takes, `used` how many it took: an answer does not say by which link it came.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="links")
    audience = models.CharField(max_length=11, choices=Audience.choices)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=new_token)
    most = models.PositiveSmallIntegerField()
    used = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("session__day", "session__starts_at", "session__number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("survey", "audience"), condition=Q(session=None), name="survey_link_one_of_a_side"
            ),
            models.UniqueConstraint(fields=("survey", "session"), name="survey_link_one_of_a_session"),
            models.CheckConstraint(
                condition=Q(audience="participant", session__isnull=False)
                | (~Q(audience="participant") & Q(session=None)),
                name="survey_link_of_a_session_or_a_side",
            ),
            models.CheckConstraint(condition=Q(used__lte=models.F("most")), name="survey_link_no_more_than_most"),
        )

    def __str__(self):
        return f"link for {self.session or self.get_audience_display()}"

    @property
    def code(self):
        """How addresses of its sheet call it: "S05", "host"."""
        return self.session.reference if self.session else self.audience

    @property
    def is_full(self):
        return self.used >= self.most


class SurveyAsking(models.Model):
    """Somebody with an account is asked. `is_done`: has answered, or does not want to be asked again."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="askings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="survey_askings")
    is_done = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("survey", "person"), name="survey_asks_once"),)

    def __str__(self):
        return f"{self.person} is asked"


class Response(models.Model):
    """What somebody answered: codes of choices by codes of questions. No page ever shows one.

    While the survey is open, whoever holds the key can answer anew; the row has only the key's hash. Once it is
    closed there is no hash and no text, and `audience` is empty where a side had fewer answers than are shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="responses")
    audience = models.CharField(max_length=11, choices=Audience.choices, blank=True)
    key_hash = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 -- no value: its key opens nothing
    choices = models.JSONField(default=dict)
    words = models.TextField(max_length=5000, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("survey", "key_hash"), name="survey_one_answer_of_a_key"),)

    def __str__(self):
        return "answer to a survey"


class FreeWords(models.Model):
    """What somebody wrote at the end, apart from what they chose. There only where enough people wrote something."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="free_words")
    text = models.TextField(max_length=5000)

    class Meta:
        ordering = ("id",)

    def __str__(self):
        return "words at the end of a survey"
