"""Building a team: a region learns nothing of what its people do elsewhere, and asks stand-ins like anybody."""

from datetime import timedelta

import pytest

from cycles.actions.team import ask, say_yes
from cycles.candidates import Newcomer, candidates
from cycles.doors import leave_team
from cycles.forms.team import AskForm
from cycles.models import PostKind, TeamRole
from peerchallenge.accounts.invitations import accept, add_stand_in
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_cycle,
    a_monday,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    a_team_member,
    an_authority,
)

pytestmark = pytest.mark.django_db

ROLE = TeamRole.SENIOR_MANAGER


@pytest.fixture
def challenge():
    return a_challenge(cycle=a_cycle(a_region("Testshire")), first_day=a_monday())


@pytest.fixture
def lead(challenge):
    return a_regional_lead(challenge.cycle.region)


def a_manager(challenge, person=None):
    return a_post(an_authority(region=challenge.cycle.region), PostKind.SENIOR_MANAGER, person)


def asked(challenge, who, by):
    return ask(challenge, who, role=ROLE, reply_by=today_in_london() + timedelta(days=9), by=by)


def test_visits_and_places_in_another_region_are_not_told(challenge):
    person = a_manager(challenge)
    a_team_member(a_challenge(first_day=challenge.first_day), person=person)
    found = candidates(challenge, ROLE).get(pk=person.pk)
    assert (found.times, found.is_elsewhere) == (0, False)


def test_visits_and_places_in_this_region_are(challenge):
    person = a_manager(challenge)
    a_team_member(a_challenge(cycle=challenge.cycle, first_day=challenge.first_day), person=person)
    found = candidates(challenge, ROLE).get(pk=person.pk)
    assert (found.times, found.is_elsewhere) == (1, True)


def test_a_job_in_another_region_is_told_with_a_yes_and_not_before(challenge, lead):
    person = a_team_member(a_challenge(cycle=challenge.cycle))
    job = a_post(an_authority(region=a_region()), PostKind.SENIOR_MANAGER, person).posts.get()
    invitation = asked(challenge, person, lead)
    assert invitation.home is None
    assert say_yes(invitation, by=person).home == job.authority


def test_somebody_who_has_not_said_yes_yet_can_be_chosen(challenge):
    stand_in = a_manager(challenge, add_stand_in(name="Maya", email="maya@example.org"))
    form = AskForm({"person": stand_in.slug, "note": ""}, challenge=challenge, role=ROLE)
    form.is_valid()
    assert form.cleaned_data["person"] == stand_in


def test_a_question_to_somebody_of_another_region_waits_for_them_under_their_account(challenge, lead):
    account = a_post(an_authority(region=a_region()), person=a_person("Dr Grant", email="maya@example.org"))
    invitation = asked(challenge, Newcomer("Maya", "maya@example.org"), lead)
    assert invitation.person != account
    assert not account.team_invitations.exists()
    assert accept(invitation.person.invitations.get(), account=account)
    assert account.team_invitations.get() == invitation


def test_who_leaves_a_team_and_is_nothing_else_has_no_account(challenge):
    member = a_team_member(challenge).team_places.get()
    leave_team(member, reason="Ill")
    member.person.refresh_from_db()
    assert not member.person.is_active
