"""Who has access to a challenge and why, and the host letting its own people in and out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cycles.models import HostRole
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_cycle,
    a_host_dass,
    a_host_member,
    a_person,
    a_post,
    a_team_member,
    an_authority,
)

from .steps import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge(region):
    return a_challenge(host=an_authority("Dudley", region=region), cycle=a_cycle(region))


def test_the_page_says_who_has_access_and_why(office, challenge):
    a_host_dass(challenge, a_person("Dora Director"))
    a_host_member(challenge, HostRole.COORDINATOR, a_person("Carl Coordinator"))
    a_team_member(challenge, person=a_person("Tariq Team"))
    shown = page_of(office.get(f"/challenges/{challenge.slug}/people/"))
    today = f"{today_in_london().day} {today_in_london():%B %Y}"
    for words in (
        "Dora Director",
        "Director of adult social services since 6 January 2020",
        f"Host coordinator since {today}",
        f"Senior manager since {today}",
        "Regional lead since 6 January 2020",
    ):
        assert words in shown


def test_only_people_whom_the_host_named_can_be_taken_out_there(office, challenge):
    a_host_dass(challenge)
    a_team_member(challenge)
    named = a_host_member(challenge)
    shown = page_of(office.get(f"/challenges/{challenge.slug}/people/"))
    assert shown.count("Take out") == 1
    assert f"/challenges/{challenge.slug}/people/{named.slug}/" in shown


def test_the_page_says_from_which_step_a_colleague_sees_anything(office, challenge):
    a_host_member(challenge, HostRole.COLLEAGUE)
    assert "Sees nothing before the step “Prepare”" in page_of(office.get(f"/challenges/{challenge.slug}/people/"))


def test_the_page_says_whose_access_has_ended(office, challenge):
    person = a_host_member(challenge, person=a_person("Carl Coordinator"))
    person.host_places.update(ended_at=timezone.now())
    shown = page_of(office.get(f"/challenges/{challenge.slug}/people/"))
    assert "Who can no longer see it" in shown
    assert "Carl Coordinator: Host coordinator from" in shown


def test_the_page_costs_the_same_with_one_and_with_many(office, challenge, django_assert_max_num_queries):
    def add(times):
        for _ in range(times):
            a_host_member(challenge)
            a_team_member(challenge)

    add(1)
    office.get(f"/challenges/{challenge.slug}/people/")
    with django_assert_max_num_queries(15) as one:
        office.get(f"/challenges/{challenge.slug}/people/")
    add(3)
    with django_assert_max_num_queries(15) as many:
        office.get(f"/challenges/{challenge.slug}/people/")
    assert len(one) == len(many)


def host_form(**changes):
    return {"name": "Carl Coordinator", "email": "carl@example.org", "role": "coordinator"} | changes


def test_the_director_names_a_coordinator(sign_in, challenge):
    client = sign_in(a_host_dass(challenge))
    answer = client.post(f"/challenges/{challenge.slug}/people/new/", host_form(), follow=True)
    assert "Carl Coordinator is let in." in page_of(answer)
    assert challenge.host_members.get().role == HostRole.COORDINATOR
    assert Message.objects.get().context["standing"] == "Host coordinator for the peer challenge of Dudley"
    assert Entry.objects.get(verb="host_member.let_in").challenge_id == challenge.pk


def test_naming_somebody_twice_names_them_once(sign_in, challenge):
    client = sign_in(a_host_dass(challenge))
    for _ in range(2):
        assert client.post(f"/challenges/{challenge.slug}/people/new/", host_form()).status_code == 302
    assert challenge.host_members.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Enter their name"),
        ({"email": "carl"}, "Enter an e-mail address in the right format"),
        ({"role": ""}, "what they will do"),
        ({"role": "team_lead"}, "what they will do from the list"),
    ],
)
def test_a_host_member_who_cannot_be_is_refused_beside_the_field(sign_in, challenge, changes, sentence):
    client = sign_in(a_host_dass(challenge))
    answer = client.post(f"/challenges/{challenge.slug}/people/new/", host_form(**changes))
    assert answer.status_code == 200
    assert sentence in page_of(answer)
    assert not challenge.host_members.exists()


def test_the_director_takes_out_whom_they_named(sign_in, challenge):
    named = a_host_member(challenge, person=a_person("Carl Coordinator"))
    client = sign_in(a_host_dass(challenge))
    address = f"/challenges/{challenge.slug}/people/{named.slug}/"
    assert "Host coordinator" in page_of(client.get(address))
    assert "Carl Coordinator is taken out" in page_of(client.post(address, follow=True))
    assert "has no part in this challenge any more" in page_of(client.post(address, follow=True))
    assert not challenge.host_members.current().exists()
    named.refresh_from_db()
    assert not named.is_active


def test_nobody_but_people_of_the_host_has_a_page_to_take_them_out(office, challenge):
    for person in (a_team_member(challenge), a_host_dass(challenge), a_person()):
        assert office.get(f"/challenges/{challenge.slug}/people/{person.slug}/").status_code == 404


def test_old_proof_is_asked_for_again_before_access_changes(office, region, settings):
    settings.PROOF_IS_FRESH_FOR = timedelta(0)
    person = a_post(an_authority(region=region))
    address = f"/settings/{region.slug}/people/{person.slug}/removal/"
    answer = office.post(address, {"reason": "Left the council"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/")
    assert person.posts.current().exists()
