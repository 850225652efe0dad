"""Forms that ask once more where a text may tell who somebody is, and then take the writer's word for it."""

from collections.abc import Iterable, Mapping
from typing import Any

from peerchallenge.identifiers import Found, found_in
from peerchallenge.ui import forms


class ComparedForm(forms.Form):
    """A form of one text for several people: when two save at once, both see what each wrote and chose."""

    @property
    def seen(self) -> int:
        """The version that was open when this was written."""
        return self.cleaned_data["version"]

    @property
    def choices(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, forms.ChoiceField)]

    @property
    def texts(self) -> list[str]:
        """What people write; not what the page itself sends along."""
        return [
            name
            for name, field in self.fields.items()
            if isinstance(field, forms.CharField) and not field.widget.is_hidden
        ]

    def choices_against(self, theirs: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Where somebody else chose otherwise: the code and the words of both."""
        return [
            {
                "name": name,
                "label": self.fields[name].label,
                "mine": self.step(name, self.cleaned_data[name]),
                "theirs": self.step(name, theirs[name]),
            }
            for name in self.choices
            if self.cleaned_data[name] != theirs[name]
        ]

    def step(self, name: str, code: Any) -> tuple[str, str]:
        """What a form sends for a choice, and its words."""
        return code, dict(self.fields[name].choices).get(code) or "Nothing chosen"


class AskingForm(ComparedForm):
    """`is_fine` shows only when something in a text looks as if it told who a person is."""

    is_fine = forms.BooleanField(label="I have looked at it: this tells nobody who a person is", required=False)

    def __init__(self, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        if not any(self._sign_in(name) for name in self.texts):
            del self.fields["is_fine"]

    def signs_in(self, text: str) -> list[Found]:
        """What in this text may tell who somebody is."""
        return found_in(text, names=self.names)

    def _sign_in(self, name: str) -> str:
        """The first such thing in what was sent."""
        found = self.signs_in(forms.storable(self.data.get(name, ""))) if self.is_bound else []
        return str(found[0]) if found else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "is_fine" in self.fields and not cleaned.get("is_fine"):
            for name in self.texts:
                if sign := self._sign_in(name):
                    words = f"This looks like {sign}. Take it out, or say that it tells nobody who a person is"
                    self.add_error(name, words)
        return cleaned

    @property
    def written(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.texts}

    def ask_last(self) -> None:
        """The question stands below everything that it is about."""
        if is_fine := self.fields.pop("is_fine", None):
            self.fields["is_fine"] = is_fine
