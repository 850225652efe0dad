"""What tells who a person is, is found; years, money, references and days of this year are left alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge.identifiers import found_in, is_nhs_number
from peerchallenge.ui import forms
from peerchallenge.ui.wording import day, visit_days
from peerchallenge.workdays import today_in_london


def kinds(text, **more):
    return [found.kind for found in found_in(text, **more)]


def pieces(text):
    return [found.piece for found in found_in(text)]


PLANTED = {
    "an NHS number": ["943 476 5919", "9434765919", "943-476-5919", "943\u00a0476\u00a05919"],
    "a National Insurance number": ["QQ 12 34 56 C", "AB123456D", "ab 123456 d"],
    "a date of birth": [
        "12 March 1948",
        "3rd of May 1951",
        "March 12, 1948",
        "12 Mar 1948",
        "12/03/1948",
        "12.3.1948",
        "1948-03-12",
        "12/3/48",
        "03/25/1948",
        "29 February 1948",
    ],
    "a postcode": ["WV1 1SH", "wv11sh", "EC1A 1BB", "B1 1AA", "DY10 2AB"],
    "a phone number": [
        "0121 496 0123",
        "(0121) 496 0123",
        "01902 123456",
        "07700 900123",
        "07700900123",
        "020 7946 0123",
        "+44 7700 900123",
        "+44 (0)121 496 0123",
        "0044 7700 900 123",
    ],
    "an e-mail address": ["a.b-c@example.org", "office+one@mail.example.org"],
}


@pytest.mark.parametrize(("kind", "piece"), [(kind, piece) for kind, some in PLANTED.items() for piece in some])
def test_what_tells_who_a_person_is_is_found_wherever_it_stands(kind, piece):
    for text in (piece, f"Call her ({piece}), then visit.", f"12 March 2026 {piece} 4 people", f"One\n{piece}\nthree"):
        assert kind in kinds(text), text
        assert piece in "".join(pieces(text))


@pytest.mark.parametrize(
    "text",
    [
        "born 12 March 2019",
        "DOB 12/03/2019",
        "d.o.b.: 12.3.19",
        "date of birth is 2019-03-12",
        "her birthday, 1 May 2020",
    ],
)
def test_a_day_that_is_called_a_birthday_is_one_however_young(text):
    assert kinds(text) == ["a date of birth"]


@pytest.mark.parametrize(
    "text",
    [
        "Seen on 12 March 2026 and again on 14.4.2026",
        "Reviewed 12/03/2024, before 1/9/25",
        "2024 to 2025, 24/7, since 1948, in May 1948",
        "The Care Act 2014, section 9(1), and regulation 4.2.09",
        "£1,234,567 and £943 476 5919 and 943,476,5919",
        "45%, 12 to 18, 0 10 20 30 40 50, 1 2 3 4",
        "CF07, CF12 and PR01 to PR14; in CF07 1st and 2nd",
        "LAS 1234567, WLV-2026-0041, case 00123456, ref AB12",
        "In group B1 2nd, at E2 3pm, for E1 4hr",
        "on 12 March 45 people came",
        "9434765918",  # an NHS number with one digit wrong
        "31 February 1948",
        "The @ sign, or name at example dot org",
        "On 12 March 2150",
    ],
)
def test_ordinary_words_and_numbers_are_left_alone(text):
    assert pieces(text) == []


@given(st.integers(0, 10**9 - 1))
def test_an_nhs_number_has_one_right_last_digit_and_the_others_are_no_number(first_nine):
    numbers = [f"{first_nine:09}{last}" for last in range(10)]
    right = [number for number in numbers if is_nhs_number(number)]
    assert len(right) <= 1
    for number in right:
        spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
        assert spaced in "".join(pieces(f"Her number is {spaced}."))


@given(st.dates(date(1910, 1, 1), date(2009, 1, 1)))
def test_any_full_date_of_an_adult_is_found_in_every_way_of_writing(born):
    for text in (day(born), f"{born:%d/%m/%Y}", f"{born:%d.%m.%Y}", f"{born:%Y-%m-%d}", f"{born:%-d %b %Y}"):
        assert kinds(text) == ["a date of birth"], text


@given(st.integers(0, 15 * 365), st.integers(0, 4))
def test_days_of_the_last_fifteen_years_and_the_next_two_are_left_alone(ago, length):
    first = today_in_london() + timedelta(days=730 - ago)
    last = first + timedelta(days=length)
    for text in (visit_days(first, last), f"{first:%d/%m/%Y}", f"{first:%Y-%m-%d}", f"{first:%d.%m.%y}"):
        assert pieces(text) == [], text


@given(st.integers(0, 10**7), st.integers(1900, 2100), st.integers(0, 100))
def test_sums_years_and_percentages_are_left_alone(pounds, year, share):
    text = f"£{pounds:,} in {year}, that is {share}% of £{pounds:,}.00, {share}.5 per 1,000, {year}/{year % 100 + 1:02}"
    assert pieces(text) == []


def test_a_number_is_found_right_behind_its_name():
    assert pieces("NHS9434765919, postcode:WV1 1SH, tel.0121 496 0123") == ["9434765919", "WV1 1SH", "0121 496 0123"]


@given(st.text("0123456789 ./-@+()£,bornWVSHtd\u00a0é\u0663", max_size=60))
def test_any_text_can_be_looked_at_and_pieces_stand_in_it(text):
    for found in found_in(text):
        assert text[found.at : found.at + len(found.piece)] == found.piece


def test_a_long_text_without_spaces_is_looked_at_in_no_time():
    for sign in ("0", "9 ", "a.", "12/", "(", "+44 ", "WV1 ", "a@b."):
        assert found_in(sign * 4000) is not None


def test_full_names_are_found_when_they_are_given_and_first_names_alone_are_not():
    names = ["Lynn Hart", "Mo"]
    assert kinds("I spoke to lynn  hart about Lynn and Mo", names=names) == ["a name"]
    assert kinds("The hart is a deer", names=names) == []


def test_each_piece_is_named_once_in_the_order_of_the_text():
    text = "Mail a@example.org, call 0121 496 0123, NHS 943 476 5919, born 3 May 1951, at WV1 1SH"
    assert kinds(text) == [
        "an e-mail address",
        "a phone number",
        "an NHS number",
        "a date of birth",
        "a postcode",
    ]


class StoryForm(forms.Form):
    no_identifiers = True
    story = forms.CharField(required=False, widget=forms.TextArea())
    title = forms.CharField(required=False)


def test_a_form_about_people_says_what_to_take_out_beside_the_field():
    form = StoryForm({"story": "She is 943 476 5919.\nCall 0121 496 0123.", "title": "Born 3 May 1951"})
    assert form.errors["story"] == [
        "This looks like an NHS number: 943 476 5919. Take it out.",
        "This looks like a phone number: 0121 496 0123. Take it out.",
    ]
    assert form.errors["title"] == ["This looks like a date of birth: 3 May 1951. Take it out."]


def test_other_forms_take_any_text():
    class Plain(forms.Form):
        phone = forms.CharField()

    assert Plain({"phone": "0121 496 0123"}).is_valid()
