"""The labels of a form go along with it, so that what comes too late to be saved is shown under its own questions."""

import json
from collections.abc import Mapping
from contextlib import suppress

from django.forms import BaseForm

FIELD = "field_labels"  # a hidden field of every form that is filled in


def labels_of(form: BaseForm) -> str:
    """The label of each field that a person sees, by the name under which it is sent."""
    return as_sent({field.html_name: str(field.label) for field in form.visible_fields() if field.label})


def as_sent(labels: Mapping[str, str]) -> str:
    return json.dumps(labels, ensure_ascii=False)


def label_for(name: str, sent: str) -> str:
    """What the form that was sent calls this field. Without that, its name in plain letters."""
    labels = {}
    with suppress(ValueError, RecursionError):
        labels = json.loads(sent)
    label = labels.get(name) if isinstance(labels, dict) else None
    if isinstance(label, str) and label.strip():
        return label
    return name.replace("_", " ").replace("-", " ").strip().capitalize() or "Text"
