"""The regional office keeps the figures of its councils up to date; what stood there before is kept."""

import pytest
from django.urls import reverse

from assessments.actions import indicators as actions
from assessments.models import IndicatorValue
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry, Revision
from peerchallenge.audit.revisions import Stale
from tests import builders as a
from tests.assessments.builders import a_measure, a_value

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return a.a_region()


@pytest.fixture
def council(region):
    return a.an_authority(region=region)


@pytest.fixture
def enter(sign_in, region, council):
    client = sign_in(a.a_regional_lead(region, a.a_person("Amara Lead")))
    address = reverse("council-figures", args=[region.slug, council.slug])

    def entered(code="ASC1", year="2024-25", value="7.2", **more):
        data = {"indicator": f"oflog-2015-23.{code}", "year": year, "value": value, **more}
        return client.post(address, data, follow=True).content.decode()

    return entered


def test_the_office_adds_a_figure(enter, council):
    page = enter(value="7.25")
    value = IndicatorValue.objects.get(authority=council)
    assert (str(value.value), value.year, str(value.added_by)) == ("7.250", "2024-25", "Amara Lead")
    assert "Amara Lead added a figure" in page
    assert Entry.objects.get(verb="figure.added").region_id == council.region_id


@pytest.mark.parametrize(
    ("typed", "kept"), [("1,234.5", "1234.500"), ("67 %", "67.000"), (" 0.4055 ", "0.406"), ("-3", "-3.000")]
)
def test_a_figure_may_be_typed_as_people_write_it(enter, council, typed, kept):
    enter(value=typed)
    assert str(IndicatorValue.objects.get(authority=council).value) == kept


@pytest.mark.parametrize("value", ["", "about 7", "NaN", "Infinity", "1e400", "9" * 15, "7..2"])
def test_what_is_no_figure_is_refused(enter, council, value):
    page = enter(value=value)
    assert "There is a problem" in page
    assert not IndicatorValue.objects.filter(authority=council).exists()


@pytest.mark.parametrize("year", ["2024", "2024-26", "24-25", "2199-00", "soon"])
def test_what_is_no_year_is_refused(enter, council, year):
    page = enter(year=year)
    assert "Enter a year like 2024-25" in page or "must not be in the future" in page
    assert not IndicatorValue.objects.filter(authority=council).exists()


def test_a_second_figure_of_a_year_is_no_correction(enter, council):
    a_value(a_measure(), council, "2024-25", "7.2")
    assert "There is a line for 2024-25 already" in enter(value="7.4")
    assert str(IndicatorValue.objects.get(authority=council).value) == "7.200"


def test_a_correction_keeps_what_stood_there(enter, council):
    value = a_value(a_measure(), council, "2024-25", "7.2")
    page = enter(value="7.4", version=1)
    value.refresh_from_db()
    assert (str(value.value), value.version) == ("7.400", 2)
    assert "Amara Lead changed 7.2 to 7.4" in page
    assert Revision.objects.get(target_id=value.pk, target="assessments.indicatorvalue").before == {"value": "7.200"}


def test_a_correction_to_nothing_says_that_there_is_no_figure(enter, council):
    value = a_value(a_measure(), council, "2024-25", "7.2")
    assert "changed 7.2 to no figure" in enter(value="", version=1)
    value.refresh_from_db()
    assert value.value is None


def test_two_who_correct_the_same_are_both_shown(enter, council, region):
    value = a_value(a_measure(), council, "2024-25", "7.2")
    actions.correct_figure(region, value, value=None, seen=1, by=a.a_person("Pat Other"))
    page = enter(value="7.4", version=1)
    assert "Pat Other saved a change" in page
    assert "7.4" in page
    assert 'name="version" value="2"' in page


def test_a_stale_correction_is_refused(council, region):
    value = a_value(a_measure(), council)
    with pytest.raises(Stale):
        actions.correct_figure(region, value, value=None, seen=2, by=a.a_person())


def test_the_address_of_a_year_opens_the_form_with_it(sign_in, region, council):
    a_value(a_measure(), council, "2024-25", "7.2")
    client = sign_in(a.a_regional_lead(region))
    address = reverse("council-figures", args=[region.slug, council.slug])
    page = client.get(f"{address}?measure=oflog-2015-23.ASC1&year=2024-25").content.decode()
    assert "Correct a figure" in page
    assert 'value="7.2"' in page
    assert "Add a figure" in client.get(f"{address}?measure=zzz&year=2024-25").content.decode()


def test_a_council_of_another_region_is_not_there(sign_in, region):
    elsewhere = a.an_authority(region=a.a_region())
    client = sign_in(a.a_regional_lead(region))
    assert client.get(reverse("council-figures", args=[region.slug, elsewhere.slug])).status_code == 404


def test_the_list_says_how_much_is_known_of_each_council(sign_in, region, council):
    a_value(a_measure(), council, "2021-22", "7.2")
    a_value(a_measure(), council, "2022-23", "7.3")
    a_value(a_measure(), council, "2023-24", None)
    page = sign_in(a.a_regional_lead(region)).get(reverse("figures", args=[region.slug])).content.decode()
    assert ">2</td>" in page
    assert "2022-23" in page
    assert "2023-24" not in page


def test_a_refusal_of_the_action_names_its_field(region, council):
    a_value(a_measure(), council, "2024-25", "7.2")
    with pytest.raises(Refused) as refusal:
        actions.add_figure(region, council, indicator=a_measure(), year="2024-25", value=7, by=a.a_person())
    assert refusal.value.field == "year"
