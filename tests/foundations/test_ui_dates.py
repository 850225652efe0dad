"""A date is typed in three boxes, and each fault has its own message."""

from datetime import UTC, date, datetime, time

import pytest

from peerchallenge.ui import forms, wording


class DatesForm(forms.Form):
    first_day = forms.DateField(label="First day on site")


def dates_form(day="", month="", year=""):
    return DatesForm({"first_day-day": day, "first_day-month": month, "first_day-year": year})


@pytest.mark.parametrize(
    "typed",
    [
        ("10", "3", "2026"),
        ("10", "03", "2026"),
        (" 10 ", "March", "2026"),
        ("10", "mar", "2026"),
        ("10", "Mar.", "2026"),
        ("10", "MARCH", "26"),
        ("10", "3", "26"),
    ],
)
def test_a_date_may_be_typed_in_many_ways(typed):
    form = dates_form(*typed)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["first_day"] == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("", "", ""), "Enter first day on site", ()),
        (("10", "", "2026"), "First day on site must include a month", ("month",)),
        (("", "", "2026"), "First day on site must include a day and month", ("day", "month")),
        (("30", "2", "2026"), "First day on site must be a real date", ("day", "month", "year")),
        (("29", "February", "2027"), "First day on site must be a real date", ("day", "month", "year")),
        (("32", "1", "2026"), "First day on site must be a real date", ("day",)),
        (("1", "13", "2026"), "First day on site must be a real date", ("month",)),
        (("1", "Ma", "2026"), "First day on site must be a real date", ("month",)),
        (("1", "Ju", "2026"), "First day on site must be a real date", ("month",)),
        (("1", "1", "20260"), "First day on site must be a real date", ("year",)),
        (("1", "1", "126"), "First day on site must be a real date", ("year",)),
        (("first", "May", "next"), "First day on site must be a real date", ("day", "year")),
        (("²", "1", "2026"), "First day on site must be a real date", ("day",)),
        (("9" * 5000, "1", "2026"), "First day on site must be a real date", ("day",)),
    ],
)
def test_a_fault_says_what_is_wrong_and_where(typed, message, wrong):
    form = dates_form(*typed)

    assert form.errors["first_day"] == [message]
    assert form.fields["first_day"].widget.wrong == wrong


def test_the_message_leads_to_the_first_wrong_box():
    form = dates_form("10", "", "2026")

    assert form.errors
    assert form["first_day"].id_for_label == "id_first_day-month"


def test_what_was_typed_comes_back_as_it_was_typed():
    html = str(dates_form("30", "Feb", "26")["first_day"])

    assert 'value="30"' in html
    assert 'value="Feb"' in html
    assert 'value="26"' in html


def test_a_known_date_fills_the_boxes():
    html = " ".join(str(DatesForm(initial={"first_day": date(2026, 3, 10)})["first_day"]).split())

    assert 'name="first_day-month" id="id_first_day-month" value="3"' in html


def test_a_date_outside_its_limits_is_told_the_limit():
    class Visit(forms.Form):
        first_day = forms.DateField(
            label="First day on site", earliest=date(2026, 3, 1), latest=lambda: date(2026, 3, 31)
        )

    def errors(day, month):
        return Visit({"first_day-day": day, "first_day-month": month, "first_day-year": "2026"}).errors

    assert errors("28", "2")["first_day"] == ["First day on site must be on or after 1 March 2026"]
    assert errors("1", "4")["first_day"] == ["First day on site must be on or before 31 March 2026"]
    assert not errors("31", "3")


def test_only_a_different_date_counts_as_changed():
    same = DatesForm(
        {"first_day-day": "10", "first_day-month": "march", "first_day-year": "2026"},
        initial={"first_day": date(2026, 3, 10)},
    )

    assert not same.has_changed()
    assert dates_form("11", "3", "2026").has_changed()
    assert dates_form("31", "2", "2026").has_changed()


def test_a_date_that_may_be_left_out_may_be_left_out():
    class Maybe(forms.Form):
        until = forms.DateField(required=False)

    form = Maybe({})

    assert form.is_valid()
    assert form.cleaned_data == {"until": None}


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 1, 30), "3 days late"),
        (date(2026, 2, 1), "1 day late"),
        (date(2026, 2, 2), "Due today"),
        (date(2026, 2, 3), "Due tomorrow"),
        (date(2026, 2, 5), "Due in 3 days"),
        (date(2026, 2, 9), "Due in 7 days"),
        (date(2026, 2, 20), "Due 20 February"),
        (date(2027, 1, 4), "Due 4 January 2027"),
    ],
)
def test_a_due_date_is_said_as_people_say_it(due, words):
    assert wording.due_words(due, today=date(2026, 2, 2)) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 10), date(2026, 3, 12), "10 to 12 March 2026"),
        (date(2026, 3, 30), date(2026, 4, 1), "30 March to 1 April 2026"),
        (date(2026, 12, 30), date(2027, 1, 1), "30 December 2026 to 1 January 2027"),
        (date(2026, 3, 10), date(2026, 3, 10), "10 March 2026"),
        (date(2026, 3, 10), None, "10 March 2026"),
    ],
)
def test_the_days_of_a_visit_are_said_once(first, last, words):
    assert wording.visit_days(first, last) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(10, 42), "10:42am"),
        (time(14, 0), "2pm"),
        (time(12, 0), "midday"),
        (time(12, 30), "12:30pm"),
        (time(0, 0), "midnight"),
        (time(0, 5), "12:05am"),
    ],
)
def test_a_time_is_written_as_the_design_system_writes_it(at, words):
    assert wording.clock(at) == words


def test_a_moment_is_told_in_london_time():
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert wording.moment(summer) == "Wednesday 1 July 2026 at 12:30am"
    assert wording.day(summer) == "1 July 2026"


def test_lists_and_counts_read_as_sentences():
    assert wording.sentence_list(["Coventry", "Dudley", "Solihull"]) == "Coventry, Dudley and Solihull"
    assert wording.sentence_list(["Coventry"]) == "Coventry"
    assert wording.sentence_list([]) == ""
    assert wording.plural(1, "day") == "1 day"
    assert wording.plural(1200, "person", "people") == "1,200 people"
