"""Who has access to what: what each person can open now, in the words of the policy table."""

import pytest

from cycles.models import HostRole, Stage, TeamRole
from cycles.policy import standing, viewers
from cycles.rules import CAN
from cycles.who_has_access import who_has_access
from tests import builders as a

pytestmark = pytest.mark.django_db


def known(challenge, person):
    return next(one for side in who_has_access(challenge) for one in side.people if one.person == person)


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.PREPARING, Stage.READING, Stage.DRAFTING, Stage.CLOSED])
@pytest.mark.parametrize("role", ["RL", "RC", "HD", "HC", "HP", "HX", "HA", "SO", "TL", "TM", "EE", "PR"])
def test_the_list_is_what_the_policy_lets_this_person_do_now(role, stage):
    challenge = a.a_challenge(stage=stage)
    person = a.someone_in_role(role, challenge)
    found, has = known(challenge, person), standing(person, challenge)
    own = " (their own only)"
    expected = {
        f"{rule.meaning}{own if has.own_rows_only(verb) else ''}": rule.changes
        for verb, rule in CAN.items()
        if has.may(verb)
    }
    assert set(found.opens) == {meaning for meaning, changes in expected.items() if not changes}
    assert set(found.changes) == {meaning for meaning, changes in expected.items() if changes}


def test_a_member_who_has_not_declared_opens_more_once_they_have():
    challenge = a.a_challenge(stage=Stage.READING)
    silent = known(challenge, a.a_team_member(challenge, declared=False))
    cleared = known(challenge, a.a_team_member(challenge))
    assert "Read the documents of the host" not in silent.opens
    assert "Read the documents of the host" in silent.opens_once_declared
    assert set(silent.opens) | set(silent.opens_once_declared) == set(cleared.opens)
    assert cleared.opens_once_declared == []


def test_all_that_a_person_is_counts(sign_in):
    challenge = a.a_challenge()
    person = a.a_regional_lead(challenge.cycle.region, a.a_team_member(challenge, TeamRole.TEAM_LEAD))
    in_team, in_office = (one for side in who_has_access(challenge) for one in side.people if one.person == person)
    assert in_team.opens == in_office.opens


def test_the_director_sees_on_the_page_what_a_coordinator_can_open(sign_in):
    challenge = a.a_challenge(stage=Stage.PREPARING)
    a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Carl Coordinator"))
    page = sign_in(a.a_host_dass(challenge)).get(f"/challenges/{challenge.slug}/people/").content.decode()
    assert "What Carl can open now" in page
    assert CAN["answer_self_assessment"].meaning in page


def test_who_can_see_a_page_of_own_rows_says_so():
    assert viewers("see_needs", Stage.PREPARING) == "the regional office and the review team (only what is theirs)"
    assert viewers("see_declarations", Stage.PREPARING) == (
        "the regional lead, the team lead and the other members of the review team (only what is theirs)"
    )
