"""Forms as the GOV.UK Design System wants them. Import this module instead of `django.forms`:

from peerchallenge.ui import forms

class DatesForm(forms.Form):
    first_day = forms.DateField(label="First day on site", help_text="For example, 10 3 2026")
    reason = forms.CharField(label="Why", errors_as="why", widget=forms.TextArea(max_words=200))
    version = forms.HiddenVersion()
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms as django_forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.forms import HiddenInput, PasswordInput, Select, TextInput, UUIDField
from django.forms.utils import ErrorList
from django.http import QueryDict

from peerchallenge.ui.fields import DateField, HiddenVersion, NoIdentifiers, TimeField, WordLimit
from peerchallenge.ui.layout import Div, Fieldset, Layout
from peerchallenge.ui.messages import LONGEST_LINE, as_message, sentence, set_limits, speak_plainly, subject_of
from peerchallenge.ui.widgets import Checkboxes, DateBoxes, Radios, TextArea

# NUL cannot be stored by PostgreSQL, and half a surrogate pair cannot be written as UTF-8 at all.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?")


def _too_big(key: Any) -> bool:
    return str(key).isdecimal() and int(key) >= 2**63


class _NamedInErrors:
    """Takes `errors_as`: how messages name the thing, when the label does not read well in "Enter …"."""

    def __init__(self, *args: Any, errors_as: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.errors_as = errors_as


class CharField(_NamedInErrors, django_forms.CharField):
    """Text."""


class EmailField(_NamedInErrors, django_forms.EmailField):
    """An e-mail address."""


class IntegerField(_NamedInErrors, django_forms.IntegerField):
    """A whole number in a plain text box: a number box changes its value when someone scrolls over it."""

    widget = TextInput(attrs={"inputmode": "numeric"})


class ChoiceField(_NamedInErrors, django_forms.ChoiceField):
    """One of a list: a drop-down, or `widget=Radios()`."""


class TypedChoiceField(_NamedInErrors, django_forms.TypedChoiceField):
    """One of a list, turned into a Python value."""


class MultipleChoiceField(_NamedInErrors, django_forms.MultipleChoiceField):
    """Any number of a list."""

    widget = Checkboxes


class ModelChoiceField(_NamedInErrors, django_forms.ModelChoiceField):
    """One of the rows this person may see."""


class ModelMultipleChoiceField(_NamedInErrors, django_forms.ModelMultipleChoiceField):
    """Any number of the rows this person may see."""

    widget = Checkboxes

    def _check_values(self, value: Any) -> Any:
        # A number no column can hold would be an error of the database, not of the form.
        if any(len(str(key)) > LONGEST_LINE for key in value) or any(_too_big(key) for key in value):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": ""})
        return super()._check_values(value)


class BooleanField(_NamedInErrors, django_forms.BooleanField):
    """One box to tick."""


class FileField(_NamedInErrors, django_forms.FileField):
    """A file."""


def storable(text: str) -> str:
    """Text as every part of the product can keep it: no unstorable characters, one kind of line end."""
    return _LINE_ENDS.sub("\n", _UNSTORABLE.sub("", text))


def _needs_cleaning(value: Any) -> bool:
    return isinstance(value, str) and ("\r" in value or bool(_UNSTORABLE.search(value)))


def _storable_data(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The posted data with every text made storable, whatever sent it."""
    lists = data.lists() if isinstance(data, QueryDict) else ((key, [value]) for key, value in data.items())
    faulty = {key: values for key, values in lists if any(_needs_cleaning(value) for value in values)}
    if not faulty:
        return data
    cleaned = data.copy()
    for key, values in faulty.items():
        plain = [storable(value) if isinstance(value, str) else value for value in values]
        if isinstance(cleaned, QueryDict):
            cleaned.setlist(key, plain)
        else:
            cleaned[key] = plain[0]
    return cleaned


class Errors(ErrorList):
    """Messages beside a field or above the form, all with full stops by one rule."""

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return as_message(str(found)) if isinstance(index, int) else found


class Form(django_forms.Form):
    """The base of every form: plain error messages, limits on every text, no surprises in the posted data.

    `question` names a field whose label is the heading of the page (one question, one page).
    `mark_optional = False` leaves out "(optional)", for filters where everything is.
    `refuse_too_many_words = False` is for texts that are saved unfinished: the counter says the limit all the same.
    `no_identifiers = True` refuses, in every text, what tells who a person is; `names` are full names it refuses too.
    """

    question = ""
    mark_optional = True
    refuse_too_many_words = True
    no_identifiers = False
    names: Iterable[str] = ()

    def __init__(self, data: Mapping[str, Any] | None = None, files: Any = None, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        kwargs.setdefault("label_suffix", "")
        kwargs.setdefault("error_class", Errors)
        self._looked_after: set[str] = set()
        super().__init__(data if data is None else _storable_data(data), files, **kwargs)

    @property
    def helper(self) -> FormHelper:
        """For crispy-forms. The page writes the form tag, the token and the button."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.include_media = False
        return helper

    def full_clean(self) -> None:
        # Here and not in __init__, so that fields added by a questionnaire are looked after as well.
        for name in self.fields.keys() - self._looked_after if self.is_bound else ():
            self._look_after(name, self.fields[name])
            self._looked_after.add(name)
        super().full_clean()

    def _look_after(self, name: str, field: django_forms.Field) -> None:
        label = str(field.label or name.replace("_", " "))
        speak_plainly(field, label)
        limit_words = getattr(field.widget, "max_words", None)
        limit_characters = getattr(field.widget, "max_characters", None)
        subject = sentence(getattr(field, "errors_as", "") or subject_of(label))
        if limit_words and self.refuse_too_many_words:
            field.validators.append(WordLimit(limit_words, subject))
        if limit_characters and isinstance(field, django_forms.CharField) and field.max_length is None:
            field.max_length = limit_characters
            field.validators.append(MaxLengthValidator(limit_characters))
        if self.no_identifiers and isinstance(field, CharField):
            field.validators.append(NoIdentifiers(self.names))
        set_limits(field)


__all__ = [
    "BooleanField",
    "CharField",
    "Checkboxes",
    "ChoiceField",
    "DateBoxes",
    "DateField",
    "Div",
    "EmailField",
    "Fieldset",
    "FileField",
    "Form",
    "HiddenInput",
    "HiddenVersion",
    "IntegerField",
    "Layout",
    "ModelChoiceField",
    "ModelMultipleChoiceField",
    "MultipleChoiceField",
    "PasswordInput",
    "Radios",
    "Select",
    "TextArea",
    "TextInput",
    "TimeField",
    "TypedChoiceField",
    "UUIDField",
    "ValidationError",
    "storable",
]
