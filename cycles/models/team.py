"""The review team of a challenge: who is asked, who is on it, what they declared, what helps them take part."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from .challenge import PeerChallenge
from .constraints import both_or_neither
from .regions import Authority, Region
from .sides import SideQuerySet


class TeamRole(models.TextChoices):
    TEAM_LEAD = "team_lead", "Team lead"
    POLITICIAN = "politician", "Councillor"
    SENIOR_MANAGER = "senior_manager", "Senior manager"
    EXPERT_BY_EXPERIENCE = "expert_by_experience", "Expert by experience"
    PRACTICE_REVIEWER = "practice_reviewer", "Visiting principal social worker"


class TeamMember(models.Model):
    """A person on the review team. Nobody of the host is ever on it (a database trigger keeps that too)."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_places")
    role = models.CharField(max_length=24, choices=TeamRole.choices)
    home = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    objects = SideQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("challenge", "person"), condition=Q(ended_at=None), name="team_one_place_per_person"
            ),
            models.UniqueConstraint(
                fields=("challenge",), condition=Q(ended_at=None, role="team_lead"), name="team_one_lead"
            ),
        )

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"


class TeamInvitationQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answer=None)


class TeamInvitation(models.Model):
    """Somebody is asked to join the review team. A place on it is made when they say yes, never before."""

    class Answer(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        TAKEN_BACK = "taken_back", "Taken back"

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="team_invitations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_invitations")
    role = models.CharField(max_length=24, choices=TeamRole.choices)
    home = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(max_length=1000, blank=True)
    reply_by = models.DateField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(  # noqa: DJ001 -- no value means "not answered", in a pair with when
        max_length=10, choices=Answer.choices, null=True, blank=True
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(max_length=1000, blank=True)
    objects = TeamInvitationQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("challenge", "person"), condition=Q(answer=None), name="team_invitation_one_open_per_person"
            ),
            both_or_neither("answer", "answered_at", name="team_invitation_answered_what_and_when"),
        )

    def __str__(self):
        return f"{self.person} asked to be {self.get_role_display()}"


class InterestKind(models.TextChoices):
    """What a member must say about the host before they read anything of it (trust: conflicts of interest)."""

    WORKED_THERE = "worked_there", "I have worked for the host council in the last three years"
    FAMILY = "family", "I have family or close friends who work there, or who get care from it"
    BUSINESS = "business", "I have a business or paid interest to do with it"
    DISPUTE = "dispute", "I have a dispute with it, now or not long ago"
    PARTY = "party", "I have a close political tie with the people who lead it"
    OTHER = "other", "Something else that people should know"


class Declaration(models.Model):
    """What a member says about their interests. "None" is an answer; silence is not. Cleared: may read on.

    A declaration of no interest is cleared by itself; any other waits for the regional lead.
    """

    member = models.OneToOneField(TeamMember, on_delete=models.CASCADE, related_name="declaration")
    has_interest = models.BooleanField()
    text = models.TextField(max_length=2000, blank=True)
    declared_at = models.DateTimeField(default=timezone.now)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cleared_note = models.TextField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            both_or_neither("cleared_at", "cleared_by", name="declaration_cleared_who_and_when"),
            models.CheckConstraint(
                condition=Q(has_interest=False) | ~Q(text=""), name="declaration_of_an_interest_says_what"
            ),
        )

    def __str__(self):
        return f"declaration of {self.member}"


class Interest(models.Model):
    """One kind of interest in a declaration."""

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=12, choices=InterestKind.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("declaration", "kind"), name="interest_once_per_kind"),)

    def __str__(self):
        return self.get_kind_display()


class AccessNeeds(models.Model):
    """What helps a member take part, in their words, and whom they let see it. "Nothing" is an answer."""

    member = models.OneToOneField(TeamMember, on_delete=models.CASCADE, related_name="needs")
    text = models.TextField(max_length=2000, blank=True)
    share_with_lead = models.BooleanField(default=False)
    share_with_host = models.BooleanField(default=False)
    answered_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return f"what helps {self.member}"


class Waiver(models.Model):
    """The regional lead lets a challenge go on with a line of the team rule not met, and says why."""

    challenge = models.ForeignKey(PeerChallenge, on_delete=models.CASCADE, related_name="waivers")
    line = models.CharField(max_length=24)
    reason = models.TextField(max_length=1000)
    waived_at = models.DateTimeField(default=timezone.now)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("waived_at", "pk")
        constraints = (models.UniqueConstraint(fields=("challenge", "line"), name="waiver_one_per_line"),)

    def __str__(self):
        return f"{self.line} waived"


class Training(models.Model):
    """A person was prepared for their part by the region, on a day."""

    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="trainings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="trainings")
    name = models.CharField(max_length=120)
    held_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-held_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("region", "person", "name", "held_on"), name="training_once_a_day"),
        )

    def __str__(self):
        return f"{self.name}, {self.person}"
