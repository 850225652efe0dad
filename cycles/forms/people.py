"""Forms about people: letting them in, a new job, taking them out, and finding them in a list."""

from datetime import date, timedelta
from typing import Any

from cycles.models import Authority, HostRole, Post, PostKind, Region, RegionRoleKind
from cycles.people import JOBS, KINDS, Access, present_places_in
from peerchallenge.accounts.models import Person
from peerchallenge.ui import forms
from peerchallenge.workdays import today_in_london

FIRST_DAY_EVER = date(1950, 1, 1)
LEAVES = "none"
HINTS = {
    PostKind.DASS: "Leads the council’s side when it is the host. Signs off and publishes.",
    PostKind.PSW: "Takes part in practice reviews.",
    PostKind.CABINET_MEMBER: "A councillor, who may join a review team of another council.",
    RegionRoleKind.LEAD: "Runs the programme, moves challenges on, lets everybody in.",
    RegionRoleKind.COORDINATOR: "Plans, chases and lets in people of the councils.",
    RegionRoleKind.ADMINISTRATOR: "Sees only how far things are. Reads no content.",
    RegionRoleKind.EXPERT: "Has their own experience of care and support. Needs no job at a council.",
}
HOST_HINTS = {
    HostRole.COORDINATOR: "Fills in forms, uploads documents and plans the visit for the director.",
    HostRole.PSW: "Works on the practice review.",
    HostRole.READER: "For example the chief executive or the cabinet member. Reads, and changes nothing.",
    HostRole.COLLEAGUE: "Answers only what they are asked.",
    HostRole.CONCERNS_OFFICER: "The team tells this person at once when it worries about somebody’s safety.",
}


def a_year_from_now() -> date:
    return today_in_london() + timedelta(days=366)


def councils_of(region: Region) -> list[tuple[str, str]]:
    """The councils a job can be at. One that has ended has no new jobs."""
    return list(Authority.objects.existing().filter(region=region).values_list("slug", "short_name"))


class _WithCouncil(forms.Form):
    """A form in which a council of the region may be chosen, by the name in its address."""

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.fields["council"].choices = [("", "Select a council"), *councils_of(region)]

    def clean_council(self) -> Authority | None:
        slug = self.cleaned_data["council"]
        return Authority.objects.get(slug=slug, region=self.region) if slug else None


class LetInForm(_WithCouncil):
    """Who somebody is, what they do and from when: all it takes to let them in."""

    name = forms.CharField(label="Name", errors_as="their name", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        errors_as="their e-mail address",
        max_length=254,
        help_text="We send an invitation to this address. It is how they sign in.",
    )
    phone = forms.CharField(label="Phone number", required=False, max_length=40)
    what = forms.ChoiceField(label="What do they do?", errors_as="what they do", widget=forms.Radios(hints=HINTS))
    council = forms.ChoiceField(label="Council", help_text="Only for a job at a council.", errors_as="the council")
    starts_on = forms.DateField(
        label="From which day?",
        errors_as="the day",
        help_text="Access begins on this day. For example, 27 3 2026",
        earliest=FIRST_DAY_EVER,
        latest=a_year_from_now,
    )

    def __init__(self, *args: Any, may_grant: frozenset[str], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"starts_on": today_in_london()})
        super().__init__(*args, **kwargs)
        jobs = [(kind, words) for kind, words in KINDS.items() if kind in may_grant & JOBS]
        roles = [(kind, words) for kind, words in KINDS.items() if kind in may_grant - JOBS]
        self.fields["what"].choices = [("A job at a council", jobs), ("For the region", roles)]
        self.fields["council"].required = not self.is_bound or self.data.get("what") in JOBS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return cleaned if cleaned.get("what") in JOBS else cleaned | {"council": None}


class JobForm(_WithCouncil):
    """A new job: which present one it replaces, what it is, where and from when."""

    post = forms.ModelChoiceField(
        queryset=Post.objects.none(),
        label="Which job do they leave?",
        errors_as="the job they leave",
        widget=forms.Radios,
        empty_label=None,
    )
    kind = forms.ChoiceField(
        label="What is the new job?",
        errors_as="the new job",
        widget=forms.Radios(hints={LEAVES: "They leave, or work for a council outside the region."}),
        choices=[*PostKind.choices, (LEAVES, "No job at a council in this region")],
    )
    council = forms.ChoiceField(label="Council of the new job", errors_as="the council of the new job")
    starts_on = forms.DateField(
        label="First day of the new job, or first day without the old one",
        errors_as="the first day",
        help_text="The present job ends the day before. For example, 27 3 2026",
        earliest=FIRST_DAY_EVER,
        latest=a_year_from_now,
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts, _, _, _ = present_places_in(self.region)
        self.fields["post"].queryset = mine = posts.filter(person=person)
        if len(mine) == 1:
            self.fields["post"].initial = mine[0]
        self.fields["council"].required = not self.is_bound or self.data.get("kind") != LEAVES

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return cleaned | {"kind": "", "council": None} if cleaned.get("kind") == LEAVES else cleaned


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        errors_as="the reason",
        help_text="For the history of the region. For example: left the council.",
        widget=forms.TextArea(rows=3, max_characters=500),
    )


class HostMemberForm(forms.Form):
    """Somebody of the host council who takes part in its challenge."""

    name = forms.CharField(label="Name", errors_as="their name", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        errors_as="their e-mail address",
        max_length=254,
        help_text="We send an invitation to this address. It is how they sign in.",
    )
    role = forms.ChoiceField(
        label="What will they do?",
        errors_as="what they will do",
        choices=HostRole.choices,
        widget=forms.Radios(hints=HOST_HINTS),
    )


class PeopleFilter(forms.Form):
    mark_optional = False
    name = forms.CharField(label="Name", required=False, max_length=120)
    role = forms.ChoiceField(label="Role", required=False, choices=[("", "Any role"), *KINDS.items()])
    access = forms.ChoiceField(label="Access", required=False, choices=[("", "Everybody"), *Access.choices])
