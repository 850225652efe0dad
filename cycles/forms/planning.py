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


BEFORE, AFTER = "before", "after"
ONLY_WHAT_LASTS = "Only for work that lasts, such as the practice review. Otherwise leave it empty."
ANCHORS = (
    (Anchor.FIRST_DAY, "The first day on site"),
    (Anchor.PREVIOUS, "The milestone before it"),
    (Anchor.VISIT, "Nothing: it is the visit itself"),
)


def _how_many(errors_as: str, **words) -> forms.IntegerField:
    box = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})
    return forms.IntegerField(
        label="How many?",
        errors_as=errors_as,
        required=False,
        min_value=0,
        max_value=FARTHEST,
        widget=box,
        **words,
    )


def _which_side(errors_as: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Before or after?",
        errors_as=errors_as,
        required=False,
        choices=((BEFORE, "Before"), (AFTER, "After")),
        widget=forms.Radios(inline=True, small=True),
    )


class MilestoneLineForm(forms.Form):
    """One line of a cycle's plan. People say how many, and on which side; the plan counts with minus and plus."""

    mark_optional = False
    name = forms.CharField(label="Milestone", errors_as="a name", max_length=120)
    anchor = forms.ChoiceField(
        label="What is it counted from?",
        errors_as="what it is counted from",
        choices=ANCHORS,
        widget=forms.Radios(small=True, hints={Anchor.VISIT: "Then leave the numbers empty."}),
    )
    unit = forms.ChoiceField(
        label="Counted in",
        errors_as="what it is counted in",
        choices=[(unit, unit.label.capitalize()) for unit in Unit],
        widget=forms.Radios(inline=True, small=True),
    )
    due = _how_many("the number for when it is due", help_text="For example, 12. Enter 0 for the day itself.")
    due_side = _which_side("whether it is due before or after")
    starts = _how_many("the number for when it starts", help_text=ONLY_WHAT_LASTS)
    starts_side = _which_side("whether it starts before or after")
    owner = forms.ChoiceField(label="Whose milestone is it?", choices=Owner.choices, errors_as="an owner")
    second_owner = forms.ChoiceField(
        label="And who else?", choices=[("", "Nobody else"), *Owner.choices], required=False
    )
    version = forms.HiddenVersion()

    @property
    def helper(self):
        helper = super().helper
        helper.layout = forms.Layout(
            "name",
            "anchor",
            "unit",
            forms.Fieldset("When is it due?", "due", "due_side"),
            forms.Fieldset("When does it start?", "starts", "starts_side"),
            "owner",
            "second_owner",
            "version",
        )
        return helper

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("anchor") == Anchor.VISIT:
            return _without_sides(cleaned, due=0, starts=0)
        if "due" in cleaned and cleaned["due"] is None:
            self.add_error("due", "Enter the number for when it is due")
        sides = {name: self._signed(cleaned, name) for name in ("due", "starts")}
        return _without_sides(cleaned, **sides)

    def _signed(self, cleaned: dict, name: str) -> int | None:
        """Minus for what comes before. None, with a message, when the side is missing."""
        count, side = cleaned.get(name), cleaned.get(f"{name}_side")
        if count and not side:
            self.add_error(f"{name}_side", f"Select {self.fields[f'{name}_side'].errors_as}")
        return -count if count and side == BEFORE else count


def _without_sides(cleaned: dict, **counts: int | None) -> dict:
    return {name: value for name, value in cleaned.items() if not name.endswith("_side")} | counts


def line_initial(line: MilestoneTemplate) -> dict:
    names = ("name", "anchor", "unit", "owner", "second_owner", "version")
    known = {name: getattr(line, name) for name in names}
    if line.anchor == Anchor.VISIT:
        return known
    for name in ("due", "starts"):
        count = getattr(line, name)
        if count is not None:
            known |= {name: abs(count), f"{name}_side": BEFORE if count < 0 else AFTER}
    return known
