"""Forms of the practice review. No text may tell who somebody is, and none asks for a reference of the host."""

from collections.abc import Iterable
from typing import Any

from assessments.models import Question
from peerchallenge.ui import forms
from peerchallenge.workdays import today_in_london
from reviews.case_files import Look
from reviews.models import KindOfPeople, PracticeFinding
from reviews.practice import Tool

from .careful import ComparedForm

MOST_AT_ONCE = 20
LONGEST_NOTE = 1000
NO_NAMES = "No names, addresses, dates of birth or numbers of people."


class CarefulForm(ComparedForm):
    """Refuses what tells who a person is, in every text. `names` are full names that it refuses as well."""

    no_identifiers = True

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names


class FileForm(CarefulForm):
    """What is said about a case file: nothing that leads to a person."""

    theme = forms.ChoiceField(label="Theme", errors_as="a theme")
    age_band = forms.ChoiceField(label="Age of the person", errors_as="an age", required=False)
    chosen_how = forms.ChoiceField(label="How it was chosen", errors_as="how it was chosen", widget=forms.Radios())

    def __init__(self, *args: Any, tool: Tool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (("theme", "Choose a theme"), ("age_band", "Not said"), ("chosen_how", "")):
            start = [("", empty)] if empty else []
            self.fields[name].choices = [*start, *tool.steps(name)]


class FilesForm(FileForm):
    count = forms.IntegerField(
        label="How many files like this?",
        help_text=f"From 1 to {MOST_AT_ONCE}. Each gets the next reference, such as CF07.",
        errors_as="how many files",
        min_value=1,
        max_value=MOST_AT_ONCE,
        initial=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    field_order = ("count", "theme", "age_band", "chosen_how")


class PickForm(CarefulForm):
    mark_optional = False
    files = forms.MultipleChoiceField(label="Which case files will you read?", required=False)

    def __init__(self, *args: Any, files: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["files"].choices = files


class TextForm(CarefulForm):
    """One of the longer texts of the review."""

    mark_optional = False
    text = forms.CharField(required=False, widget=forms.TextArea(rows=10))
    version = forms.HiddenVersion()

    def __init__(self, *args: Any, label: str, hint: str, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        text = self.fields["text"]
        text.label, text.help_text = label, f"{hint} {NO_NAMES}"
        text.widget.max_characters = most


class FindingForm(CarefulForm):
    kind = forms.ChoiceField(
        label="What is it?", choices=PracticeFinding.Kind.choices, widget=forms.Radios(), errors_as="what it is"
    )
    text = forms.CharField(
        label="Say it in one or two sentences",
        help_text=f"What you saw in more than one place, and why it matters. {NO_NAMES}",
        errors_as="what you found",
        widget=forms.TextArea(rows=4, max_characters=1000),
    )
    version = forms.HiddenVersion(initial=1)


class FocusGroupForm(CarefulForm):
    kind_of_people = forms.ChoiceField(
        label="Who do you meet?", choices=KindOfPeople.choices, widget=forms.Radios(), errors_as="who you meet"
    )
    detail = forms.CharField(
        label="Which of them, in a few words",
        help_text="For example, newly qualified workers. Not who they are.",
        errors_as="which of them",
        required=False,
        max_length=120,
    )
    held_on = forms.DateField(
        label="Day", help_text="For example, 10 3 2027", errors_as="the day of the group", required=False
    )
    head_count = forms.IntegerField(
        label="How many people came?",
        help_text="Only the number. A group of fewer than 5 is shown to others as “staff” or “people”.",
        errors_as="how many people came",
        required=False,
        min_value=1,
        max_value=99,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )
    text = forms.CharField(
        label="What was said",
        required=False,
        widget=forms.TextArea(rows=12, max_characters=8000),
    )
    version = forms.HiddenVersion(initial=1)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("text") and not cleaned.get("head_count") and "head_count" not in self.errors:
            self.add_error("head_count", "Enter how many people came")
        held_on = cleaned.get("held_on")
        if cleaned.get("text") and held_on and held_on > today_in_london():
            self.add_error("held_on", "The day of the group must be today or in the past, as it is written up")
        return cleaned


def short(code: str) -> str:
    """The name of a criterion's fields: "pr01" for its rating, "pr01_note" for the note."""
    return code.lower()


class ReadingForm(CarefulForm):
    """The criteria by section, each with a step of the scale and a note, then the whole.

    `finishing` asks for every rating.
    """

    mark_optional = False
    version = forms.HiddenVersion(initial=1)

    def __init__(self, *args: Any, tool: Tool, finishing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tool = tool
        for criterion in tool.criteria:
            self._add(criterion, finishing)
        self.fields["overall"] = forms.ChoiceField(
            label="Overall, how good is the work with this person?",
            errors_as="how good the work is overall",
            choices=tool.ratings,
            widget=forms.Radios(inline=True, small=True),
            required=finishing,
        )
        for name, label in (("praise", "One thing to praise"), ("ask_about", "One thing to ask about")):
            self.fields[name] = forms.CharField(
                label=label,
                help_text=NO_NAMES,
                required=False,
                max_length=LONGEST_NOTE,
                widget=forms.TextArea(rows=2),
            )

    def _add(self, criterion: Question, finishing: bool) -> None:
        name = short(criterion.code)
        self.fields[name] = forms.ChoiceField(
            label=criterion.title,
            help_text=criterion.text,
            errors_as=f"a rating of “{criterion.title}”",
            choices=self.tool.steps("rating"),
            widget=forms.Radios(inline=True, small=True),
            required=finishing,
        )
        self.fields[f"{name}_note"] = forms.CharField(
            label=f"Note on “{criterion.title}”",
            required=False,
            max_length=LONGEST_NOTE,
            widget=forms.TextArea(rows=2),
        )

    @property
    def by_section(self) -> list[dict[str, Any]]:
        """The fields as the page shows them: sections with their criteria, two fields each, and what comes next."""
        following = [*(section.slug for section in self.tool.sections[1:]), "overall"]
        return [
            {
                "section": section,
                "next": next_slug,
                "criteria": [
                    {
                        "criterion": criterion,
                        "rating": self[short(criterion.code)],
                        "note": self[f"{short(criterion.code)}_note"],
                    }
                    for criterion in section.questions.all()
                ],
            }
            for section, next_slug in zip(self.tool.sections, following, strict=False)
        ]

    @property
    def ratings(self) -> dict[Question, tuple[str, str]]:
        """What was answered, criterion by criterion."""
        said = self.cleaned_data
        return {
            criterion: (said[short(criterion.code)], said[f"{short(criterion.code)}_note"])
            for criterion in self.tool.criteria
        }


def answers(look: Look, tool: Tool) -> dict[str, Any]:
    """A reading as the fields of its form."""
    reading = look.reading
    fields: dict[str, Any] = {
        "overall": reading.overall,
        "praise": reading.praise,
        "ask_about": reading.ask_about,
        "version": reading.version,
    }
    for criterion in tool.criteria:
        rating = look.ratings.get(criterion.pk)
        fields[short(criterion.code)] = rating.value if rating else ""
        fields[f"{short(criterion.code)}_note"] = rating.note if rating else ""
    return fields
