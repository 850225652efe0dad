"""Who was met, as kinds and numbers: nobody is ever named (decisions.md 4, participants of sessions)."""

from django.db import models

SMALLEST_GROUP = 5  # people; a smaller group is shown as "staff" or "people" to everybody but who met it


class KindOfPeople(models.TextChoices):
    """Who was met, never who they were (decisions.md 4, kinds of people)."""

    PRACTITIONERS = "practitioners", "Front-line practitioners"
    MANAGERS = "managers", "Managers"
    PEOPLE = "people", "People who use services"
    CARERS = "carers", "Carers"
    PROVIDERS = "providers", "Care providers"
    PARTNERS = "partners", "Partners (NHS, voluntary, housing, police)"
    ELECTED = "elected", "Elected members"
    LEADERS = "leaders", "Senior leaders"

    @property
    def are_staff(self):
        return self in (self.PRACTITIONERS, self.MANAGERS, self.LEADERS)


class GroupOfPeople(models.Model):
    """A kind of people and how many of them."""

    kind_of_people = models.CharField(max_length=14, choices=KindOfPeople.choices)
    detail = models.CharField(max_length=120, blank=True)
    head_count = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_small(self):
        return self.head_count is not None and self.head_count < SMALLEST_GROUP

    @property
    def kind_outside(self):
        """The kind of people as it is said outside of the team."""
        if not self.is_small:
            return self.get_kind_of_people_display()
        return "Staff" if KindOfPeople(self.kind_of_people).are_staff else "People"
