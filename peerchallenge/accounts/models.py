"""A person, and the invitation that lets them in. No roles: those are facts of the programme (cycles)."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone


class PersonManager(BaseUserManager["Person"]):
    """The people who have an account: they have said yes to an invitation. Nobody else can be found to sign in."""

    def get_queryset(self):
        return super().get_queryset().filter(joined_at__isnull=False)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def with_email(self, email):
        """The account that has this address, whatever its capitals, open or closed; or None."""
        return self.filter(email__iexact=email.strip()).first()


class Person(AbstractBaseUser):
    """One human being with one account, or a stand-in: somebody as one region invited them, who has not said yes.

    There may be several stand-ins with the address of one account, none of which knows of the others. Accounts are
    never deleted while history names them. `everybody` finds stand-ins too, `objects` never does.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField(default=True)
    may_open_region = models.BooleanField(default=False)
    joined_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ("name",)
    objects = PersonManager()
    everybody = models.Manager["Person"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                Lower("email"), condition=Q(joined_at__isnull=False), name="person_one_account_per_address"
            ),
        )

    def __str__(self):
        return self.name

    @property
    def first_name(self):
        return self.name.split()[0] if self.name.split() else self.email

    @property
    def may_sign_in(self):
        """Accepted an invitation, and has not been taken out since."""
        return self.is_active and self.joined_at is not None


class Invitation(models.Model):
    """A way in for one person, used once, by a button press and never by opening a link."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    region_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    invited_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"invitation of {self.person}"

    @property
    def is_open(self):
        return not self.accepted_at and not self.cancelled_at and self.expires_at > timezone.now()
