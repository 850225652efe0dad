"""The settings of a region: the hub, its details and its councils."""

from datetime import date, timedelta

import pytest

from cycles.actions.settings import add_council
from cycles.models import Region
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry, Revision
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_cycle,
    a_host_dass,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    an_authority,
)

from .steps import at, boxes, page_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


# --- which region ----------------------------------------------------------------------------------------------------


def test_who_works_for_one_region_comes_straight_to_it(office, region):
    assert office.get("/settings/").headers["Location"] == at(region)
    assert office.get("/settings/regions/").headers["Location"] == "/settings/"


def test_who_works_for_two_regions_chooses(sign_in, region):
    lead = a_regional_lead(region)
    other = a_region("Second region")
    a_regional_lead(other, lead)
    shown = page_of(sign_in(lead).get("/settings/"))
    assert at(region) in shown
    assert at(other) in shown


@pytest.mark.parametrize("page", ["", "details/", "councils/", "people/", "closed-periods/", "messages/", "jobs/"])
def test_a_region_of_others_does_not_exist(sign_in, region, page):
    for stranger in (a_regional_lead(a_region()), a_post(an_authority(region=region)), a_person()):
        assert sign_in(stranger).get(at(region, page)).status_code == 404


def test_who_has_no_region_has_no_settings(sign_in):
    assert sign_in(a_person()).get("/settings/").status_code == 404


@pytest.mark.parametrize("page", ["", "details/", "councils/", "people/", "closed-periods/", "messages/", "jobs/"])
def test_every_page_is_quick_and_says_who_can_see_it(office, region, page, django_assert_max_num_queries):
    a_host_dass(a_challenge(cycle=a_cycle(region)))
    office.get(at(region, page))
    with django_assert_max_num_queries(15):
        answer = office.get(at(region, page))
    assert "Who can see this:" in page_of(answer)


def test_the_hub_leads_to_the_first_cycle_until_there_is_one(office, region):
    assert "open its first cycle" in page_of(office.get(at(region)))
    a_cycle(region)
    assert "open its first cycle" not in page_of(office.get(at(region)))


# --- details ---------------------------------------------------------------------------------------------------------


def details(region, **changes):
    return {
        "name": region.name,
        "office": region.office,
        "contact_email": "office@example.org",
        "contact_phone": "",
        "version": region.version,
    } | changes


def test_details_are_saved_with_their_history(office, region):
    office.post(at(region, "details/"), details(region, office="New office"))
    region.refresh_from_db()
    assert (region.office, region.version) == ("New office", 2)
    assert Revision.objects.get().before["office"] == "Example region office"
    assert Entry.objects.get().verb == "region.settings_changed"


def test_a_new_name_leaves_the_address_as_it_was(office, region):
    slug = region.slug
    office.post(at(region, "details/"), details(region, name="Another name"))
    region.refresh_from_db()
    assert (region.name, region.slug) == ("Another name", slug)


def test_a_stale_save_shows_both_texts_and_loses_none(office, region):
    office.post(at(region, "details/"), details(region, office="The first one’s office"))
    answer = office.post(at(region, "details/"), details(region, office="The second one’s office"))
    assert answer.status_code == 409
    for text in ("The first one’s office", "The second one’s office", "Amara Bell"):
        assert text in page_of(answer)
    region.refresh_from_db()
    assert region.office == "The first one’s office"


def test_after_a_look_at_both_texts_one_can_be_kept(office, region):
    office.post(at(region, "details/"), details(region, office="First"))
    stale = details(region, office="Second")
    shown = office.post(at(region, "details/"), stale)
    office.post(at(region, "details/"), stale | {"version": shown.context["version"]})
    region.refresh_from_db()
    assert region.office == "Second"
    assert Revision.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter the name of the region"),
        ({"name": "  other REGION "}, "Another region has this name"),
        ({"contact_email": "x"}, "Enter an e-mail address in the right format"),
        ({"contact_phone": "0" * 41}, "40 characters or fewer"),
        ({"version": ""}, "This page is out of date"),
        ({"version": "x"}, "This page is out of date"),
        ({"version": "9" * 30}, "This page is out of date"),
    ],
)
def test_details_that_cannot_be_are_refused(office, region, changes, sentence):
    a_region("Other region")
    answer = office.post(at(region, "details/"), details(region, **changes))
    assert answer.status_code == 200
    assert sentence in page_of(answer)
    assert Region.objects.get(pk=region.pk).version == 1


# --- councils --------------------------------------------------------------------------------------------------------


def test_a_council_is_added_and_taken_out(office, region):
    council = an_authority("Dudley")
    office.post(at(region, "councils/"), {"council": council.slug})
    assert region.authorities.get() == council
    answer = office.post(at(region, f"councils/{council.slug}/"), {"take_out": "yes"}, follow=True)
    assert "Dudley is no longer in the region" in page_of(answer)
    assert not region.authorities.exists()
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["council.added", "council.taken_out"]


def test_a_council_of_another_region_is_not_on_offer(office, region):
    taken = an_authority(region=a_region())
    answer = office.post(at(region, "councils/"), {"council": taken.slug})
    assert "a council from the list" in page_of(answer)


def test_a_council_that_another_region_took_a_moment_ago_stays_there(region):
    council = an_authority("Dudley")
    other = a_region()
    type(council).objects.filter(pk=council.pk).update(region=other)
    with pytest.raises(Refused, match="Dudley cannot be added"):
        add_council(region, council, by=a_regional_lead(region))


def test_adding_a_council_twice_adds_it_once(region):
    lead, council = a_regional_lead(region), an_authority()
    for _ in range(2):
        add_council(region, council, by=lead)
        council.refresh_from_db()
    assert Entry.objects.count() == 1


def test_a_council_that_has_ended_is_not_on_offer(office, region):
    ended = an_authority(ends_on=today_in_london() - DAY)
    assert ended.slug not in page_of(office.get(at(region, "councils/")))


def test_a_council_with_a_challenge_in_a_running_cycle_stays(office, region):
    challenge = a_challenge(cycle=a_cycle(region))
    address = at(region, f"councils/{challenge.host.slug}/")
    answer = office.post(address, {"take_out": "yes"}, follow=True)
    assert "in a cycle that still runs" in page_of(answer)
    assert region.authorities.exists()


def test_a_council_whose_cycles_are_over_may_leave(office, region):
    cycle = a_cycle(region, starts_on=date(2020, 1, 1), ends_on=date(2021, 1, 1))
    challenge = a_challenge(cycle=cycle)
    office.post(at(region, f"councils/{challenge.host.slug}/"), {"take_out": "yes"})
    assert not region.authorities.exists()


def test_a_council_ends_and_others_follow(office, region):
    old = an_authority("Shire", region=region)
    new = [an_authority("North Shire"), an_authority("South Shire", region=region)]
    form = boxes("ends_on", date(2028, 3, 31)) | {"successors": [council.slug for council in new]}
    answer = office.post(at(region, f"councils/{old.slug}/"), form, follow=True)
    old.refresh_from_db()
    assert old.ends_on == date(2028, 3, 31)
    assert set(old.successors.all()) == set(new)
    assert region.authorities.filter(short_name="North Shire").exists()
    assert "31 March 2028, then North Shire and South Shire" in page_of(answer)


def test_a_council_may_go_on_after_all(office, region):
    old, new = an_authority(region=region, ends_on=today_in_london() + DAY), an_authority(region=region)
    old.successors.add(new)
    form = {"ends_on-day": "", "ends_on-month": "", "ends_on-year": ""}
    office.post(at(region, f"councils/{old.slug}/"), form)
    old.refresh_from_db()
    assert (old.ends_on, old.successors.count()) == (None, 0)
    assert Entry.objects.get().verb == "council.goes_on"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (boxes("ends_on", date(1950, 1, 1)), "must be after the council began"),
        ({"ends_on-day": "31"}, "must include a month and year"),
        ({"successors": ["atlantis"]}, "the councils that take over from the list"),
    ],
)
def test_an_end_that_cannot_be_is_refused(office, region, form, sentence):
    council = an_authority(region=region, starts_on=date(1974, 4, 1))
    answer = office.post(at(region, f"councils/{council.slug}/"), form)
    assert answer.status_code == 200
    assert sentence in page_of(answer)


def test_successors_need_a_last_day(office, region):
    council, other = an_authority(region=region), an_authority(region=region)
    answer = office.post(at(region, f"councils/{council.slug}/"), {"successors": [other.slug]})
    assert "Enter the last day" in page_of(answer)


def test_the_page_of_a_council_of_another_region_does_not_exist(office, region):
    council = an_authority(region=a_region())
    assert office.get(at(region, f"councils/{council.slug}/")).status_code == 404


def test_the_list_of_councils_costs_the_same_with_many(office, region, django_assert_max_num_queries):
    def add(times):
        for _ in range(times):
            an_authority(region=region, ends_on=today_in_london() + DAY).successors.add(an_authority())

    add(1)
    office.get(at(region, "councils/"))
    with django_assert_max_num_queries(15) as one:
        office.get(at(region, "councils/"))
    add(3)
    with django_assert_max_num_queries(15) as many:
        office.get(at(region, "councils/"))
    assert len(one) == len(many)
