"""Messages as GOV.UK writes them: say what to do, name the thing, blame nobody."""

import re

from django import forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator

from peerchallenge.ui.wording import mid_sentence

LONGEST_LINE = 200
LONGEST_TEXT = 20_000
BIGGEST_NUMBER = 2**31 - 1  # what every database column of ours can hold
NOT_TEXT = (forms.UUIDField, forms.JSONField)  # typed in as text, kept as something without a length
CHOICES = (forms.ChoiceField, forms.ModelChoiceField)
_NEXT_SENTENCE = re.compile(r"[.!?][”’)]*\s+[“‘(]*[A-Z]")


def as_message(text: str) -> str:
    """One sentence without a full stop at its end, several with: the one rule, whoever wrote the message."""
    text = text.strip()
    if _NEXT_SENTENCE.search(text):
        return text if text.endswith((".", "!", "?")) else f"{text}."
    return text.removesuffix(".") if not text.endswith("..") else text


def subject_of(label: str) -> str:
    """`First day on site?` → `first day on site`, as messages name it."""
    return mid_sentence(label.strip().rstrip("?:."))


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _messages(field: forms.Field, subject: str) -> dict[str, str]:
    """The wording for every fault a field of this kind can report."""
    start = sentence(subject)
    chosen = isinstance(field, CHOICES)
    words = {
        "required": f"Select {subject}" if chosen else f"Enter {subject}",
        "max_length": f"{start} must be %(limit_value)d characters or fewer",
        "min_length": f"{start} must be %(limit_value)d characters or more",
        "max_value": f"{start} must be %(limit_value)s or fewer",
        "min_value": f"{start} must be %(limit_value)s or more",
        "null_characters_not_allowed": f"{start} must not have hidden characters",
        "invalid": f"Enter {subject} in the right format",
    }
    if chosen:
        gone = f"Choose {subject} from the list"
        words |= {"invalid_choice": gone, "invalid_list": gone, "invalid_pk_value": gone}
    if isinstance(field, forms.BooleanField):
        words["required"] = f"Select {subject}"
    if isinstance(field, forms.EmailField):
        words["invalid"] = "Enter an e-mail address in the right format, like name@example.org"
    if isinstance(field, forms.IntegerField):
        words["invalid"] = f"{start} must be a whole number, like 12"
    if isinstance(field, forms.FileField):
        words |= {
            "required": f"Choose {subject}",
            "missing": f"Choose {subject}",
            "invalid": f"Choose {subject} again. It did not arrive.",
            "empty": "The file is empty. Choose another file.",
            "max_length": "The name of the file is too long. Give it a shorter name and try again.",
        }
    return words


def _standard(field: forms.Field) -> dict[str, str]:
    found: dict[str, str] = {}
    for kind in reversed(type(field).__mro__):
        found.update(getattr(kind, "default_error_messages", {}))
    return found


def speak_plainly(field: forms.Field, label: str) -> None:
    """Give a field our words, wherever its author has not chosen their own."""
    subject = getattr(field, "errors_as", "") or subject_of(label)
    standard = _standard(field)
    for code, words in _messages(field, subject).items():
        if code not in field.error_messages or field.error_messages[code] == standard.get(code):
            field.error_messages[code] = words


def set_limits(field: forms.Field) -> None:
    """No text without a longest length, no number the database cannot hold."""
    text = isinstance(field, forms.CharField) and not isinstance(field, NOT_TEXT)
    if text and field.max_length is None:
        field.max_length = LONGEST_TEXT if isinstance(field.widget, forms.Textarea) else LONGEST_LINE
        field.validators.append(MaxLengthValidator(field.max_length))
    if isinstance(field, forms.IntegerField):
        if field.max_value is None:
            field.validators.append(MaxValueValidator(BIGGEST_NUMBER))
        if field.min_value is None:
            field.validators.append(MinValueValidator(-BIGGEST_NUMBER))
