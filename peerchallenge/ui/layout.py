"""Grouping the fields of one form: `forms.Layout(forms.Fieldset("Dates", "first_day"), "note")`."""

from typing import Any

from crispy_forms import layout
from crispy_forms.layout import Div, Layout
from django.template.loader import render_to_string

__all__ = ["Div", "Fieldset", "Layout"]


class Fieldset(layout.Fieldset):
    """Fields that belong together, under a legend.

    crispy-forms compiles a legend as a template. Ours may come from a questionnaire in the database, so it
    is text.
    """

    def render(self, form: Any, context: Any, template_pack: str = "govuk", **kwargs: Any) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **kwargs)
        names = {"fieldset": self, "legend": str(self.legend or ""), "fields": fields}
        return render_to_string(self.get_template_name(template_pack), names)
