"""The comparison has teeth: change one grant, one flag or one move, anywhere, and it says so."""

from dataclasses import replace

import pytest

from cycles.lifecycle import NEXT, Step
from cycles.models import Stage
from cycles.region_policy import CAN_IN_REGION, RegionStanding
from cycles.roles import Role
from cycles.rules import CAN

from .oracle import policy_differences, region_differences, rule_differences, stage_differences

FLAGS = ("changes", "while_paused", "declared")


def with_toggled(grants, role, stage):
    """The same grants, but this role at this stage the other way round."""
    when = grants.get(role, frozenset()) ^ {stage}
    rest = {other: stages for other, stages in grants.items() if other != role}
    return {**rest, role: when} if when else rest


@pytest.mark.parametrize("verb", CAN)
@pytest.mark.parametrize("part", ["may", "status"])
def test_giving_or_taking_one_stage_of_one_role_is_noticed(verb, part):
    rule = CAN[verb]
    unnoticed = [
        (role.name, stage)
        for role in Role
        for stage in range(10)
        if not any(rule_differences(verb, replace(rule, **{part: with_toggled(getattr(rule, part), role, stage)})))
    ]
    assert unnoticed == []


@pytest.mark.parametrize("verb", CAN)
def test_taking_a_role_out_of_a_rule_is_noticed(verb):
    for role in CAN[verb].may:
        fewer = {other: when for other, when in CAN[verb].may.items() if other != role}
        assert any(rule_differences(verb, replace(CAN[verb], may=fewer))), role


@pytest.mark.parametrize("verb", CAN)
@pytest.mark.parametrize("flag", FLAGS)
def test_turning_a_flag_of_a_rule_round_is_noticed(verb, flag):
    assert any(rule_differences(verb, replace(CAN[verb], **{flag: not getattr(CAN[verb], flag)})))


@pytest.mark.parametrize("verb", CAN)
def test_a_rule_that_goes_missing_is_noticed(verb):
    assert policy_differences({name: rule for name, rule in CAN.items() if name != verb})


@pytest.mark.parametrize("verb", CAN_IN_REGION)
@pytest.mark.parametrize("part", ["may", "status"])
def test_giving_or_taking_one_standing_in_a_region_is_noticed(verb, part):
    rule = CAN_IN_REGION[verb]
    for standing in RegionStanding:
        changed = replace(rule, **{part: getattr(rule, part) ^ {standing}})
        assert region_differences({**CAN_IN_REGION, verb: changed}), standing


@pytest.mark.parametrize("verb", CAN_IN_REGION)
def test_a_rule_of_regions_that_goes_missing_is_noticed(verb):
    assert region_differences({name: rule for name, rule in CAN_IN_REGION.items() if name != verb})


STEPS = [(stage, step) for stage, onward in NEXT.items() for step in onward]


def with_steps(stage, *steps):
    return {**NEXT, stage: steps}


def others(stage, step):
    return tuple(other for other in NEXT[stage] if other != step)


@pytest.mark.parametrize(("stage", "step"), STEPS)
def test_a_move_that_goes_missing_is_noticed(stage, step):
    assert stage_differences(with_steps(stage, *others(stage, step)))


@pytest.mark.parametrize(("stage", "step"), STEPS)
def test_a_move_to_another_stage_by_another_mover_or_the_other_way_is_noticed(stage, step):
    changes = [{"to": to} for to in Stage if to != step.to]
    changes += [{"mover": mover} for mover in ("regional lead", "team lead", "host DASS", "system", "anybody")]
    changes += [{"back": not step.back}]
    for change in changes:
        if (changed := replace(step, **change)) != step:
            assert stage_differences(with_steps(stage, *others(stage, step), changed)), change


@pytest.mark.parametrize(("stage", "step"), STEPS)
def test_a_condition_of_a_move_that_goes_missing_is_noticed(stage, step):
    changed = replace(step, must_be_true=step.must_be_true[1:])
    assert stage_differences(with_steps(stage, *others(stage, step), changed))


@pytest.mark.parametrize("stage", Stage)
def test_a_move_that_nobody_decided_is_noticed(stage):
    for to in Stage:
        if to not in {step.to for step in NEXT[stage]}:
            assert stage_differences(with_steps(stage, *NEXT[stage], Step(to, "team lead", ("a reason",)))), to
