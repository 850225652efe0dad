"""The questions of a survey as a form. Every question can be skipped, but not all of them."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from assessments.models import Question, QuestionKind
from peerchallenge.ui import forms
from reports.models import Survey
from reports.survey_totals import questions_of, steps_of

NOTHING = "Answer at least one question"
WORDS_HELP = (
    "We mix what people write, and do not say who it comes from. The council’s director, the team and the regional "
    "office can read it. If fewer than {} people write, nobody can."
)


class SurveyForm(forms.Form):
    """What one side is asked. `key` comes with the page: sent again, it is the same answer."""

    mark_optional = False
    no_identifiers = True
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, survey: Survey, audience: str, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.questions = questions_of(survey, audience)
        for question in self.questions:
            self.fields[question.code.lower()] = _field(question, survey)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not self.choices and not self.words:
            self.add_error(None, NOTHING)
        return cleaned

    @property
    def by_section(self) -> list[tuple[Any, list[Any]]]:
        """The fields under the headings of their sections."""
        found: dict[Any, list[Any]] = {}
        for question in self.questions:
            found.setdefault(question.section, []).append(self[question.code.lower()])
        return list(found.items())

    @property
    def choices(self) -> dict[str, str]:
        """What was chosen, by the codes of the questions."""
        return self._said(is_text=False)

    @property
    def words(self) -> str:
        """What was written."""
        return "\n\n".join(self._said(is_text=True).values())

    def _said(self, *, is_text: bool) -> dict[str, str]:
        return {
            question.code: said
            for question in self.questions
            if (question.kind == QuestionKind.TEXT) is is_text
            and (said := self.cleaned_data.get(question.code.lower(), ""))
        }


def _field(question: Question, survey: Survey) -> Any:
    subject = f"an answer to “{question.title}”"
    if question.kind == QuestionKind.TEXT:
        widget = forms.TextArea(rows=6, max_words=question.max_words)
        help_text = f"{_sentences(question)} {WORDS_HELP.format(settings.SURVEY_FEWEST)}"
        return forms.CharField(
            label=question.text, help_text=help_text, errors_as=subject, required=False, widget=widget, max_length=5000
        )
    steps = list(steps_of(question, survey.edition).items())
    return forms.ChoiceField(
        label=question.text,
        help_text=_sentences(question),
        errors_as=subject,
        required=False,
        choices=steps,
        widget=forms.Radios(inline=len(steps) == 2),
    )


def _sentences(question: Question) -> str:
    return " ".join(f"{point}." for point in question.points)
