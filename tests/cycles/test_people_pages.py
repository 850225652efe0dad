"""The pages about people of a region: what they show, what they refuse, and that they stay quick."""

from datetime import date, timedelta

import pytest

from cycles.models import HostRole, Post, PostKind, RegionRole
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_coordinator_of_region,
    a_cycle,
    a_host_dass,
    a_host_member,
    a_person,
    a_post,
    a_region,
    a_team_member,
    an_authority,
)

from .steps import a_form, boxes, page_of

pytestmark = pytest.mark.django_db


# --- letting in ------------------------------------------------------------------------------------------------------


def test_letting_a_person_in_takes_one_form(office, region):
    council = an_authority("Dudley", region=region)
    answer = office.post(f"/settings/{region.slug}/people/new/", a_form(council), follow=True)
    assert answer.redirect_chain == [(f"/settings/{region.slug}/people/", 302)]
    assert "Maya Grant is let in. We have sent an e-mail to maya.grant@example.org." in page_of(answer)
    assert Post.objects.get().authority == council


def test_the_form_offers_the_first_day_as_today(office, region):
    assert office.get(f"/settings/{region.slug}/people/new/").context["form"]["starts_on"].value() == today_in_london()


def test_sending_the_form_twice_lets_one_person_in(office, region):
    council = an_authority(region=region)
    for _ in range(2):
        answer = office.post(f"/settings/{region.slug}/people/new/", a_form(council))
        assert answer.status_code == 302
    assert Person.everybody.filter(email="maya.grant@example.org").count() == Post.objects.count() == 1
    assert Message.objects.count() == Entry.objects.filter(verb="person.let_in").count() == 1


def test_an_address_known_elsewhere_gets_the_same_answer_as_a_new_one(office, region):
    council = an_authority(region=region)
    a_post(an_authority(region=a_region()), person=a_person("Known", email="known@example.org"))
    answers = [
        page_of(office.post(f"/settings/{region.slug}/people/new/", a_form(council, email=email), follow=True))
        for email in ("known@example.org", "new@example.org")
    ]
    said = [
        f"Maya Grant is let in. We have sent an e-mail to {email}."
        for email in ("known@example.org", "new@example.org")
    ]
    assert [sentence in answer for sentence, answer in zip(said, answers, strict=True)] == [True, True]


def test_a_second_director_of_a_council_is_pointed_out(office, region):
    council = an_authority("Dudley", region=region)
    a_post(council, person=a_person("Old Director"))
    answer = office.post(f"/settings/{region.slug}/people/new/", a_form(council), follow=True)
    assert "Dudley has more than one director now: Old Director and Maya Grant." in page_of(answer)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter their name"),
        ({"name": "x" * 121}, "120 characters or fewer"),
        ({"email": ""}, "Enter their e-mail address"),
        ({"email": "maya"}, "Enter an e-mail address in the right format"),
        ({"email": "x" * 250 + "@example.org"}, "must be 254 characters or fewer"),
        ({"phone": "0" * 41}, "40 characters or fewer"),
        ({"what": ""}, "what they do"),
        ({"what": "king"}, "what they do from the list"),
        ({"council": ""}, "the council"),
        ({"council": "atlantis"}, "the council from the list"),
        ({"starts_on-day": "31", "starts_on-month": "2"}, "must be a real date"),
        ({"starts_on-year": ""}, "must include a year"),
        (boxes("starts_on", date(2199, 1, 1)), "must be on or before"),
        (boxes("starts_on", date(1900, 1, 1)), "must be on or after"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field(office, region, changes, sentence):
    form = a_form(an_authority(region=region)) | changes
    answer = office.post(f"/settings/{region.slug}/people/new/", form)
    assert answer.status_code == 200
    assert sentence in page_of(answer)
    assert "<title>Error:" in page_of(answer)
    assert not Post.objects.exists()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ person }}{% now 'Y' %}", "O’Brien \x00 ‮", "'; --"])
def test_hostile_names_are_only_text(office, region, text):
    council = an_authority(region=region)
    office.post(f"/settings/{region.slug}/people/new/", a_form(council, name=text))
    shown = page_of(office.get(f"/settings/{region.slug}/people/"))
    assert "<script>alert" not in shown
    person = Person.everybody.get(email="maya.grant@example.org")
    assert office.get(f"/settings/{region.slug}/people/{person.slug}/").status_code == 200


def test_a_person_called_like_a_page_has_a_page(office, region):
    office.post(f"/settings/{region.slug}/people/new/", a_form(an_authority(region=region), name="New"))
    person = Person.everybody.get(email="maya.grant@example.org")
    assert "Send a new invitation" in page_of(office.get(f"/settings/{region.slug}/people/{person.slug}/"))


def test_a_council_of_another_region_is_not_on_offer(office, region):
    answer = office.post(f"/settings/{region.slug}/people/new/", a_form(an_authority(region=a_region())))
    assert "the council from the list" in page_of(answer)


def test_a_coordinator_is_not_offered_roles_of_the_office(sign_in, region):
    answer = sign_in(a_coordinator_of_region(region)).get(f"/settings/{region.slug}/people/new/")
    assert 'value="lead"' not in page_of(answer)
    assert 'value="expert"' in page_of(answer)


def test_a_coordinator_who_forges_a_role_of_the_office_is_refused(sign_in, region):
    client = sign_in(a_coordinator_of_region(region))
    answer = client.post(f"/settings/{region.slug}/people/new/", a_form(what="lead"))
    assert answer.status_code == 200
    assert not RegionRole.objects.filter(kind="lead").exists()


# --- the list --------------------------------------------------------------------------------------------------------


def test_the_list_says_what_everybody_is(office, region):
    challenge = a_challenge(host=an_authority("Dudley", region=region), cycle=a_cycle(region))
    a_host_dass(challenge, a_person("Dora Director"))
    a_host_member(challenge, HostRole.READER, a_person("Hana Host"))
    a_team_member(challenge, person=a_person("Tariq Team"))
    shown = page_of(office.get(f"/settings/{region.slug}/people/"))
    for words in (
        "Director of adult social services, Dudley",
        "Senior reader, Dudley",
        "Senior manager, Dudley review team",
        "Regional lead",
    ):
        assert words in shown


def test_the_list_shows_nobody_of_another_region(office, region):
    a_post(an_authority(region=a_region()), person=a_person("Somebody Else"))
    assert "Somebody Else" not in page_of(office.get(f"/settings/{region.slug}/people/"))


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("name=dora", ["Dora"]),
        ("role=psw", ["Pat"]),
        ("role=lead", ["Amara Bell"]),
        ("access=invited", ["Pat"]),
        ("access=ended", ["Otto"]),
        ("access=active&role=dass", ["Dora"]),
        ("name=nobody", []),
        ("role=king&access=%00", ["Amara Bell", "Dora", "Otto", "Pat"]),
        ("page=9999&name=", ["Amara Bell", "Dora", "Otto", "Pat"]),
    ],
)
def test_the_list_can_be_filtered(office, region, asked, names):
    council = an_authority(region=region)
    a_post(council, person=a_person("Dora"))
    a_post(council, PostKind.PSW, a_person("Pat"))
    Person.objects.filter(name="Pat").update(joined_at=None)
    a_post(council, PostKind.OFFICER, a_person("Otto"), ends_on=today_in_london() - timedelta(days=1))
    answer = office.get(f"/settings/{region.slug}/people/?{asked}")
    assert [person.name for person in answer.context["page_obj"]] == names


def test_a_filter_that_finds_nobody_offers_the_way_back(office, region):
    assert "Show everybody" in page_of(office.get(f"/settings/{region.slug}/people/?name=nobody"))


def test_a_long_list_has_pages(office, region):
    council = an_authority(region=region)
    for _ in range(30):
        a_post(council, PostKind.OFFICER)
    answer = office.get(f"/settings/{region.slug}/people/?page=2")
    assert len(answer.context["page_obj"]) == 6
    assert "Page 2 of 2" in page_of(answer)


def make_busy(region, times):
    for _ in range(times):
        challenge = a_challenge(cycle=a_cycle(region))
        person = a_host_member(challenge, person=a_host_dass(challenge))
        a_host_member(challenge, HostRole.PSW, person)
        a_team_member(challenge)


def test_the_list_costs_the_same_with_one_and_with_many(office, region, django_assert_max_num_queries):
    make_busy(region, 1)
    office.get(f"/settings/{region.slug}/people/")
    with django_assert_max_num_queries(15) as one:
        office.get(f"/settings/{region.slug}/people/")
    make_busy(region, 3)
    with django_assert_max_num_queries(15) as many:
        office.get(f"/settings/{region.slug}/people/")
    assert len(one) == len(many)
