"""Letting people into a region: one person, one role, one mail, whoever they are and however often it is done."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from cycles.actions.people import invite_again, take_out
from cycles.models import Post, PostKind, RegionRoleKind
from cycles.people import Access, has_a_place, standings
from cycles.refusals import Refused
from cycles.region_policy import RegionStanding, standing_in
from peerchallenge.accounts.invitations import open_invitation
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_coordinator_of_region,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    an_authority,
)

from .steps import access_of, let, link_in

pytestmark = pytest.mark.django_db

TODAY = today_in_london
DAY = timedelta(days=1)


# --- letting in ------------------------------------------------------------------------------------------------------


def test_somebody_new_gets_a_job_and_an_invitation(region, lead):
    council = an_authority("Dudley", region=region)
    person = let(region, lead, council=council)
    assert person.posts.get().authority == council
    message = Message.objects.get(template="invitation")
    assert open_invitation(link_in(message)).person == person
    assert message.context["standing"] == "Director of adult social services at Dudley"
    assert (message.region_id, message.secret, message.recipient) == (region.pk, True, person)


def test_letting_in_is_one_line_of_the_trail(region, lead):
    person = let(region, lead)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.region_id) == ("person.let_in", lead, region.pk)
    assert entry.detail["name"] == person.name


def test_letting_in_twice_makes_one_person_one_job_and_one_mail(region, lead):
    council = an_authority(region=region)
    first, second = (let(region, lead, council=council) for _ in range(2))
    assert first == second
    assert Post.objects.count() == Message.objects.count() == Entry.objects.count() == 1


def test_an_address_in_other_capitals_is_the_same_person(region, lead):
    first = let(region, lead)
    second = let(region, lead, what=PostKind.PSW, email="Maya.GRANT@example.org")
    assert first == second


def test_who_has_joined_here_gets_a_further_role_at_once(region, lead):
    known = a_post(an_authority(region=region), person=a_person("Known", email="known@example.org"))
    person = let(region, lead, what=RegionRoleKind.EXPERT, email="known@example.org")
    assert person == known
    assert Message.objects.get().template == "let_in"
    assert not person.invitations.exists()


def test_who_was_taken_out_of_everything_can_be_let_in_again(region, lead):
    person = let(region, lead)
    take_out(region, person, reason="Left", by=lead)
    assert let(region, lead) == person
    person.refresh_from_db()
    assert person.is_active
    assert has_a_place(person, region)


def test_access_begins_on_the_day_that_was_given(region, lead):
    council = an_authority(region=region)
    person = let(region, lead, council=council, starts_on=TODAY() + 7 * DAY)
    assert RegionStanding.DASS not in standing_in(person, region)
    assert access_of(person, region) == Access.INVITED


def test_an_expert_by_experience_needs_no_job_and_sees_nothing_of_the_region(region, lead):
    person = let(region, lead, what=RegionRoleKind.EXPERT)
    assert standing_in(person, region) == frozenset()
    assert access_of(person, region) == Access.INVITED
    assert standings(person, region)[0].words == "Expert by experience in Example region"


@pytest.mark.parametrize("kind", ["lead", "coordinator", "administrator"])
def test_a_regional_coordinator_makes_nobody_of_the_office(region, kind):
    coordinator = a_coordinator_of_region(region)
    with pytest.raises(Refused, match="Only a regional lead"):
        let(region, coordinator, what=kind)
    assert not Person.everybody.filter(email="maya.grant@example.org").exists()


def test_a_regional_coordinator_lets_in_people_of_councils_and_experts(region):
    coordinator = a_coordinator_of_region(region)
    assert let(region, coordinator)
    assert let(region, coordinator, what=RegionRoleKind.EXPERT, email="other@example.org")


def test_nobody_lets_people_into_a_region_that_is_not_theirs(region):
    with pytest.raises(Refused):
        let(region, a_regional_lead(a_region()))


def test_a_job_needs_a_council_of_the_region(region, lead):
    with pytest.raises(Refused) as refusal:
        let(region, lead, council=an_authority(region=a_region()))
    assert refusal.value.field == "council"


def test_a_second_start_of_the_same_job_is_refused(region, lead):
    council = an_authority(region=region)
    let(region, lead, council=council)
    with pytest.raises(Refused, match="known here already"):
        let(region, lead, council=council, starts_on=TODAY() - DAY)


# --- a new invitation ------------------------------------------------------------------------------------------------


def test_a_new_invitation_ends_the_earlier_link(region, lead):
    person = let(region, lead)
    person.invitations.update(created_at=person.created_at - DAY)
    first = link_in(Message.objects.get())
    invite_again(region, person, by=lead)
    assert open_invitation(first) is None
    assert open_invitation(link_in(Message.objects.first())).person == person


def test_a_second_press_sends_no_second_invitation(region, lead):
    person = let(region, lead)
    invite_again(region, person, by=lead)
    assert Message.objects.count() == 1


def test_who_has_joined_is_not_invited_again(region, lead):
    with pytest.raises(Refused, match="has joined already"):
        invite_again(region, a_post(an_authority(region=region)), by=lead)


def test_who_was_taken_out_is_not_invited_again(region, lead):
    person = let(region, lead)
    take_out(region, person, reason="Left", by=lead)
    with pytest.raises(Refused, match="Let them in again first"):
        invite_again(region, person, by=lead)


# --- what a person is ------------------------------------------------------------------------------------------------


def test_a_standing_reads_as_a_sentence(region):
    person = a_post(an_authority("Dudley", region=region))
    assert standings(person)[0].sentence == "Director of adult social services at Dudley since 6 January 2020"


def test_what_a_person_is_elsewhere_is_not_shown(region):
    person = a_post(an_authority(region=region))
    a_post(an_authority(region=a_region()), PostKind.PSW, person)
    assert len(standings(person, region)) == 1
    assert len(standings(person)) == 2


# --- at the same moment ----------------------------------------------------------------------------------------------


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_let_one_person_in_once(region, lead):
    council, start, met = an_authority(region=region), threading.Barrier(2, timeout=10), []

    def press():
        start.wait()
        try:
            let(region, lead, council=council)
        except Exception as error:  # a thread has nobody to raise to: what it met is looked at below
            met.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert met == []
    assert Post.objects.count() == Message.objects.count() == Entry.objects.count() == 1
