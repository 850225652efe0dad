"""Closed periods of a region."""

from datetime import timedelta

import pytest

from cycles.actions.settings import remove_period
from cycles.models import BlackoutPeriod
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_region,
    a_regional_lead,
    an_authority,
)

from .steps import at, boxes, page_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def a_period_form(**changes):
    today = today_in_london()
    return {
        "reason": "Summer holidays",
        "council": "*",
        **boxes("starts_on", today + 10 * DAY),
        **boxes("ends_on", today + 20 * DAY),
    } | changes


def test_a_period_is_added_for_the_whole_region(office, region):
    answer = office.post(at(region, "closed-periods/"), a_period_form(), follow=True)
    period = BlackoutPeriod.objects.get()
    assert (period.region, period.authority, period.blocks_publication) == (region, None, False)
    assert "Summer holidays" in page_of(answer)
    assert "The whole region" in page_of(answer)


def test_a_period_may_be_of_one_council_and_block_publication(office, region):
    council = an_authority("Dudley", region=region)
    office.post(at(region, "closed-periods/"), a_period_form(council=council.slug, blocks_publication="on"))
    period = BlackoutPeriod.objects.get()
    assert (period.authority, period.blocks_publication) == (council, True)


def test_adding_a_period_twice_adds_it_once(office, region):
    for _ in range(2):
        office.post(at(region, "closed-periods/"), a_period_form())
    assert BlackoutPeriod.objects.count() == 1
    assert Entry.objects.filter(verb="period.added").count() == 1


def test_a_period_is_taken_out(office, region):
    office.post(at(region, "closed-periods/"), a_period_form())
    period = BlackoutPeriod.objects.get()
    for _ in range(2):
        assert office.post(at(region, "closed-periods/"), {"remove": period.pk}).status_code == 302
    assert not BlackoutPeriod.objects.exists()
    assert Entry.objects.filter(verb="period.removed").count() == 1


@pytest.mark.parametrize("what", ["", "x", "9" * 30, "-1", "１"])
def test_taking_out_what_is_no_period_does_nothing(office, region, what):
    office.post(at(region, "closed-periods/"), a_period_form())
    assert office.post(at(region, "closed-periods/"), {"remove": what}).status_code == 302
    assert BlackoutPeriod.objects.exists()


def test_a_period_of_another_region_stays(office, region):
    other = a_region()
    period = BlackoutPeriod.objects.create(
        region=other, reason="Theirs", starts_on=today_in_london(), ends_on=today_in_london()
    )
    office.post(at(region, "closed-periods/"), {"remove": period.pk})
    assert BlackoutPeriod.objects.exists()
    assert "Theirs" not in page_of(office.get(at(region, "closed-periods/")))


def test_removing_a_period_keeps_its_days_in_the_trail(region):
    lead = a_regional_lead(region)
    day = today_in_london()
    period = BlackoutPeriod.objects.create(region=region, reason="Holidays", starts_on=day, ends_on=day)
    remove_period(region, period, by=lead)
    assert Entry.objects.get().detail == {"reason": "Holidays", "first": str(day)}


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reason": ""}, "Enter the reason"),
        ({"reason": "x" * 121}, "120 characters or fewer"),
        ({"ends_on-year": "2020"}, "must be on or after the first day"),
        ({"starts_on-month": "13"}, "must be a real date"),
        ({"council": "atlantis"}, "where from the list"),
    ],
)
def test_a_period_that_cannot_be_is_refused(office, region, changes, sentence):
    answer = office.post(at(region, "closed-periods/"), a_period_form(**changes))
    assert answer.status_code == 200
    assert sentence in page_of(answer)
    assert not BlackoutPeriod.objects.exists()


def test_bank_holidays_stand_beside_the_periods(office, region):
    assert "Good Friday" in page_of(office.get(at(region, "closed-periods/")))
