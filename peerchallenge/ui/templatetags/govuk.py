"""Form controls: which component a field is, what describes it, and where its error message leads."""

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from peerchallenge.ui import labels
from peerchallenge.ui.widgets import DateBoxes, TextArea

register = template.Library()

# The first kind that fits wins. Everything else is one line of text.
_KINDS = (
    (forms.RadioSelect, "radios"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.CheckboxInput, "checkbox"),
    (DateBoxes, "date"),
    (forms.FileInput, "file-upload"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.TextInput, "input"),
)


def kind_of(field: BoundField) -> str:
    """The component of the design system that this field is drawn as."""
    widget = field.field.widget
    return next((kind for widget_type, kind in _KINDS if isinstance(widget, widget_type)), "input")


def anchor_of(field: BoundField) -> str:
    """The id of the control a person lands on when they follow the error message of this field."""
    if field.is_hidden:
        return ""
    if kind_of(field) in ("radios", "checkboxes"):
        return f"{field.auto_id}_0"
    return field.id_for_label


@dataclass(frozen=True)
class Control:
    """One field, ready for its template."""

    kind: str
    html: SafeString
    anchor: str
    hint_id: str
    error_id: str
    count_id: str
    described_by: str
    max_words: int | None
    max_characters: int | None
    optional: bool
    is_heading: bool

    @property
    def grouped(self) -> bool:
        return self.kind in ("radios", "checkboxes", "date")

    @property
    def counted(self) -> bool:
        return bool(self.max_words or self.max_characters)


def _attributes(field: BoundField, kind: str, described_by: str) -> dict[str, Any]:
    # No maxlength: it cuts a pasted text silently. The limit is said and checked instead.
    attributes: dict[str, Any] = {"maxlength": False, "minlength": False}
    if kind in ("checkbox", "date", "radios", "checkboxes"):
        return attributes
    classes = [f"govuk-{kind}", field.field.widget.attrs.get("class", "")]
    if field.errors:
        classes.append(f"govuk-{kind}--error")
    if kind == "textarea" and isinstance(field.field.widget, TextArea):
        classes.append("govuk-js-character-count")
    attributes["class"] = " ".join(filter(None, classes))
    if described_by:
        attributes["aria-describedby"] = described_by
    return attributes


@register.simple_tag
def control(field: BoundField) -> Control:
    """`{% control field as control %}`: everything `govuk/field.html` needs."""
    kind = kind_of(field)
    widget = field.field.widget
    words, characters = getattr(widget, "max_words", None), getattr(widget, "max_characters", None)
    hint_id = f"{field.auto_id}_helptext" if field.help_text else ""
    error_id = f"{field.auto_id}_error" if field.errors else ""
    # What GOV.UK's counter looks for: the id of the control with "-info" behind it.
    count_id = f"{field.auto_id}-info" if words or characters else ""
    described_by = " ".join(filter(None, (hint_id, error_id, count_id)))
    optional = not field.field.required and kind != "checkbox" and getattr(field.form, "mark_optional", False)
    return Control(
        kind=kind,
        html=field.as_widget(attrs=_attributes(field, kind, described_by)),
        anchor=anchor_of(field),
        hint_id=hint_id,
        error_id=error_id,
        count_id=count_id,
        described_by=described_by,
        max_words=words,
        max_characters=characters,
        optional=optional and "optional" not in str(field.label).lower(),
        is_heading=getattr(field.form, "question", "") == field.name,
    )


@register.simple_tag
def field_labels(form: forms.BaseForm | None) -> SafeString:
    """What a form calls its fields, sent along with it, unseen (see `ui.labels`)."""
    if not form:
        return SafeString("")
    return format_html('<input type="hidden" name="{}" value="{}">', labels.FIELD, labels.labels_of(form))


@register.inclusion_tag("ui/error_summary.html")
def error_summary(*forms_on_page: forms.BaseForm) -> dict[str, Any]:
    """Every error of these forms in one box on top, each a link to the control it is about."""
    problems = []
    for form in forms_on_page:
        if not form or not form.is_bound:
            continue
        problems += [{"text": text, "anchor": ""} for text in form.non_field_errors()]
        for name in form.fields:
            if name in form.errors:
                anchor = anchor_of(form[name])
                problems += [{"text": text, "anchor": anchor} for text in form.errors[name]]
    return {"problems": problems}
