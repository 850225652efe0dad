"""What the host fills in. It can be kept at any time, half done; only "yes, this is completed" asks for all of it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assessments.models import Answer, Question, RiskItem, TopRisk
from assessments.saving import top_version
from assessments.scales import Scales
from peerchallenge.ui import forms
from peerchallenge.ui.fields import WordLimit
from peerchallenge.ui.messages import sentence

LONGEST = 100_000  # characters: far more than any limit in words, so that nothing that was typed is refused
YES, LATER = "yes", "later"
COMPLETED = ((YES, "Yes"), (LATER, "No, I will come back to it"))
Missing = Iterator[tuple[str, str]]


class WritingForm(forms.Form):
    """Words and choices that are kept as they are, with the version they were made from.

    `words` is what can be kept, `missing` what still keeps the question from being completed.
    """

    mark_optional = False
    refuse_too_many_words = False
    kept: tuple[str, ...] = ()
    words: Mapping[str, Any] = {}
    missing: tuple[tuple[str, str], ...] = ()
    can_be_kept = False
    version = forms.HiddenVersion()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.words = {name: cleaned[name] for name in self.kept if name in cleaned}
        self.can_be_kept = "version" in cleaned and not any(self._has_text(name) for name in self.errors)
        self.missing = tuple(self._missing(cleaned))
        if cleaned.get("completed") == YES:
            for name, fault in self.missing:
                self.add_error(name, fault)
        return cleaned

    def _has_text(self, name: str) -> bool:
        """A choice that does not exist is left out. Words that do not fit are not thrown away in silence."""
        return isinstance(self.fields[name], forms.CharField)

    def _missing(self, cleaned: dict[str, Any]) -> Missing:
        return iter(())

    @property
    def seen(self) -> int:
        """The version that this was made from."""
        return self.cleaned_data["version"]

    @property
    def is_completed(self) -> bool:
        """Somebody says that it is completed, and nothing is missing."""
        return self.is_valid() and self.cleaned_data["completed"] == YES

    def now_at(self, version: int) -> None:
        """Show the form again after its words were saved: the next save is made from this version."""
        self.data = self.data.copy()
        self.data["version"] = str(version)

    def _counted(self, name: str, label: str, most: int, *, rows: int, said: str) -> None:
        widget = forms.TextArea(rows=rows, max_words=most)
        self.fields[name] = forms.CharField(
            label=label, errors_as=said, required=False, strip=False, max_length=LONGEST, widget=widget
        )

    def _choice(self, name: str, label: str, steps: Mapping[str, str], *, said: str, **facts: Any) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, choices=list(steps.items()), widget=forms.Radios(), errors_as=said, required=False, **facts
        )

    def _completed(self, label: str) -> None:
        self.fields["completed"] = forms.ChoiceField(
            label=label, choices=COMPLETED, widget=forms.Radios(inline=True), errors_as="whether it is completed"
        )

    def _too_long(self, name: str, text: str) -> Missing:
        field = self.fields[name]
        try:
            WordLimit(field.widget.max_words, sentence(field.errors_as))(text)
        except forms.ValidationError as fault:
            yield name, fault.message

    def _empty(self, name: str, text: str) -> Missing:
        if not text.strip():
            yield name, f"Enter {self.fields[name].errors_as}"

    def _choices_missing(self, cleaned: dict[str, Any], *names: str) -> Missing:
        for name in names:
            if name in cleaned and not cleaned[name]:
                yield name, f"Select {self.fields[name].errors_as}"


class AnswerForm(WritingForm):
    """One question of the self-assessment: the answer, the host's own view, and how sure it is."""

    kept = ("text", "view", "confidence")

    def __init__(self, data: Any, answer: Answer, scales: Scales):
        initial = {name: getattr(answer, name) for name in (*self.kept, "version")}
        super().__init__(data, initial=initial | {"completed": YES if answer.is_complete else LATER})
        self._counted("text", answer.question.text, answer.question.max_words, rows=12, said="your answer")
        self._choice(
            "view",
            "How do you rate yourselves?",
            scales["view"],
            said="how you rate yourselves",
            help_text="This is your own view. It is not an inspection grade, and it is never published.",
        )
        self._choice("confidence", "How sure are you?", scales["confidence"], said="how sure you are")
        self._completed("Have you completed this question?")

    def _missing(self, cleaned: dict[str, Any]) -> Missing:
        text = cleaned.get("text", "")
        yield from (*self._empty("text", text), *self._too_long("text", text))
        yield from self._choices_missing(cleaned, "view", "confidence")


class RiskForm(WritingForm):
    """One domain of the risk tool: what could go wrong, how likely and how bad, which way it goes, how sure."""

    kept = ("text", "likelihood", "impact", "direction", "confidence", "doing")

    def __init__(self, data: Any, risk: RiskItem, scales: Scales):
        initial = {name: getattr(risk, name) for name in (*self.kept, "version")}
        super().__init__(data, initial=initial | {"completed": YES if risk.is_complete else LATER})
        self._counted("text", "What is the risk?", risk.question.max_words, rows=8, said="what the risk is")
        self._step("likelihood", "How likely is it?", scales["likelihood"], said="how likely it is")
        self._step("impact", "How bad would it be?", scales["impact"], said="how bad it would be")
        self._choice("direction", "Which way is it going?", scales["direction"], said="which way it is going")
        self._choice("confidence", "How sure are you?", scales["confidence"], said="how sure you are")
        self._counted(
            "doing", "What are you doing about it?", risk.question.max_words, rows=6, said="what you are doing"
        )
        self._completed("Have you completed this risk?")

    def _step(self, name: str, label: str, steps: Mapping[str, str], *, said: str) -> None:
        self.fields[name] = forms.TypedChoiceField(
            label=label,
            choices=[(code, f"{code} {words}") for code, words in steps.items()],
            widget=forms.Radios(inline=True, small=True),
            coerce=int,
            empty_value=None,
            errors_as=said,
            required=False,
        )

    def _missing(self, cleaned: dict[str, Any]) -> Missing:
        text, doing = cleaned.get("text", ""), cleaned.get("doing", "")
        yield from (*self._empty("text", text), *self._too_long("text", text))
        yield from self._choices_missing(cleaned, "likelihood", "impact", "direction", "confidence")
        yield from self._too_long("doing", doing)


TOP_PARTS = ("name", "why_now", "doing", "domain")
TOP_WORDS = 150


class TopRisksForm(WritingForm):
    """The risks that the host worries about most, on one page. Fields end in the place: name_1, why_now_1 …"""

    completed = forms.CharField(widget=forms.HiddenInput, initial=YES, required=False)

    def __init__(self, data: Any, risks: Iterable[TopRisk], domains: Iterable[Question]):
        self.risks = list(risks)
        initial = {f"{part}_{risk.place}": getattr(risk, part) for risk in self.risks for part in TOP_PARTS[:3]}
        initial |= {f"domain_{risk.place}": risk.domain_id for risk in self.risks}
        super().__init__(data, initial=initial | {"version": top_version(self.risks), "completed": YES})
        self.kept = tuple(f"{part}_{risk.place}" for risk in self.risks for part in TOP_PARTS)
        choices = [("", "No single one"), *((str(one.pk), one.title) for one in domains)]
        for risk in self.risks:
            self._fields_of(risk.place, choices)

    def _fields_of(self, place: int, domains: list[tuple[str, str]]) -> None:
        self.fields[f"name_{place}"] = forms.CharField(
            label="What is the risk?", errors_as=f"risk {place}", required=False, max_length=160
        )
        why, doing = f"why risk {place} matters now", f"what you are doing about risk {place}"
        self._counted(f"why_now_{place}", "Why now?", TOP_WORDS, rows=3, said=why)
        self._counted(f"doing_{place}", "What are you doing about it?", TOP_WORDS, rows=3, said=doing)
        self.fields[f"domain_{place}"] = forms.TypedChoiceField(
            label="Which domain is it in?", choices=domains, coerce=int, empty_value=None, required=False
        )

    def _missing(self, cleaned: dict[str, Any]) -> Missing:
        for risk in self.risks:
            for part in ("why_now", "doing"):
                name = f"{part}_{risk.place}"
                yield from self._too_long(name, cleaned.get(name, ""))

    @property
    def by_place(self) -> dict[int, dict[str, Any]]:
        """What can be kept, for each place, under the names of the columns."""
        found: dict[int, dict[str, Any]] = {risk.place: {} for risk in self.risks}
        for name, value in self.words.items():
            part, _, place = name.rpartition("_")
            found[int(place)]["domain_id" if part == "domain" else part] = value
        return found
