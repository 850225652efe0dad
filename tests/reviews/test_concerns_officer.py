"""The host names, beforehand, whom the team tells at once when somebody may be in danger."""

import pytest
from django.urls import reverse

from cycles.models import HostMember, HostRole, Stage, TeamRole
from peerchallenge.notifications.owed import owed
from reviews.concerns import officers_of
from tests import builders as a

pytestmark = pytest.mark.django_db
TASK = "Name the officer for immediate concerns"


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.PREPARING, first_day=a.a_monday())


def url(challenge, page="concerns-officer"):
    return reverse(page, args=[challenge.slug])


@pytest.mark.parametrize("role", ["HC", "HD", "RL", "RC"])
def test_the_host_or_the_office_names_somebody_who_then_gets_in(role, challenge, sign_in):
    client = sign_in(a.someone_in_role(role, challenge))
    assert "Nobody is named yet" in client.get(url(challenge)).content.decode()
    given = {"name": "Mina Castle", "email": "mina.castle@example.org"}
    page = client.post(url(challenge), given, follow=True).content.decode()
    assert "Mina Castle is named" in page
    assert [person.name for person in officers_of(challenge)] == ["Mina Castle"]
    client.post(url(challenge), given)
    assert HostMember.objects.filter(role=HostRole.CONCERNS_OFFICER).count() == 1, "named twice is named once"


@pytest.mark.parametrize("role", ["HP", "HX", "SO", "TL", "TM", "PR", "OA", "SA"])
def test_nobody_else_names_one(role, challenge, sign_in):
    client = sign_in(a.someone_in_role(role, challenge))
    assert client.get(url(challenge)).status_code == 404


def test_nobody_of_the_team_can_be_named(challenge, sign_in):
    member = a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)
    client = sign_in(a.a_host_member(challenge))
    page = client.post(url(challenge), {"name": member.name, "email": member.email}).content.decode()
    assert "Nobody can be on both sides" in page
    assert officers_of(challenge) == []


@pytest.mark.parametrize(
    ("fields", "fault"), [({"name": ""}, "Enter their name"), ({"email": "mina"}, "e-mail address")]
)
def test_what_is_missing_is_said(fields, fault, challenge, sign_in):
    given = {"name": "Mina Castle", "email": "mina.castle@example.org"} | fields
    page = sign_in(a.a_host_member(challenge)).post(url(challenge), given).content.decode()
    assert "There is a problem" in page
    assert fault in page


def test_director_and_coordinator_are_asked_until_somebody_is_named(challenge):
    milestone = a.a_milestone(challenge, code="practice-review")
    people = [a.a_host_dass(challenge), a.a_host_member(challenge)]
    for person in people:
        assert [thing.due_on for thing in owed([person.pk]) if thing.text == TASK] == [milestone.due_on]
    a.a_host_member(challenge, HostRole.CONCERNS_OFFICER)
    assert not [thing for person in people for thing in owed([person.pk]) if thing.text == TASK]


def test_the_page_of_the_preparation_leads_there(challenge, sign_in):
    client = sign_in(a.a_host_member(challenge))
    assert url(challenge) in client.get(url(challenge, "preparation")).content.decode()
