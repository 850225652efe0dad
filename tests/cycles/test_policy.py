"""Who may do what, when: the two answers of one rule agree, and rights begin and end with the facts behind them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cycles.models import HostMember, HostRole, PeerChallenge, Post, PostKind, RegionRole, Stage, TeamMember, TeamRole
from cycles.policy import (
    CAN,
    as_seen_by,
    needs_second_factor,
    standing,
    standing_of,
    visible_challenge_ids,
    where_user_can,
    with_roles,
)
from cycles.region_policy import CAN_IN_REGION, RegionStanding, regions_where, standing_in
from cycles.roles import Role
from peerchallenge.workdays import today_in_london
from tests import builders as a

pytestmark = pytest.mark.django_db

ROLES = [role.name for role in Role]
EVERYTHING = PeerChallenge.objects.all


@pytest.fixture
def a_challenge_at_each_stage():
    cycle = a.a_cycle(a.a_region())
    running = [a.a_challenge(cycle=cycle, stage=stage) for stage in Stage]
    paused = [a.a_paused_challenge(cycle=cycle, stage=stage) for stage in (1, 2, 8)]
    return running + paused


def in_role_on_all(code, challenges):
    """One person who has this role on every one of the challenges."""
    person = a.someone_in_role(code, challenges[0])
    for challenge in challenges[1:]:
        if code == "HD":
            a.a_host_dass(challenge, person)
        for row in [*HostMember.objects.filter(person=person)[:1]]:
            a.a_host_member(challenge, row.role, person)
        for row in [*TeamMember.objects.filter(person=person)[:1]]:
            a.a_team_member(challenge, row.role, person)
    return person


@pytest.mark.parametrize("role", ROLES)
def test_a_list_shows_exactly_the_challenges_on_which_the_page_opens(role, a_challenge_at_each_stage):
    person = in_role_on_all(role, a_challenge_at_each_stage)
    standings = {challenge: standing(person, challenge) for challenge in a_challenge_at_each_stage}
    for verb in CAN:
        may = {challenge for challenge, has in standings.items() if has.may(verb)}
        knows = {challenge for challenge, has in standings.items() if has.knows(verb)}
        assert set(where_user_can(EVERYTHING(), person, verb)) == may, verb
        assert set(where_user_can(EVERYTHING(), person, verb, or_knows=True)) == may | knows, verb


@pytest.mark.parametrize("role", ROLES)
def test_a_person_has_the_role_they_were_given_and_no_other(role):
    challenge = a.a_challenge()
    person = a.someone_in_role(role, challenge)
    assert standing(person, challenge).roles == {Role[role]}


def test_a_stranger_has_no_role_and_no_right():
    challenge, stranger = a.a_challenge(), a.a_person()
    has = standing(stranger, challenge)
    assert (has.roles, has.verbs) == (frozenset(), frozenset())
    assert not any(has.ever(verb) or has.knows(verb) for verb in CAN)
    assert visible_challenge_ids(stranger) == set()


def test_a_standing_is_one_query_and_none_where_the_challenge_was_loaded_with_its_roles(django_assert_num_queries):
    challenge = a.a_challenge()
    person = a.someone_in_role("HD", challenge)
    with django_assert_num_queries(1):
        asked = standing(person, challenge)
    loaded = with_roles(EVERYTHING(), person).get()
    with django_assert_num_queries(0):
        assert standing_of(loaded) == asked


def test_a_question_asked_before_can_become_part_of_another_one():
    person, challenge = a.a_person(), a.a_challenge()
    a.a_host_member(challenge, HostRole.COORDINATOR, person)
    seen = as_seen_by(person).filter(as_hc=True)
    assert [found.pk for found in seen] == [challenge.pk]
    assert list(PeerChallenge.objects.filter(pk__in=seen.values("pk"), host__challenges__in=seen)) == [challenge]


def test_two_roles_give_the_rights_of_both():
    challenge = a.a_challenge(stage=Stage.PLANNED)
    person = a.someone_in_role("RC", challenge)
    a.a_host_member(challenge, HostRole.COORDINATOR, person)
    has = standing(person, challenge)
    assert has.roles == {Role.RC, Role.HC}
    assert has.may("move_visit"), "as the regional coordinator"
    assert has.may("edit_scope"), "as the host coordinator"


def test_the_rights_of_two_roles_are_their_sum_at_every_stage(a_challenge_at_each_stage):
    both = in_role_on_all("HC", a_challenge_at_each_stage)
    a.a_regional_lead(a_challenge_at_each_stage[0].cycle.region, both)
    lead = a.a_regional_lead(a_challenge_at_each_stage[0].cycle.region)
    coordinator = in_role_on_all("HC", a_challenge_at_each_stage)
    for challenge in a_challenge_at_each_stage:
        alone = standing(lead, challenge).verbs | standing(coordinator, challenge).verbs
        assert standing(both, challenge).verbs == alone


def test_one_person_has_in_each_region_what_they_are_there():
    here, there = a.a_challenge(), a.a_challenge()
    person = a.a_regional_lead(here.cycle.region)
    a.an_administrator(there.cycle.region, person)
    assert Role.RL in standing(person, here).roles
    assert standing(person, there).roles == {Role.SA, Role.OR}
    assert list(where_user_can(EVERYTHING(), person, "move_visit")) == [here]
    assert visible_challenge_ids(person) == {here.pk}
    assert list(regions_where(person, "plan_cycle")) == [here.cycle.region]


def test_the_director_of_one_council_knows_only_the_status_of_the_others():
    own = a.a_challenge()
    other = a.a_challenge(cycle=own.cycle)
    elsewhere = a.a_challenge()
    director = a.a_host_dass(own)
    assert list(where_user_can(EVERYTHING(), director, "see_challenge")) == [own]
    assert set(where_user_can(EVERYTHING(), director, "see_challenge", or_knows=True)) == {own, other}
    assert not standing(director, elsewhere).roles


def test_a_principal_social_worker_of_another_council_knows_the_status_too():
    challenge = a.a_challenge()
    neighbour = a.a_post(a.an_authority(region=challenge.cycle.region), PostKind.PSW)
    assert standing(neighbour, challenge).roles == {Role.OA}
    assert standing(neighbour, challenge).knows("see_challenge")
    assert not standing(neighbour, challenge).may("see_challenge")


@pytest.mark.parametrize("kind", [PostKind.CABINET_MEMBER, PostKind.OFFICER, PostKind.CHIEF_EXECUTIVE])
def test_other_jobs_at_the_host_give_no_right_by_themselves(kind):
    challenge = a.a_challenge()
    person = a.a_post(challenge.host, kind)
    assert standing(person, challenge).roles == frozenset()


@pytest.mark.parametrize("role", ["RL", "RC", "SA", "HD", "OA"])
def test_a_job_that_ended_yesterday_gives_nothing_and_one_that_ends_today_still_does(role):
    challenge = a.a_challenge()
    person = a.someone_in_role(role, challenge)
    for ends_on, roles in ((today_in_london(), {Role[role]}), (today_in_london() - timedelta(days=1), set())):
        for table in (Post, RegionRole):
            table.objects.filter(person=person).update(ends_on=ends_on)
        assert standing(person, challenge).roles == roles


@pytest.mark.parametrize("role", ["RL", "HD"])
def test_a_job_that_begins_tomorrow_gives_nothing_yet(role):
    challenge = a.a_challenge()
    person = a.someone_in_role(role, challenge)
    for table in (Post, RegionRole):
        table.objects.filter(person=person).update(starts_on=today_in_london() + timedelta(days=1))
    assert standing(person, challenge).roles == frozenset()


@pytest.mark.parametrize("role", ["HC", "HP", "HX", "HA", "SO", "TL", "TM", "EE", "PR"])
def test_a_place_that_was_ended_gives_nothing(role):
    challenge = a.a_challenge(stage=Stage.READING)
    person = a.someone_in_role(role, challenge)
    for table in (HostMember, TeamMember):
        table.objects.filter(person=person).update(ended_at=timezone.now())
    assert standing(person, challenge).roles == frozenset()
    assert visible_challenge_ids(person) == set()


def test_a_paused_challenge_can_be_read_resumed_and_closed_to_people_and_nothing_else():
    challenge = a.a_paused_challenge()
    lead = a.someone_in_role("RL", challenge)
    changing = {verb for verb in standing(lead, challenge).verbs if CAN[verb].changes}
    assert changing == {"pause", "change_access"}
    assert standing(lead, challenge).may("see_milestones")


@pytest.mark.parametrize("kind", [TeamRole.POLITICIAN, TeamRole.SENIOR_MANAGER])
def test_councillors_and_senior_managers_are_team_members_alike(kind):
    challenge = a.a_challenge()
    assert standing(a.a_team_member(challenge, kind), challenge).roles == {Role.TM}


def test_a_standing_in_a_region_is_what_a_person_is_there():
    region, elsewhere = a.a_region(), a.a_region()
    person = a.a_coordinator_of_region(region)
    a.a_post(a.an_authority(region=region), PostKind.PSW, person)
    assert standing_in(person, region) == {RegionStanding.RC, RegionStanding.PSW}
    assert standing_in(person, elsewhere) == frozenset()


@pytest.mark.parametrize("standing_name", [member.name for member in RegionStanding])
def test_regions_are_listed_exactly_where_the_page_would_open(standing_name):
    region = a.a_region()
    a.a_region()
    makers = {
        "RL": lambda: a.a_regional_lead(region),
        "RC": lambda: a.a_coordinator_of_region(region),
        "SA": lambda: a.an_administrator(region),
        "DASS": lambda: a.a_post(a.an_authority(region=region), PostKind.DASS),
        "PSW": lambda: a.a_post(a.an_authority(region=region), PostKind.PSW),
    }
    person = makers[standing_name]()
    for verb, rule in CAN_IN_REGION.items():
        expected = [region] if standing_in(person, region) & rule.may else []
        assert list(regions_where(person, verb)) == expected, verb


@pytest.mark.parametrize(
    ("role", "needed"), [("RL", True), ("RC", True), ("SA", True), ("TL", True), ("HD", False), ("TM", False)]
)
def test_those_with_wide_access_need_a_second_factor(role, needed):
    assert needs_second_factor(a.someone_in_role(role, a.a_challenge())) is needed
