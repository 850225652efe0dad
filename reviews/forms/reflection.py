"""The form of the evening reflection. It begins with the expert by experience."""

from collections.abc import Sequence
from typing import Any

from peerchallenge.ui import forms
from peerchallenge.ui.wording import sentence_list

from .careful import AskingForm

LONGEST = 2000
ASKED = "Ask {} first, before anybody else speaks. Only the team reads this."
NOBODY = "No expert by experience is on this team. Say who was asked in their place. Only the team reads this."


def _text(label: str, errors_as: str, **facts: Any) -> forms.CharField:
    area = forms.TextArea(rows=4, max_characters=LONGEST)
    return forms.CharField(label=label, errors_as=errors_as, widget=area, **facts)


class ReflectionForm(AskingForm):
    """What was said about one day: first by the expert by experience, then for the host director, then for the team."""

    expert_says = _text("What did the expert by experience say?", "what the expert by experience said")
    goes_well = _text("For the host director: what goes well?", "what goes well", required=False)
    more_of = _text(
        "For the host director: what would we like to see more of tomorrow?", "what you want to see", required=False
    )
    can_do = _text(
        "For the host director: what can the council do today?", "what the council can do today", required=False
    )
    for_team = _text(
        "For the team alone: what do we keep in mind?",
        "what you keep in mind",
        required=False,
        help_text="The host director never reads this.",
    )
    version = forms.HiddenVersion(initial=0)

    def __init__(self, *args: Any, experts: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expert_says"].help_text = ASKED.format(sentence_list(experts)) if experts else NOBODY
        self.ask_last()


class SharingForm(forms.Form):
    """Shares what was seen, and nothing that was written since."""

    version = forms.HiddenVersion()
