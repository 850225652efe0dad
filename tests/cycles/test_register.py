"""The register of councils: all of England, loaded again without undoing what people decided."""

from datetime import date

import pytest
from django.core.management import call_command

from cycles import register
from cycles.models import Authority
from tests.builders import a_region

pytestmark = pytest.mark.django_db


def test_the_register_holds_every_council_with_adult_social_care_duties():
    assert register.load() == 153
    assert Authority.objects.count() == 153


def test_a_council_of_the_register_has_its_facts():
    register.load()
    shropshire = Authority.objects.get(register_code="SHR")
    assert (shropshire.short_name, shropshire.slug, shropshire.kind) == ("Shropshire", "shropshire", "unitary")
    assert (shropshire.government_region, shropshire.region) == ("West Midlands", None)
    assert shropshire.starts_on == date(2009, 4, 1)


def test_a_council_without_a_first_day_in_the_register_has_none_here():
    register.load()
    assert Authority.objects.get(short_name="Devon").starts_on is None


@pytest.mark.parametrize(("part", "count"), [("West Midlands", 14), ("North East", 12), ("London", 33)])
def test_the_parts_of_the_country_have_their_councils(part, count):
    register.load()
    assert Authority.objects.filter(government_region=part).count() == count


def test_loading_again_adds_nothing():
    register.load()
    register.load()
    assert Authority.objects.count() == 153


def test_loading_again_keeps_what_people_decided():
    register.load()
    region = a_region()
    dudley, walsall = (Authority.objects.get(short_name=name) for name in ("Dudley", "Walsall"))
    Authority.objects.filter(pk=dudley.pk).update(region=region, ends_on=date(2028, 3, 31), slug="dudley-old")
    dudley.successors.add(walsall)
    register.load()
    dudley.refresh_from_db()
    assert (dudley.region, dudley.ends_on, dudley.slug) == (region, date(2028, 3, 31), "dudley-old")
    assert list(dudley.successors.all()) == [walsall]


def test_loading_again_brings_names_and_figures_up_to_date():
    register.load()
    Authority.objects.filter(register_code="DUD").update(official_name="Old name", population=1, gss_code="E00000000")
    register.load()
    dudley = Authority.objects.get(register_code="DUD")
    assert dudley.official_name == "Dudley Metropolitan Borough Council"
    assert dudley.population > 300_000
    assert dudley.gss_code == "E08000027"


def test_prepare_makes_an_installation_ready_and_may_run_at_every_start(capsys):
    call_command("prepare", verbosity=0)
    call_command("prepare", verbosity=0)
    assert Authority.objects.count() == 153
    assert "153 councils" in capsys.readouterr().out
