"""Forms say plainly what is missing, and nothing that is posted breaks them."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from peerchallenge.ui import forms, labels

HOSTILE = [
    "\x00",
    "a\x00b",
    "\ud800",
    "x\udfffy",
    "A" * 1_000_000,
    "9" * 5000,
    "-" + "9" * 400,
    "²",
    "[]",
    "{{ 7|add:7 }}",
]


class Everything(forms.Form):
    name = forms.CharField(label="Your name", errors_as="your name", max_length=20)
    email = forms.EmailField(label="E-mail address", errors_as="your e-mail address")
    places = forms.IntegerField(label="Number of places")
    first_day = forms.DateField(label="First day on site")
    council = forms.ChoiceField(label="Host council", choices=[("", "Choose"), ("d", "Dudley")])
    view = forms.ChoiceField(label="your own view", widget=forms.Radios(), choices=[("s", "Strong")])
    kinds = forms.MultipleChoiceField(label="who comes", choices=[("a", "Carers"), ("b", "Managers")])
    story = forms.CharField(label="What happened", errors_as="what happened", widget=forms.TextArea(max_words=3))
    key = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.HiddenVersion()


def errors_of(field, data):
    form = type("OneField", (forms.Form,), {"it": field})({"it": data})
    return form.errors.get("it", [])


def test_an_empty_form_names_everything_that_is_missing():
    errors = {name: texts[0] for name, texts in Everything({}).errors.items()}

    assert errors == {
        "name": "Enter your name",
        "email": "Enter your e-mail address",
        "places": "Enter number of places",
        "first_day": "Enter first day on site",
        "council": "Select host council",
        "view": "Select your own view",
        "kinds": "Select who comes",
        "story": "Enter what happened",
        "key": "Enter key",
        "version": "This page is out of date. Open it again, then send your answer.",
    }


def test_a_message_chosen_by_the_author_of_the_form_stays():
    field = forms.CharField(error_messages={"required": "Tell us who will lead the team"})

    assert errors_of(field, "") == ["Tell us who will lead the team"]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("This is on offer already.", "This is on offer already"),
        ("Select the council", "Select the council"),
        ("The password is too common. Choose another one", "The password is too common. Choose another one."),
        ("10 May is a bank holiday: Easter. Choose again.", "10 May is a bank holiday: Easter. Choose again."),
        ("“Round 1” is taken.", "“Round 1” is taken"),
        ("Is that right?", "Is that right?"),
        ("", ""),
    ],
)
def test_one_sentence_has_no_full_stop_and_several_have_whoever_wrote_them(said, shown):
    class Strict(forms.Form):
        name = forms.CharField(label="Name")

        def clean_name(self):
            raise forms.ValidationError(said)

    form = Strict({"name": "x"})
    form.add_error(None, said)
    assert (form.errors["name"], form.non_field_errors()) == ([shown], [shown])


def test_the_labels_of_what_is_written_go_along_with_a_form():
    sent = labels.read(labels.labels_of(Everything()))
    assert sent == {
        "name": "Your name",
        "email": "E-mail address",
        "places": "Number of places",
        "first_day": "First day on site",
        "story": "What happened",
    }


def test_a_wrong_address_is_shown_the_right_format():
    assert errors_of(forms.EmailField(), "sam at example") == [
        "Enter an e-mail address in the right format, like name@example.org"
    ]


def test_a_word_instead_of_a_number_is_explained():
    assert errors_of(forms.IntegerField(label="Places"), "six") == ["Places must be a whole number, like 12"]


def test_a_number_no_database_column_can_hold_is_refused():
    assert errors_of(forms.IntegerField(label="Places"), "99999999999") == ["Places must be 2147483647 or fewer"]


def test_a_choice_that_is_not_offered_is_refused_without_repeating_it():
    field = forms.ChoiceField(label="a council", choices=[("d", "Dudley")])

    assert errors_of(field, "<b>x</b>") == ["Choose a council from the list"]


def test_a_line_without_a_limit_of_its_own_has_one():
    assert errors_of(forms.CharField(label="Title"), "x" * 201) == ["Title must be 200 characters or fewer"]


def test_a_long_text_without_a_limit_of_its_own_has_one():
    field = forms.CharField(label="Answer", widget=forms.TextArea())

    assert errors_of(field, "x" * 20_000) == []
    assert errors_of(field, "x" * 20_001) == ["Answer must be 20000 characters or fewer"]


def test_the_limit_of_a_counter_is_the_limit_of_the_field():
    field = forms.CharField(label="Answer", widget=forms.TextArea(max_characters=5))

    assert errors_of(field, "12345") == []
    assert errors_of(field, "123456") == ["Answer must be 5 characters or fewer"]


def test_a_text_with_too_many_words_is_refused():
    field = forms.CharField(label="Why", widget=forms.TextArea(max_words=3))

    assert errors_of(field, "one two\nthree") == []
    assert errors_of(field, "one two three four") == ["Why must be 3 words or fewer"]


def test_checking_a_form_twice_says_everything_once():
    form = Everything({"story": "one two three four"})
    form.full_clean()
    form.full_clean()

    assert form.errors["story"] == ["What happened must be 3 words or fewer"]


def test_a_field_added_by_a_questionnaire_is_looked_after_as_well():
    class Questionnaire(forms.Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["Q1"] = forms.CharField(label="What works well?")

    assert Questionnaire({}).errors["Q1"] == ["Enter what works well"]
    assert Questionnaire({"Q1": "x" * 201}).errors["Q1"] == ["What works well must be 200 characters or fewer"]


def test_what_cannot_be_stored_is_taken_out_of_the_text():
    class Note(forms.Form):
        text = forms.CharField(widget=forms.TextArea())

    posted = QueryDict(mutable=True)
    posted.setlist("text", ["one\x00\r\ntwo\ud800\rthree"])

    form = Note(posted)
    assert form.is_valid()
    assert form.cleaned_data["text"] == "one\ntwo\nthree"
    assert posted["text"] == "one\x00\r\ntwo\ud800\rthree", "what was posted is not changed behind the caller's back"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_in_every_field_gives_an_answer_not_a_fault(hostile):
    data = {name: hostile for name in Everything.base_fields}
    data |= {f"first_day-{part}": hostile for part in ("day", "month", "year")}

    form = Everything(data)

    assert not form.is_valid()
    form.as_div().encode()


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_same_field_sent_many_times_gives_an_answer_not_a_fault(hostile):
    posted = QueryDict(mutable=True)
    for name in [*Everything.base_fields, "first_day-day", "first_day-month", "first_day-year"]:
        posted.setlist(name, [hostile, "1", ""])

    assert not Everything(posted).is_valid()


def test_values_that_are_not_text_give_an_answer_not_a_fault():
    posted = {name: ["a", {"b": 1}] for name in Everything.base_fields} | {
        "first_day-day": [1],
        "first_day-month": {},
    }

    assert not Everything(posted).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", [*HOSTILE, str(2**63), "1' OR 1=1"])
def test_a_row_that_cannot_exist_is_simply_not_in_the_list(hostile):
    class Pick(forms.Form):
        one = forms.ModelChoiceField(Permission.objects.all())
        many = forms.ModelMultipleChoiceField(Permission.objects.all())

    form = Pick({"one": hostile, "many": [hostile]})

    assert set(form.errors) == {"one", "many"}


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999", "1.5"])
def test_a_damaged_version_asks_to_open_the_page_again(version):
    assert errors_of(forms.HiddenVersion(), version) == [
        "This page is out of date. Open it again, then send your answer."
    ]


def test_a_version_is_a_number():
    class Row(forms.Form):
        version = forms.HiddenVersion()

    form = Row({"version": "3"})

    assert form.is_valid()
    assert form.cleaned_data == {"version": 3}


def test_an_empty_file_is_explained():
    class Send(forms.Form):
        paper = forms.FileField(label="The workforce strategy", errors_as="the workforce strategy")

    assert Send({}, {}).errors["paper"] == ["Choose the workforce strategy"]
    empty = SimpleUploadedFile("plan.pdf", b"")
    assert Send({}, {"paper": empty}).errors["paper"] == ["The file is empty. Choose another file."]
