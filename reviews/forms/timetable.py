"""Forms of the timetable: one session, why a group is not briefed, and what somebody with a briefing link says."""

from collections.abc import Iterable
from typing import Any

from django.core.validators import URLValidator

from cycles.models import LineOfEnquiry, PeerChallenge, TeamMember
from peerchallenge.ui import forms
from peerchallenge.ui.wording import weekday
from reviews.models import KindOfPeople, SessionKind, SessionPart
from reviews.models.visit import GROUPS_ARE_HEARD
from reviews.timetable import ASKS, FEWEST, MOST, WRITES, days_of

from .practice import CarefulForm

FACTS = (
    "kind",
    "title",
    "day",
    "starts_at",
    "ends_at",
    "kind_of_people",
    "detail",
    "head_count",
    "place",
    "link",
)
KIND_HINTS = {
    SessionKind.TALK: "6 to 8 people of one kind, without their senior leaders.",
    SessionKind.LEADERS: "The director, the chief executive or the leader of the council, and nobody else.",
    SessionKind.PLACE: "Where people get help, with people who are there.",
    SessionKind.REFLECTION: "The team lead and the host director look back on the day.",
}


class SessionForm(CarefulForm):
    """One session. It has no field for the name of anybody who comes."""

    kind = forms.ChoiceField(
        label="What is it?", choices=SessionKind.choices, widget=forms.Radios(hints=KIND_HINTS), errors_as="what it is"
    )
    title = forms.CharField(
        label="What do you call it?",
        help_text="For example, Social workers of the north team",
        errors_as="what you call it",
        max_length=100,
    )
    day = forms.TypedChoiceField(label="Which day?", coerce=int, errors_as="the day")
    starts_at = forms.TimeField(
        label="When does it start?", help_text="For example, 9:30am or 14:15", errors_as="when it starts"
    )
    ends_at = forms.TimeField(label="When does it end?", errors_as="when it ends")
    kind_of_people = forms.ChoiceField(
        label="Who do you meet?",
        choices=[("", "Nobody from outside the team"), *KindOfPeople.choices],
        errors_as="who you meet",
        required=False,
    )
    detail = forms.CharField(
        label="Which of them, in a few words",
        help_text="For example, newly qualified workers. Not who they are.",
        errors_as="which of them",
        required=False,
        max_length=120,
    )
    head_count = forms.IntegerField(
        label="How many people come?",
        help_text=f"{FEWEST} to {MOST} is best, so that everybody can speak.",
        errors_as="how many people come",
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    place = forms.CharField(
        label="Which room?", help_text="With the building, and how to get in.", required=False, max_length=120
    )
    link = forms.CharField(
        label="Address of the online meeting",
        required=False,
        max_length=300,
    )
    asks = forms.ModelMultipleChoiceField(
        queryset=TeamMember.objects.none(), label="Who of the team asks?", required=False
    )
    writes = forms.ModelMultipleChoiceField(
        queryset=TeamMember.objects.none(), label="Who of the team writes?", required=False
    )
    lines = forms.ModelMultipleChoiceField(
        queryset=LineOfEnquiry.objects.none(), label="Which lines of enquiry is it about?", required=False
    )
    version = forms.HiddenVersion(initial=1)

    def __init__(self, *args: Any, challenge: PeerChallenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = [
            (number, f"Day {number}, {weekday(day)}") for number, day in enumerate(days_of(challenge), start=1)
        ]
        team = TeamMember.objects.current().filter(challenge=challenge).select_related("person")
        for part in (ASKS, WRITES):
            self.fields[part].queryset = team.order_by("person__name", "pk")
            self.fields[part].label_from_instance = str
        self.fields["lines"].queryset = challenge.lines.filter(dropped_at=None)

    def clean_link(self) -> str:
        link = self.cleaned_data["link"].strip()
        if link:
            URLValidator(schemes=["https"], message="Enter a whole address, beginning with https://")(link)
        return link

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("starts_at") and cleaned.get("ends_at") and cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends_at", "When it ends must be after when it starts")
        if cleaned.get("kind") in GROUPS_ARE_HEARD and not cleaned.get("kind_of_people"):
            self.add_error("kind_of_people", "Select who you meet")
        if both := set(cleaned.get(ASKS, ())) & set(cleaned.get(WRITES, ())):
            names = sorted(member.person.name for member in both)
            self.add_error(WRITES, f"{names[0]} cannot ask and write at the same time")
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FACTS}

    @property
    def parts(self) -> dict[TeamMember, str]:
        return {member: part for part in SessionPart.Part for member in self.cleaned_data[part]}

    @property
    def lines_chosen(self) -> Iterable[LineOfEnquiry]:
        return self.cleaned_data["lines"]


class NotBriefedForm(forms.Form):
    reason = forms.CharField(
        label="Why is this group not briefed?",
        help_text="The team reads it. It takes more time to explain at the start.",
        errors_as="why this group is not briefed",
        max_length=300,
    )


class ComingForm(forms.Form):
    """Somebody comes, and may say what they need."""

    mark_optional = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    needs = forms.CharField(
        label="What would help you take part? You can leave this empty.",
        help_text="For example: a room without steps, an interpreter, someone who comes with you.",
        errors_as="what would help you",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=500),
    )


class ConfidenceForm(forms.Form):
    """A word to the team alone."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="What do you want to tell the team?",
        help_text="You do not have to say who you are. Please do not write the names of others.",
        errors_as="what you want to tell the team",
        widget=forms.TextArea(rows=6, max_characters=2000),
    )
