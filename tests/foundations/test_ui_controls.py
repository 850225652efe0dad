"""Controls are drawn as the design system draws them: labelled, described, escaped, reachable."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from peerchallenge.ui import forms

HOSTILE = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"
PAGE = (
    "{% load crispy_forms_tags govuk %}{% error_summary form %}"
    "{% if form.helper.layout %}{% crispy form %}{% else %}{{ form|crispy }}{% endif %}"
)


def drawn(form):
    return " ".join(Template(PAGE).render(Context({"form": form})).split())


class EveryKind(forms.Form):
    name = forms.CharField(label="Your name", help_text="As on your badge")
    story = forms.CharField(label="Story", widget=forms.TextArea(max_words=200))
    reason = forms.CharField(label="Reason", widget=forms.TextArea(max_characters=1500))
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    first_day = forms.DateField(label="First day", help_text="For example, 10 3 2026")
    council = forms.ChoiceField(label="Council", choices=[("", "Choose"), ("d", "Dudley")])
    view = forms.ChoiceField(
        label="Your view",
        choices=[("s", "Strong"), ("g", "Some gaps")],
        widget=forms.Radios(hints={"s": "Works well"}),
    )
    kinds = forms.MultipleChoiceField(label="Who comes", choices=[("a", "Carers"), ("b", "Managers")])
    agree = forms.BooleanField(label="I agree", help_text="You can change your mind")
    paper = forms.FileField(label="Paper")
    version = forms.HiddenVersion()


def ids(html):
    return re.findall(r'\bid="([^"]+)"', html)


def test_every_error_leads_to_a_control_that_can_take_the_focus():
    html = drawn(EveryKind({"first_day-day": "10", "first_day-year": "2026"}))
    links = re.findall(r'<a href="#([^"]+)">', html)

    assert len(links) == len(EveryKind.base_fields) - 1, "all but the hidden version"
    for anchor in links:
        assert re.search(rf'<(input|select|textarea)[^>]* id="{re.escape(anchor)}"', html), anchor
    assert "id_view_0" in links, "radios: the first one"
    assert "id_first_day-month" in links, "a date: the box that is wrong"


def test_an_error_of_a_hidden_field_is_said_without_a_link_to_nowhere():
    html = drawn(EveryKind({}))

    assert "<li>This page is out of date." in html


def test_an_error_of_the_whole_form_stands_in_the_summary():
    class Clash(forms.Form):
        name = forms.CharField()

        def clean(self):
            raise forms.ValidationError("Two visits cannot be in the same week")

    assert "<li>Two visits cannot be in the same week</li>" in drawn(Clash({"name": "x"}))


def test_a_form_nobody_has_sent_yet_has_no_summary():
    assert "There is a problem" not in drawn(EveryKind())


def test_no_id_is_used_twice():
    html = drawn(EveryKind({}))

    assert len(ids(html)) == len(set(ids(html)))


def test_every_label_and_description_points_at_something():
    html = drawn(EveryKind({}))
    known = set(ids(html))

    assert set(re.findall(r'\bfor="([^"]+)"', html)) <= known
    for described in re.findall(r'aria-describedby="([^"]+)"', html):
        assert set(described.split()) <= known, described


def test_hint_error_and_counter_describe_the_control():
    html = drawn(EveryKind({}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-describedby="id_story_error id_story-info"' in html
    assert "You can enter up to 200 words" in html
    assert "You can enter up to 1500 characters" in html


def test_pasted_text_is_never_cut_silently():
    assert "maxlength=" not in drawn(EveryKind()).replace("data-maxlength=", "")


def test_the_browser_does_not_check_in_its_own_words():
    assert not re.search(r"<(input|select|textarea)[^>]* required", drawn(EveryKind()))


def test_groups_have_a_legend_and_single_controls_a_label():
    html = drawn(EveryKind())

    assert html.count("<fieldset") == html.count("<legend") == 3
    assert '<label class="govuk-label govuk-label--s" for="id_council">' in html


def test_a_date_is_read_out_as_one_group():
    assert 'role="group"' in drawn(EveryKind())


def test_a_ticked_box_stays_ticked():
    html = drawn(EveryKind({"agree": "on", "kinds": ["a"], "view": "g"}))

    assert re.search(r'id="id_agree" checked', html)
    assert re.search(r'value="g" id="id_view_1" checked', html)


def test_what_may_be_left_out_says_so():
    class Mixed(forms.Form):
        must = forms.CharField()
        may = forms.CharField(required=False)
        already = forms.CharField(label="Note (optional)", required=False)

    html = drawn(Mixed())

    assert html.count("(optional)") == 2
    Mixed.mark_optional = False
    assert drawn(Mixed()).count("(optional)") == 1


def test_one_question_on_a_page_is_its_heading():
    class Question(forms.Form):
        question = "done"
        done = forms.ChoiceField(label="Is it done?", widget=forms.Radios(), choices=[("y", "Yes")])

    assert '<h1 class="govuk-fieldset__heading">Is it done?</h1>' in drawn(Question())


def hostile_forms():
    class Hostile(forms.Form):
        line = forms.CharField(label=HOSTILE, help_text=HOSTILE)
        story = forms.CharField(label=HOSTILE, widget=forms.TextArea())
        day = forms.DateField(label=HOSTILE, help_text=HOSTILE)
        pick = forms.ChoiceField(label=HOSTILE, choices=[(HOSTILE, HOSTILE)])
        view = forms.ChoiceField(
            label=HOSTILE, choices=[(HOSTILE, HOSTILE)], widget=forms.Radios(hints={HOSTILE: HOSTILE})
        )
        many = forms.MultipleChoiceField(label=HOSTILE, choices=[(HOSTILE, [(HOSTILE, HOSTILE)])])
        agree = forms.BooleanField(label=HOSTILE, help_text=HOSTILE)
        paper = forms.FileField(label=HOSTILE)

    class InSections(Hostile):
        @property
        def helper(self):
            helper = super().helper
            helper.layout = forms.Layout(forms.Fieldset(HOSTILE, *self.fields), forms.Div())
            return helper

    posted = dict.fromkeys([*Hostile.base_fields, "day-day", "day-month", "day-year"], HOSTILE)
    return [Hostile(), Hostile({}), Hostile(posted), InSections(), InSections(posted)]


@pytest.mark.parametrize("form", hostile_forms())
def test_a_label_from_a_questionnaire_cannot_bring_a_script(form):
    html = drawn(form)

    assert ESCAPED in html
    assert "<script" not in html


def test_a_legend_from_a_questionnaire_is_text_and_not_a_template():
    class Section(forms.Form):
        name = forms.CharField()

        @property
        def helper(self):
            helper = super().helper
            helper.layout = forms.Layout(forms.Fieldset("{{ form }}{% now 'Y' %}", "name"))
            return helper

    assert "{{ form }}{% now &#x27;Y&#x27; %}" in drawn(Section())


def test_no_template_of_the_pack_trusts_a_value():
    pack = Path(settings.BASE_DIR) / "templates" / "govuk"
    files = list(pack.rglob("*.html"))

    assert files
    for file in files:
        text = file.read_text()
        assert "|safe" not in text, file
        assert "autoescape off" not in text, file


def test_a_form_of_another_library_is_drawn_the_same_way():
    from django import forms as plain

    class Foreign(plain.Form):
        login = plain.EmailField()
        remember = plain.BooleanField(required=False)

    html = drawn(Foreign({}))

    assert 'class="govuk-input govuk-input--error"' in html
    assert '<a href="#id_login">' in html
    assert 'class="govuk-checkboxes__input"' in html
