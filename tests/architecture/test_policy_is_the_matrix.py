"""The policy and the stage table say what the programme decided, row by row, without a request being made."""

from cycles.lifecycle import NEXT
from cycles.models import Stage
from cycles.region_policy import CAN_IN_REGION
from cycles.roles import Role
from cycles.rules import CAN

from .matrix import MATRIX, ROLES
from .oracle import policy_differences, region_differences, stage_differences


def test_the_policy_of_challenges_is_the_matrix():
    assert policy_differences(CAN) == []


def test_the_policy_of_regions_is_the_matrix():
    assert region_differences(CAN_IN_REGION) == []


def test_the_stage_table_is_the_programmes():
    assert stage_differences(NEXT) == []


def test_every_stage_can_be_reached_from_the_first():
    reached, before = {Stage.PLANNED}, set()
    while reached != before:
        before, reached = reached, reached | {step.to for stage in reached for step in NEXT[stage]}
    assert reached == set(Stage)


def test_only_the_last_stage_is_an_end():
    assert [stage for stage in Stage if not NEXT[stage]] == [Stage.CLOSED]


def test_the_roles_of_the_code_are_those_of_the_matrix_but_the_public():
    assert {role.name for role in Role} == set(ROLES) - {"PB"}


def test_every_rule_names_an_asset_and_says_what_it_means():
    for verb, rule in {**CAN, **CAN_IN_REGION}.items():
        assert rule.asset in MATRIX, verb
        assert rule.meaning, verb
