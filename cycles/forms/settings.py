"""Forms of a region's settings: opening it, its details, its councils, its closed periods."""

from typing import Any

from django.db.models import Q

from cycles.models import Authority, Region
from peerchallenge.notifications.models import MessageState
from peerchallenge.ui import forms

WHOLE_REGION = "*"


class _Details(forms.Form):
    name = forms.CharField(
        label="Name of the region",
        errors_as="the name of the region",
        max_length=80,
        help_text="For example, West Midlands",
    )
    office = forms.CharField(
        label="Who runs the programme?",
        errors_as="who runs the programme",
        max_length=120,
        help_text="The name of the office, as people know it. It stands on pages and in mail.",
    )
    contact_email = forms.EmailField(
        label="E-mail address of the office", errors_as="the e-mail address of the office", max_length=254
    )
    contact_phone = forms.CharField(
        label="Phone number of the office",
        errors_as="the phone number of the office",
        required=False,
        max_length=40,
    )


class OpenRegionForm(_Details):
    """Everything a new region needs to begin."""

    government_region = forms.ChoiceField(
        label="Which councils take part?",
        errors_as="the councils",
        required=False,
        help_text="You can add councils and take them out afterwards.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Authority.objects.existing().order_by("government_region").values_list("government_region", flat=True)
        choices = [(name, f"All councils in {name}") for name in names.distinct()]
        self.fields["government_region"].choices = [("", "I add them one by one"), *choices]


class DetailsForm(_Details):
    version = forms.HiddenVersion()


class AddCouncilForm(forms.Form):
    """One council of the register that is in no region."""

    council = forms.ChoiceField(label="Council to add", errors_as="a council")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped: dict[str, list[tuple[str, str]]] = {}
        free = Authority.objects.existing().filter(region=None).order_by("government_region", "short_name")
        for slug, name, part in free.values_list("slug", "short_name", "government_region"):
            grouped.setdefault(part, []).append((slug, name))
        self.fields["council"].choices = [("", "Select a council"), *grouped.items()]

    def clean_council(self) -> Authority:
        return Authority.objects.get(slug=self.cleaned_data["council"])


class EndForm(forms.Form):
    """When a council ends, and who takes over."""

    ends_on = forms.DateField(
        label="Last day of the council",
        errors_as="the last day",
        required=False,
        help_text="Leave it empty when the council goes on. For example, 31 3 2028",
    )
    successors = forms.MultipleChoiceField(
        label="Which councils take over its duties?",
        errors_as="the councils that take over",
        required=False,
        help_text="New councils come into the list when the register has them.",
    )

    def __init__(self, *args: Any, council: Authority, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Authority.objects.filter(Q(region=region) | Q(region=None), ends_on=None)
        self.possible = near.filter(government_region=council.government_region).exclude(pk=council.pk)
        self.fields["successors"].choices = list(self.possible.values_list("slug", "short_name"))

    def clean_successors(self) -> list[Authority]:
        return list(self.possible.filter(slug__in=self.cleaned_data["successors"]))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("successors") and "ends_on" in cleaned and not cleaned["ends_on"]:
            self.add_error("ends_on", "Enter the last day, or take out the councils that take over")
        return cleaned


class PeriodForm(forms.Form):
    """Days to keep clear of visits."""

    reason = forms.CharField(
        label="Reason",
        errors_as="the reason",
        max_length=120,
        help_text="For example, school summer holidays, or pre-election period",
    )
    council = forms.ChoiceField(label="Where", errors_as="where")
    starts_on = forms.DateField(label="First day", errors_as="the first day", help_text="For example, 27 3 2026")
    ends_on = forms.DateField(label="Last day", errors_as="the last day", help_text="For example, 10 4 2026")
    blocks_publication = forms.BooleanField(
        label="No report may be published on these days",
        required=False,
        help_text="Tick this for a pre-election period.",
    )

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.councils = Authority.objects.filter(region=region)
        names = self.councils.values_list("slug", "short_name")
        self.fields["council"].choices = [(WHOLE_REGION, "The whole region"), *names]

    def clean_council(self) -> Authority | None:
        slug = self.cleaned_data["council"]
        return None if slug == WHOLE_REGION else self.councils.get(slug=slug)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must be on or after the first day")
        return cleaned


class MessageFilter(forms.Form):
    mark_optional = False
    state = forms.ChoiceField(label="State", required=False, choices=[("", "All messages"), *MessageState.choices])
