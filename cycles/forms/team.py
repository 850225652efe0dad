"""Forms of the review team: asking people, answering, taking somebody off, waiving a line of the rule, training."""

from datetime import date
from typing import Any

from cycles.candidates import Newcomer, choices
from cycles.models import Authority, PeerChallenge, TeamRole
from cycles.team_rule import RuleLine
from peerchallenge.accounts.models import Person
from peerchallenge.ui import forms
from peerchallenge.workdays import add_working_days, today_in_london

NO_COUNCIL = "none"
YES, NO = "yes", "no"
ROLE_HINTS = {
    TeamRole.TEAM_LEAD: "Leads the visit, keeps it fair, and answers for the report.",
    TeamRole.POLITICIAN: "Looks after adult social care as a councillor in another council.",
    TeamRole.SENIOR_MANAGER: "A director or senior manager of another council.",
    TeamRole.EXPERT_BY_EXPERIENCE: "Knows care and support from their own life.",
    TeamRole.PRACTICE_REVIEWER: "Looks at practice before the visit, with the host’s own.",
}


class _AskForm(forms.Form):
    """What every question to join says: until when to answer, and a note."""

    reply_by = forms.DateField(
        label="Answer by which day?",
        errors_as="the day to answer by",
        help_text="They are reminded before this day. For example, 27 3 2027",
        earliest=today_in_london,
    )
    note = forms.CharField(
        label="A note to this person",
        help_text="For example, why you think of them.",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=1000),
    )

    def __init__(self, *args: Any, challenge: PeerChallenge, **kwargs: Any) -> None:
        first = add_working_days(today_in_london(), challenge.cycle.reply_days)
        kwargs.setdefault("initial", {"reply_by": min(first, challenge.first_day or first)})
        super().__init__(*args, **kwargs)
        self.fields["reply_by"].latest = challenge.last_day


class AskForm(_AskForm):
    """Somebody of the region who fits the role."""

    field_order = ("person", "reply_by", "note")
    person = forms.ChoiceField(label="Who?", errors_as="who should be asked", widget=forms.Radios())

    def __init__(self, *args: Any, challenge: PeerChallenge, role: str, **kwargs: Any) -> None:
        super().__init__(*args, challenge=challenge, **kwargs)
        people, self.fields["person"].widget.hints = choices(challenge, role)
        self.fields["person"].choices = people

    def clean_person(self) -> Person:
        return Person.everybody.get(slug=self.cleaned_data["person"])


class AskNewcomerForm(_AskForm):
    """Somebody whom the region does not know yet."""

    field_order = ("name", "email", "role", "home", "reply_by", "note")
    name = forms.CharField(label="Name", errors_as="their name", max_length=120)
    email = forms.EmailField(
        label="E-mail address",
        errors_as="their e-mail address",
        max_length=254,
        help_text="We send the question to this address. It is how they sign in.",
    )
    role = forms.ChoiceField(
        label="What would they be on the team?",
        errors_as="what they would be",
        choices=TeamRole.choices,
        widget=forms.Radios(hints=ROLE_HINTS),
    )
    home = forms.ChoiceField(label="Which council do they come from?", errors_as="the council they come from")

    def __init__(self, *args: Any, challenge: PeerChallenge, **kwargs: Any) -> None:
        super().__init__(*args, challenge=challenge, **kwargs)
        councils = Authority.objects.existing().values_list("slug", "short_name")
        self.fields["home"].choices = [("", "Select a council"), (NO_COUNCIL, "No council"), *councils]

    def clean_home(self) -> Authority | None:
        slug = self.cleaned_data["home"]
        return None if slug == NO_COUNCIL else Authority.objects.get(slug=slug)

    @property
    def newcomer(self) -> Newcomer:
        return Newcomer(self.cleaned_data["name"], self.cleaned_data["email"], self.cleaned_data["home"])


class AnswerForm(forms.Form):
    """Yes, or no with the reason."""

    mark_optional = False
    answer = forms.ChoiceField(
        label="Do you join this team?",
        choices=((YES, "Yes, I join"), (NO, "No, I cannot")),
        widget=forms.Radios(),
        errors_as="whether you join",
    )
    reason = forms.CharField(
        label="If no: why not?",
        help_text="Only the regional office reads this. Do you know somebody else who could come?",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=1000),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("answer") == NO and not cleaned.get("reason", "").strip():
            self.add_error("reason", "Enter why you cannot join")
        return cleaned


class TakeOffForm(forms.Form):
    reason = forms.CharField(
        label="Why?",
        errors_as="the reason",
        help_text="The regional office can read this later. The team and the host cannot.",
        max_length=200,
    )


class WaiverForm(forms.Form):
    line = forms.ChoiceField(
        label="Which line can this team do without?", errors_as="a line of the rule", widget=forms.Radios()
    )
    reason = forms.CharField(
        label="Why?",
        errors_as="why the team can go on without it",
        help_text="The team lead can read this.",
        widget=forms.TextArea(rows=3, max_characters=1000),
    )

    def __init__(self, *args: Any, lines: list[RuleLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(line.code, line.words) for line in lines if line.may_be_waived]


class TrainingForm(forms.Form):
    name = forms.CharField(
        label="What was the training?",
        errors_as="what the training was",
        help_text="For example: Day for review teams",
        max_length=120,
    )
    held_on = forms.DateField(
        label="On which day?",
        errors_as="the day of the training",
        help_text="For example, 27 3 2026",
        earliest=date(2000, 1, 1),
        latest=today_in_london,
    )
