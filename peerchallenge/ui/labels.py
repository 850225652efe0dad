"""The labels of a form go along with it, so that what comes too late to be saved is shown under its own questions."""

import json
from collections.abc import Mapping
from contextlib import suppress

from django import forms

FIELD = "field_labels"  # a hidden field of every form that is filled in
CHOSEN = (forms.CheckboxInput, forms.FileInput, forms.PasswordInput, forms.Select, forms.RadioSelect)


def labels_of(form: forms.BaseForm) -> str:
    """The label of each field that a person writes in, by the name under which it is sent."""
    written = [field for field in form.visible_fields() if not isinstance(field.field.widget, CHOSEN)]
    return as_sent({field.html_name: str(field.label) for field in written if field.label})


def as_sent(labels: Mapping[str, str]) -> str:
    return json.dumps(labels, ensure_ascii=False)


def read(sent: str) -> dict[str, str]:
    """The labels that came with a form. Nothing when they did not arrive well."""
    with suppress(ValueError, RecursionError):
        labels = json.loads(sent)
        if isinstance(labels, dict):
            return {name: label for name, label in labels.items() if isinstance(label, str) and label.strip()}
    return {}


def name_in_words(name: str) -> str:
    """For a form that came without labels: `what_went_well` is "What went well"."""
    return name.replace("_", " ").replace("-", " ").strip().capitalize() or "Text"
