"""Pages of members, as they see them: interests, what helps, the welcome, the question whether they join; training."""

import pytest

from cycles.actions.interests import declare, say_needs
from cycles.models import (
    Declaration,
    HostRole,
    Stage,
    TeamMember,
    TeamRole,
    Training,
)
from peerchallenge.workdays import today_in_london
from tests import builders as a

pytestmark = pytest.mark.django_db
ANSWER_BY = {"reply_by-day": "1", "reply_by-month": "2", "reply_by-year": "2099"}


@pytest.fixture
def challenge():
    region = a.a_region("Lakeside", contact_phone="0121 496 0000")
    cycle = a.a_cycle(region, ends_on=today_in_london().replace(year=2098, day=1))
    return a.a_challenge(a.an_authority("Dunmere", region=region), cycle, Stage.PREPARING)


@pytest.fixture
def team_of(challenge):
    return f"/challenges/{challenge.slug}/team/"


@pytest.fixture
def as_office(challenge, sign_in):
    return sign_in(a.a_regional_lead(challenge.cycle.region, a.a_person("Amara Bell")))


def place(person):
    return TeamMember.objects.get(person=person)


def words(answer):
    return " ".join(answer.content.decode().split())


# --- the team --------------------------------------------------------------------------------------------------------


def test_the_coordinator_of_the_region_does_not_decide_about_interests(challenge, team_of, sign_in):
    person = a.a_team_member(challenge, declared=False)
    declare(place(person), kinds=["family"], text="A cousin", by=person)
    client = sign_in(a.a_coordinator_of_region(challenge.cycle.region))
    address = f"{team_of}{person.slug}/interest/"
    assert client.get(address).status_code == 404
    assert client.post(address, {"decision": "yes", "version": "1"}).status_code == 404
    assert not place(person).declaration.cleared_at


def test_the_regional_lead_decides_about_an_interest(as_office, challenge, team_of):
    person = a.a_team_member(challenge, declared=False)
    declare(place(person), kinds=["family"], text="A cousin", by=person)
    address = f"{team_of}{person.slug}/interest/"
    assert "A cousin" in words(as_office.get(address))
    assert "Enter why" in words(as_office.post(address, {"decision": "no", "version": "1"}))
    as_office.post(address, {"decision": "yes", "note": "", "version": "1"})
    assert place(person).declaration.cleared_at


# --- what members say ------------------------------------------------------------------------------------------------


def test_nothing_is_ticked_before_a_member_ticks_it(challenge, team_of, sign_in):
    client = sign_in(a.a_team_member(challenge, declared=False))
    for name in ("interests", "needs"):
        assert " checked" not in words(client.get(f"{team_of}{name}/"))
    assert "Select whether you have an interest" in words(client.post(f"{team_of}interests/", {"version": "0"}))
    assert not Declaration.objects.exists(), "silence is no answer"


def test_an_interest_without_what_it_is_comes_back_with_a_message_beside_each_field(challenge, team_of, sign_in):
    client = sign_in(a.a_team_member(challenge, declared=False))
    shown = words(client.post(f"{team_of}interests/", {"has_interest": "interest", "version": "0"}))
    assert "Select what it is" in shown
    assert "Enter a few words about it" in shown


def test_two_windows_show_what_is_saved_and_keep_what_is_sent(challenge, team_of, sign_in):
    person = a.a_team_member(challenge, declared=False)
    client = sign_in(person)
    first = {"has_interest": "interest", "kinds": ["family"], "text": "A cousin", "version": "0"}
    second = {**first, "kinds": ["dispute"], "text": "A case in court"}
    client.post(f"{team_of}interests/", first)
    shown = words(client.post(f"{team_of}interests/", second))
    assert "You have saved another answer in the meantime" in shown
    assert "A cousin" in shown
    assert "A case in court" in shown
    assert 'name="version" value="1"' in shown
    say_needs(place(person), text="Breaks", share_with_lead=False, share_with_host=False, by=person)
    again = {"anything": "yes", "text": "Large print", "version": "0"}
    shown = words(client.post(f"{team_of}needs/", again))
    assert "Breaks" in shown
    assert "Large print" in shown


def test_members_see_only_their_own_declaration_and_needs(challenge, team_of, sign_in):
    other = a.a_team_member(challenge, declared=False)
    declare(place(other), kinds=["family"], text="A cousin", by=other)
    say_needs(place(other), text="Large print", share_with_lead=False, share_with_host=False, by=other)
    client = sign_in(a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE))
    assert "cousin" not in words(client.get(f"{team_of}interests/"))
    assert "Large print" not in words(client.get(f"{team_of}needs/"))


def test_everybody_on_the_team_is_welcomed_the_same(challenge, team_of, sign_in):
    for role in TeamRole:
        shown = words(sign_in(a.a_team_member(challenge, role)).get(f"{team_of}welcome/"))
        assert "You are a full member" in shown
        assert "0121 496 0000" in shown


# --- the person who is asked -----------------------------------------------------------------------------------------


def test_whoever_is_asked_finds_the_question_on_their_home_page_and_says_yes(challenge, sign_in):
    asked = a.an_invitation_to_the_team(challenge, role=TeamRole.EXPERT_BY_EXPERIENCE, note="You know so much")
    client = sign_in(asked.person)
    assert "Dunmere: answer whether you join the review team" in words(client.get("/"))
    address = f"/team-invitations/{challenge.slug}/"
    assert "You know so much" in words(client.get(address))
    answer = client.post(address, {"answer": "yes"})
    assert answer.headers["Location"] == f"/challenges/{challenge.slug}/team/welcome/"
    assert client.get(answer.headers["Location"]).status_code == 200
    assert "You said yes" in words(client.get(address))


def test_a_no_asks_why(challenge, sign_in):
    asked = a.an_invitation_to_the_team(challenge)
    client = sign_in(asked.person)
    address = f"/team-invitations/{challenge.slug}/"
    assert "Enter why you cannot join" in words(client.post(address, {"answer": "no"}))
    assert client.post(address, {"answer": "no", "reason": "Away"}).headers["Location"] == "/team-invitations/"
    assert "You said no" in words(client.get("/team-invitations/"))
    assert client.get(f"/challenges/{challenge.slug}/").status_code == 404


def test_the_question_of_another_does_not_exist(challenge, sign_in):
    a.an_invitation_to_the_team(challenge)
    for person in (a.a_person(), a.a_regional_lead(challenge.cycle.region), a.a_team_member(challenge)):
        client = sign_in(person)
        assert client.get(f"/team-invitations/{challenge.slug}/").status_code == 404
        assert client.post(f"/team-invitations/{challenge.slug}/", {"answer": "yes"}).status_code == 404
    assert TeamMember.objects.count() == 1


def test_what_cannot_be_done_any_more_is_said_on_the_page(challenge, sign_in):
    asked = a.an_invitation_to_the_team(challenge, role=TeamRole.TEAM_LEAD)
    a.a_team_member(challenge, TeamRole.TEAM_LEAD, a.a_person("Grace Lowe"))
    answer = sign_in(asked.person).post(f"/team-invitations/{challenge.slug}/", {"answer": "yes"})
    assert answer.status_code == 200
    assert "Grace Lowe leads this team" in words(answer)


# --- training --------------------------------------------------------------------------------------------------------


def test_the_office_notes_a_training_and_takes_out_a_mistake(as_office, challenge):
    region = challenge.cycle.region
    expert = a.a_region_role(region, "expert")
    address = f"/settings/{region.slug}/people/{expert.slug}/training/"
    day = {"held_on-day": "5", "held_on-month": "3", "held_on-year": "2024"}
    as_office.post(address, {"name": "Day for experts", **day})
    assert "Day for experts" in words(as_office.get(f"/settings/{region.slug}/people/{expert.slug}/"))
    as_office.post(address, {"take_out": str(Training.objects.get().pk)})
    assert not Training.objects.exists()
    assert as_office.post(address, {"take_out": "nonsense"}).status_code == 404


def test_a_host_psw_is_named_in_the_rule(as_office, challenge, team_of):
    a.a_host_member(challenge, HostRole.PSW, a.a_person("Lynn Hart"))
    assert "The host’s own: Lynn Hart." in words(as_office.get(team_of))
