"""New jobs and taking people out: access ends at once, and nobody stays on two sides."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from cycles.actions.people import change_job, take_out
from cycles.models import Post, PostKind, RegionRole, Stage, TeamRole
from cycles.people import Access
from cycles.policy import standing
from cycles.refusals import Refused
from cycles.region_policy import standing_in
from peerchallenge.accounts.invitations import open_invitation
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message, Notice
from peerchallenge.workdays import today_in_london
from tests.builders import (
    LONG_AGO,
    a_challenge,
    a_coordinator_of_region,
    a_cycle,
    a_host_member,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    a_team_member,
    an_authority,
)

from .steps import access_of, let, link_in

pytestmark = pytest.mark.django_db

TODAY = today_in_london
DAY = timedelta(days=1)


# --- a new job -------------------------------------------------------------------------------------------------------


def move(region, person, by, council, starts_on=None, kind=PostKind.DASS):
    change_job(
        region,
        person,
        post=person.posts.latest("starts_on"),
        kind=kind if council else "",
        council=council,
        starts_on=starts_on or TODAY(),
        by=by,
    )


def test_a_new_job_ends_the_old_one_the_day_before(region, lead):
    old, new = an_authority(region=region), an_authority(region=region)
    person = a_post(old)
    move(region, person, lead, new)
    assert person.posts.get(authority=old).ends_on == TODAY() - DAY
    assert person.posts.get(authority=new).starts_on == TODAY()


def test_a_new_job_ends_places_on_teams_for_the_new_council_at_once(region, lead):
    challenge = a_challenge(cycle=a_cycle(region))
    elsewhere = a_challenge(cycle=challenge.cycle)
    person = a_post(an_authority(region=region))
    for visit in (challenge, elsewhere):
        a_team_member(visit, person=person)
    move(region, person, lead, challenge.host)
    assert [place.challenge for place in person.team_places.current()] == [elsewhere]
    assert person.team_places.exclude(ended_at=None).get().ended_reason == f"New job at {challenge.host}"


def test_a_new_job_that_starts_later_ends_places_on_teams_at_once_too(region, lead):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_post(an_authority(region=region))
    a_team_member(challenge, person=person)
    move(region, person, lead, challenge.host, starts_on=TODAY() + 30 * DAY)
    assert not person.team_places.current().exists()


def test_places_on_teams_of_closed_challenges_stay_as_they_were(region, lead):
    challenge = a_challenge(cycle=a_cycle(region), stage=Stage.CLOSED)
    person = a_post(an_authority(region=region))
    a_team_member(challenge, person=person)
    move(region, person, lead, challenge.host)
    assert person.team_places.current().exists()


def test_the_regional_leads_are_told_which_team_lost_somebody(region, lead):
    other = a_regional_lead(region)
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_post(an_authority(region=region))
    a_team_member(challenge, person=person)
    move(region, person, lead, challenge.host)
    notice = Notice.objects.get()
    assert notice.person == other
    assert str(challenge.host) in notice.text
    assert person.name in notice.text
    assert notice.path == f"/challenges/{challenge.slug}/people/"


def test_a_new_job_is_one_line_of_the_trail_that_names_the_places_it_ended(region, lead):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_post(an_authority(region=region))
    a_team_member(challenge, person=person)
    move(region, person, lead, challenge.host)
    entry = Entry.objects.get()
    assert entry.verb == "person.changed_job"
    assert entry.detail["suspended"] == [str(challenge)]


def test_who_leaves_a_host_council_leaves_its_side_of_the_challenge(region, lead):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_host_member(challenge, person=a_post(challenge.host, PostKind.OFFICER))
    move(region, person, lead, an_authority(region=region))
    assert not person.host_places.current().exists()


def test_who_keeps_another_job_there_stays_on_the_side_of_the_host(region, lead):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_host_member(challenge, person=a_post(challenge.host, PostKind.OFFICER))
    a_post(challenge.host, PostKind.SENIOR_MANAGER, person)
    change_job(
        region,
        person,
        post=person.posts.get(kind=PostKind.OFFICER),
        kind=PostKind.OFFICER,
        council=an_authority(region=region),
        starts_on=TODAY(),
        by=lead,
    )
    assert person.host_places.current().exists()


def test_a_new_job_outside_the_region_is_not_for_this_region_to_record(region, lead):
    person = a_post(an_authority(region=region))
    with pytest.raises(Refused) as refusal:
        move(region, person, lead, an_authority(region=a_region()))
    assert refusal.value.field == "council"


def test_who_leaves_later_stays_on_the_host_side_until_then(region, lead):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_host_member(challenge, person=a_post(challenge.host, PostKind.OFFICER))
    move(region, person, lead, an_authority(region=region), starts_on=TODAY() + DAY)
    assert person.host_places.current().exists()


def test_who_leaves_for_no_other_job_has_no_access_left(region, lead):
    person = a_post(an_authority(region=region))
    move(region, person, lead, None)
    person.refresh_from_db()
    assert not person.is_active
    assert access_of(person, region) == Access.ENDED


def test_recording_a_new_job_twice_records_it_once(region, lead):
    new = an_authority(region=region)
    person = a_post(an_authority(region=region))
    post = person.posts.get()
    for _ in range(2):
        change_job(region, person, post=post, kind="psw", council=new, starts_on=TODAY(), by=lead)
    assert person.posts.count() == 2
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "starts_on", "field"),
    [("psw", LONG_AGO, "starts_on"), ("dass", LONG_AGO - DAY, "starts_on"), ("dass", TODAY(), "council")],
)
def test_a_new_job_that_cannot_be_is_refused(region, lead, kind, starts_on, field):
    person = a_post(an_authority(region=region))
    with pytest.raises(Refused) as refusal:
        move(region, person, lead, person.posts.get().authority, starts_on=starts_on, kind=kind)
    assert refusal.value.field == field


# --- taking out ------------------------------------------------------------------------------------------------------


def test_taking_out_ends_everything_in_the_region_at_once(region, lead):
    challenge = a_challenge(cycle=a_cycle(region))
    person = a_post(an_authority(region=region))
    a_team_member(challenge, TeamRole.TEAM_LEAD, person)
    assert standing(person, challenge).roles
    take_out(region, person, reason="Left the council", by=lead)
    assert not standing(person, challenge).roles
    assert not standing_in(person, region)
    assert access_of(person, region) == Access.ENDED


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_job_ends_at_once_on_whichever_day_it_began(region, lead, days):
    council = an_authority(region=region)
    person = a_post(council, starts_on=TODAY() + days * DAY)
    take_out(region, person, reason="Left", by=lead)
    assert not Post.objects.not_ended().filter(person=person).exists()


def test_taking_out_signs_a_person_out_everywhere(region, lead, sign_in):
    person = a_post(an_authority(region=region))
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get("/tasks/").status_code == 200
    take_out(region, person, reason="Left", by=lead)
    assert not Session.objects.exists()
    assert [client.get("/tasks/").status_code for client in clients] == [302, 302]


def test_an_account_closes_with_the_last_role(region, lead):
    person = a_post(an_authority(region=region))
    take_out(region, person, reason="Left", by=lead)
    person.refresh_from_db()
    assert not person.is_active


def test_an_account_stays_open_while_another_region_needs_it(region, lead):
    person = a_post(an_authority(region=region))
    a_post(an_authority(region=a_region()), PostKind.PSW, person)
    take_out(region, person, reason="Left", by=lead)
    person.refresh_from_db()
    assert person.is_active
    assert person.posts.not_ended().count() == 1


def test_an_open_invitation_ends_with_the_access(region, lead):
    person = let(region, lead)
    token = link_in(Message.objects.get())
    take_out(region, person, reason="Wrong address", by=lead)
    assert open_invitation(token) is None


def test_taking_out_is_one_line_of_the_trail_with_the_reason(region, lead):
    person = a_post(an_authority("Dudley", region=region))
    take_out(region, person, reason="Left the council", by=lead)
    entry = Entry.objects.get()
    assert (entry.verb, entry.detail["reason"]) == ("person.taken_out", "Left the council")
    assert entry.detail["ended"] == ["Director of adult social services at Dudley"]


def test_taking_out_twice_is_the_same_as_once(region, lead):
    person = a_post(an_authority(region=region))
    for _ in range(2):
        take_out(region, person, reason="Left", by=lead)
    assert Entry.objects.count() == 1


def test_the_last_regional_lead_stays(region, lead):
    with pytest.raises(Refused, match="only regional lead"):
        take_out(region, lead, reason="Leaving", by=lead)
    assert RegionRole.objects.current().filter(person=lead).exists()


def test_a_regional_lead_who_starts_later_does_not_count_as_another(region, lead):
    RegionRole.objects.create(person=a_person(), region=region, kind="lead", starts_on=TODAY() + DAY)
    with pytest.raises(Refused, match="only regional lead"):
        take_out(region, lead, reason="Leaving", by=lead)


def test_a_regional_lead_may_leave_when_there_is_another(region, lead):
    a_regional_lead(region)
    take_out(region, lead, reason="Leaving", by=lead)
    assert not standing_in(lead, region)


def test_a_regional_coordinator_takes_out_nobody_of_the_office(region, lead):
    a_regional_lead(region)
    with pytest.raises(Refused, match="Only a regional lead"):
        take_out(region, lead, reason="Coup", by=a_coordinator_of_region(region))
