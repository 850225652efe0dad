"""Form controls as the GOV.UK Design System draws them. Each renders with a template of the `govuk` pack."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

DATE_PARTS = ("day", "month", "year")


class _Options:
    """Radios and checkboxes: one hint per option, in one line if asked, small in filters."""

    template_name = "govuk/widgets/options.html"
    kind = ""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[Any, str] | None = None,
        inline: bool = False,
        small: bool = False,
    ) -> None:
        super().__init__(attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        self.inline = inline
        self.small = small

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"kind": self.kind, "inline": self.inline, "small": self.small}
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class Radios(_Options, forms.RadioSelect):
    """Choose one. The first option is the one an error message leads to."""

    kind = "radios"


class Checkboxes(_Options, forms.CheckboxSelectMultiple):
    """Choose any number."""

    kind = "checkboxes"


class TextArea(forms.Textarea):
    """Several lines. With a limit it says how much is left; the limit is checked when the form is sent."""

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        rows: int = 5,
        max_words: int | None = None,
        max_characters: int | None = None,
    ) -> None:
        super().__init__({"rows": rows, **(attrs or {})})
        self.max_words = max_words
        self.max_characters = max_characters


class DateBoxes(forms.Widget):
    """Day, month and year in three boxes. Nobody has to guess a format or find a day in a calendar."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True
    wrong: tuple[str, ...] = ()  # the boxes the last check found fault with; set by DateField

    def id_for_label(self, id_: str) -> str:
        part = self.wrong[0] if self.wrong else "day"
        return f"{id_}-{part}" if id_ else ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> tuple[str, ...]:
        return tuple(str(data.get(f"{name}-{part}") or "") for part in DATE_PARTS)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in DATE_PARTS)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if isinstance(value, date):
            value = (str(value.day), str(value.month), str(value.year))
        given = value if isinstance(value, tuple) else ("", "", "")
        refused = context["widget"]["attrs"].get("aria-invalid") == "true"
        context["boxes"] = [
            {
                "part": part,
                "name": f"{name}-{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}-{part}",
                "value": text,
                "wrong": refused and (part in self.wrong or not self.wrong),
            }
            for part, text in zip(DATE_PARTS, given, strict=False)
        ]
        context["disabled"] = bool(context["widget"]["attrs"].get("disabled"))
        return context
