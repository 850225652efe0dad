"""The demonstration lets anybody be one of ten example people, and exists nowhere else."""

import sys
from types import ModuleType

import pytest

from tests.builders import a_person, a_region, a_regional_lead

from .sign_in import is_signed_in

pytestmark = pytest.mark.django_db
ADDRESS = "/look-around/"


@pytest.fixture
def cards(settings, monkeypatch):
    """Example people as the maker of the demonstration describes them."""
    people = []
    module = ModuleType("example_people")
    module.look_around = lambda: [
        {"slug": person.slug, "name": person.name, "role": "Regional lead", "council": "", "sentence": "Sees all."}
        for person in people
    ]
    monkeypatch.setitem(sys.modules, "example_people", module)
    settings.LOOK_AROUND, settings.DEMO = "example_people.look_around", True
    return people


def test_outside_the_demonstration_there_is_no_such_page(client, cards, settings):
    cards.append(person := a_person())
    settings.DEMO = False
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"person": person.slug}).status_code == 404
    assert "look-around" not in client.get("/sign-in/").content.decode()
    assert not is_signed_in(client)


def test_one_click_makes_somebody_an_example_person(client, cards):
    cards.append(amara := a_regional_lead(a_region(), a_person(name="Amara Bell")))
    page = client.get(ADDRESS).content.decode()
    assert "Be Amara Bell" in page
    assert client.post(ADDRESS, {"person": amara.slug})["Location"] == "/"
    assert is_signed_in(client, amara), "and asks for no second factor"


def test_another_click_makes_them_somebody_else(client, cards):
    cards += [a_person(), a_person()]
    for person in cards:
        client.post(ADDRESS, {"person": person.slug})
        assert is_signed_in(client, person)


@pytest.mark.parametrize("email", ["real@council.gov.uk", "x@example.org.evil.test", "x@notexample.org"])
def test_nobody_becomes_a_person_with_a_real_address(email, client, cards):
    cards.append(person := a_person(email=email))
    assert client.post(ADDRESS, {"person": person.slug}).status_code == 404
    assert not is_signed_in(client)


@pytest.mark.parametrize("facts", [{"is_active": False}, {"joined": False}, {"listed": False}])
def test_nobody_becomes_a_person_who_is_not_offered(facts, client, cards):
    person = a_person(is_active=facts.get("is_active", True))
    if not facts.get("joined", True):
        person.joined_at = None
        person.save()
    if facts.get("listed", True):
        cards.append(person)
    client.post(ADDRESS, {"person": person.slug})
    assert not is_signed_in(client)


def test_the_sign_in_page_leads_there(client, cards):
    assert f'href="{ADDRESS}"' in client.get("/sign-in/").content.decode()


def test_before_the_demonstration_is_made_the_page_says_how(client, settings):
    settings.DEMO, settings.LOOK_AROUND = True, "nowhere.to.be.found"
    assert "make demo" in client.get(ADDRESS).content.decode()
