"""What the pages of dates do with input that is wrong or meant to harm."""

from datetime import timedelta
from itertools import count
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from peerchallenge.workdays import bank_holiday, today_in_london
from tests.cycles.test_dates import World

from .steps import boxes

pytestmark = pytest.mark.django_db
HOSTILE = ["<script>alert(1)</script>", "\x00", "a" * 100_000, "\ud800", "💥" * 3000, "30 February", "{{ 7*7 }}"]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("offer-new", ["first_day-day", "first_day-month", "first_day-year", "note"]),
        ("offer", ["answer", "reason"]),
        ("scope", ["focus", "version"]),
        ("pause", ["how", "reason"]),
        ("dates", ["milestone", "undo"]),
        ("move-visit", ["first_day-day", "last_day-year", "reason", "version", "shown", "step"]),
    ],
)
def test_hostile_input_is_answered_with_a_page_and_never_an_error(name, fields, text, sign_in, client):
    world = World()
    if name == "move-visit":
        world.agree()
    else:
        world.offer()
    sign_in(world.director if name in ("scope", "offer") else world.lead)
    args = [world.challenge.slug, 1] if name == "offer" else [world.challenge.slug]
    body = urlencode(dict.fromkeys(fields, text), errors="surrogatepass")
    answer = client.post(reverse(name, args=args), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302, 404)
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"day": "", "month": "", "year": ""}, "Enter the first day on site"),
        ({"day": "30", "month": "2", "year": "2027"}, "The first day on site must be a real date"),
        ({"day": "", "month": "2", "year": "2027"}, "must include a day"),
        ({"day": "1", "month": "3", "year": "2050"}, "within the cycle"),
        ({"day": "1", "month": "3", "year": "2020"}, "in the future"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field_and_in_the_summary(parts, message, sign_in, client):
    world = World()
    sign_in(world.lead)
    posted = {f"first_day-{name}": value for name, value in parts.items()}
    text = client.post(reverse("offer-new", args=[world.challenge.slug]), posted).content.decode()
    assert text.count(message) == 2
    assert not world.challenge.offers.exists()


def test_a_bank_holiday_is_named_when_it_is_offered(sign_in, client):
    world = World()
    sign_in(world.lead)
    days = (today_in_london() + timedelta(days=ahead) for ahead in count(1))
    holiday = next(day for day in days if day.weekday() < 5 and bank_holiday(day))
    url = reverse("offer-new", args=[world.challenge.slug])
    text = client.post(url, boxes("first_day", holiday)).content.decode()
    assert "is a bank holiday" in text
