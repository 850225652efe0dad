"""Narrowing the list of reports down."""

from typing import Any

from peerchallenge.ui import forms


class ReportFilter(forms.Form):
    mark_optional = False
    council = forms.ChoiceField(label="Council", required=False)
    year = forms.ChoiceField(label="Year of publication", required=False)

    def __init__(self, *args: Any, councils: list[tuple[str, str]], years: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].choices = [("", "All councils"), *councils]
        self.fields["year"].choices = [("", "All years"), *((year, year) for year in years)]
