"""Forms of a cycle: its dates and hosts, requests, the plan of milestones."""

from cycles.models import Anchor, Authority, Cycle, MilestoneTemplate, Owner, Region, Unit
from peerchallenge.ui import forms

FARTHEST = 60  # weeks or days from the first day on site; nobody plans further by these units


class CycleForm(forms.Form):
    """A new cycle. Every council of the region takes part unless its box is cleared."""

    name = forms.CharField(
        label="Name of the cycle", help_text="For example, 2027 to 2029", errors_as="a name", max_length=80
    )
    starts_on = forms.DateField(
        label="First day of the cycle", errors_as="the first day of the cycle", help_text="For example, 1 4 2027"
    )
    ends_on = forms.DateField(
        label="Last day of the cycle", errors_as="the last day of the cycle", help_text="For example, 31 3 2029"
    )
    hosts = forms.ModelMultipleChoiceField(
        queryset=Authority.objects.none(),
        label="Councils that take part",
        help_text="Each will have one peer challenge. You can add more later.",
        errors_as="at least one council",
    )

    def __init__(self, *args, region: Region, **kwargs):
        super().__init__(*args, **kwargs)
        councils = region.authorities.existing()
        self.fields["hosts"].queryset = councils
        self.fields["hosts"].initial = councils

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", "The last day of the cycle must be after the first day")
        return cleaned


class HostsForm(forms.Form):
    hosts = forms.ModelMultipleChoiceField(
        queryset=Authority.objects.none(), label="Councils to add", errors_as="at least one council"
    )

    def __init__(self, *args, cycle: Cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["hosts"].queryset = councils_outside(cycle)


def councils_outside(cycle: Cycle):
    """Councils of the region that have no challenge in this cycle."""
    return cycle.region.authorities.existing().exclude(challenges__cycle=cycle)


class RequestForm(forms.Form):
    """A director asks for a challenge of their own council."""

    host = forms.ModelChoiceField(
        queryset=Authority.objects.none(), label="Council", errors_as="your council", empty_label=None
    )
    reasons = forms.CharField(
        label="Why do you ask for a peer challenge?",
        errors_as="why you ask",
        widget=forms.TextArea(rows=6, max_characters=4000),
    )
    focus = forms.CharField(
        label="What should the team look at?",
        required=False,
        widget=forms.TextArea(rows=4, max_characters=4000),
    )

    def __init__(self, *args, hosts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["host"].queryset = hosts


class AnswerRequestForm(forms.Form):
    request = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.TypedChoiceField(
        label="Do you agree?",
        choices=(("yes", "Yes, add the council to this cycle"), ("no", "No")),
        coerce=lambda value: value == "yes",
        widget=forms.Radios(),
        errors_as="whether you agree",
    )
    answer = forms.CharField(
        label="Your answer to the director",
        help_text="If you do not agree, say why.",
        required=False,
        widget=forms.TextArea(rows=3, max_characters=2000),
    )


class MilestoneLineForm(forms.Form):
    """One line of a cycle's plan."""

    name = forms.CharField(label="Milestone", errors_as="a name", max_length=120)
    anchor = forms.ChoiceField(
        label="Counted from the",
        errors_as="what it is counted from",
        choices=Anchor.choices,
        widget=forms.Radios(small=True),
    )
    unit = forms.ChoiceField(
        label="Counted in",
        errors_as="what it is counted in",
        choices=Unit.choices,
        widget=forms.Radios(inline=True, small=True),
    )
    due = forms.IntegerField(
        label="Due",
        help_text="Before the first day on site it is a minus number: -12 means 12 before.",
        errors_as="a number",
        min_value=-FARTHEST,
        max_value=FARTHEST,
    )
    starts = forms.IntegerField(
        label="Starts",
        help_text="Only for work that lasts, such as the practice review.",
        required=False,
        min_value=-FARTHEST,
        max_value=FARTHEST,
    )
    owner = forms.ChoiceField(label="Whose milestone is it?", choices=Owner.choices, errors_as="an owner")
    second_owner = forms.ChoiceField(
        label="And who else?", choices=[("", "Nobody else"), *Owner.choices], required=False
    )
    version = forms.HiddenVersion()


def line_initial(line: MilestoneTemplate) -> dict:
    names = ("name", "anchor", "unit", "due", "starts", "owner", "second_owner", "version")
    return {name: getattr(line, name) for name in names}
