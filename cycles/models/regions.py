"""Regions, the councils in them, and the jobs that make people who they are."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from peerchallenge.workdays import today_in_london

from .constraints import in_order


class HeldQuerySet(models.QuerySet):
    """Jobs and roles with a first and a last day."""

    def current(self):
        today = today_in_london()
        return self.filter(starts_on__lte=today).filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def not_ended(self):
        """Held now or from a later day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today_in_london()))


class Region(models.Model):
    """A regional programme. Regions see nothing of each other."""

    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    office = models.CharField(max_length=120, help_text="Who runs the programme, as it stands on pages and in mail.")
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name


class AuthorityQuerySet(models.QuerySet):
    def existing(self):
        """Councils that exist today: reorganisation ends some and begins others."""
        today = today_in_london()
        return self.filter(Q(starts_on=None) | Q(starts_on__lte=today)).filter(Q(ends_on=None) | Q(ends_on__gte=today))


class Authority(models.Model):
    """A council with adult social care duties, from the national register."""

    gss_code = models.CharField(max_length=9, unique=True)
    register_code = models.CharField(max_length=4, unique=True)
    official_name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    government_region = models.CharField(max_length=40)
    region = models.ForeignKey(Region, null=True, blank=True, on_delete=models.PROTECT, related_name="authorities")
    population = models.PositiveIntegerField(null=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="predecessors")
    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ("short_name",)
        verbose_name_plural = "authorities"
        constraints = (in_order("starts_on", "ends_on", name="authority_ends_after_it_starts"),)

    def __str__(self):
        return self.short_name


class PostKind(models.TextChoices):
    DASS = "dass", "Director of adult social services"
    PSW = "psw", "Principal social worker"
    CABINET_MEMBER = "cabinet_member", "Cabinet member for adult social care"
    CHIEF_EXECUTIVE = "chief_executive", "Chief executive"
    SENIOR_MANAGER = "senior_manager", "Senior manager"
    OFFICER = "officer", "Other officer"


class Post(models.Model):
    """The job of a person at a council, from one day to another."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=PostKind.choices)
    starts_on = models.DateField(default=today_in_london)
    ends_on = models.DateField(null=True, blank=True)
    objects = HeldQuerySet.as_manager()

    class Meta:
        constraints = (in_order("starts_on", "ends_on", name="post_ends_after_it_starts"),)

    def __str__(self):
        return f"{self.get_kind_display()}, {self.authority}"


class RegionRoleKind(models.TextChoices):
    LEAD = "lead", "Regional lead"
    COORDINATOR = "coordinator", "Regional coordinator"
    ADMINISTRATOR = "administrator", "Administrator"
    EXPERT = "expert", "Expert by experience"


OFFICE_KINDS = (RegionRoleKind.LEAD, RegionRoleKind.COORDINATOR, RegionRoleKind.ADMINISTRATOR)


class RegionRole(models.Model):
    """What a person does for a region's programme, from one day to another.

    An expert by experience has no job at a council: this is how the region knows them. It opens no page.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="region_roles")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="roles")
    kind = models.CharField(max_length=20, choices=RegionRoleKind.choices)
    starts_on = models.DateField(default=today_in_london)
    ends_on = models.DateField(null=True, blank=True)
    objects = HeldQuerySet.as_manager()

    class Meta:
        constraints = (in_order("starts_on", "ends_on", name="region_role_ends_after_it_starts"),)

    def __str__(self):
        return f"{self.get_kind_display()}, {self.region}"
