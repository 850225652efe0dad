"""Every page, every role, every stage, reading and sending: what the application answers is what the matrix says.

The right answer never comes from the policy of the code. See sitemap.py for the table of pages, world.py for the world.
"""

import random
from functools import partial
from itertools import product

import pytest
from django.db import connection

from tests import builders as a

from .matrix import ROLES, STAGES
from .sitemap import OPEN, SIGN_IN, STATUS, addresses, in_scope
from .world import CANARIES, answer_of, ask, body_of, leaks

ARGUMENTS = {address.name: address.arguments for address in addresses()}
METHODS = ("GET", "POST")


def present(*scopes):
    """The pages of the table that the project has; test_sitemap.py says which are missing."""
    return [page for page in in_scope(*scopes) if page.name in ARGUMENTS]


def what_is_wrong(response, expected, role, stage):
    got = answer_of(response)
    if got != expected:
        return f"{got}, not {expected}"
    if hidden := leaks(response, stage, role):
        return f"shows {hidden}"
    return ""


def differences(world, client, role, stages, *, paused=False, wanted=lambda page, stage, method: True):
    """What pages of the challenge answer otherwise than the matrix says, as lines to read."""
    wrong = []
    for stage in stages:
        world.at_stage(stage, paused)
        for page, method in product(present("challenge"), METHODS):
            if wanted(page, stage, method):
                response = ask(client, method, world.path(page, ARGUMENTS[page.name]), world.sent(page))
                expected = page.expected(role, stage, method, paused=paused)
                if fault := what_is_wrong(response, expected, role, stage):
                    wrong.append(f"{role} at stage {stage}: {method} {page.name}: {fault}")
    return "\n".join(wrong)


def is_turning_point(role):
    """The first and the last stage, and both sides of each change of the right answer: what an error would move.

    An answer that never changes is asked for once: reading at the first stage, sending at the last.
    """
    first, last = STAGES[0], STAGES[-1]

    def turns(page, stage, method):
        answers = [page.expected(role, at, method) for at in STAGES]
        if len(set(answers)) == 1:
            return stage == (first if method == "GET" else last)
        return stage in (first, last) or len(set(answers[stage - 1 : stage + 2])) > 1

    return turns


def one_in_ten(of):
    """One in ten of the cases that `of` names, others each time, and the seed that draws them."""
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)  # noqa: S311 -- a draw of test cases, no secret
    return (lambda *case: of(*case) and chance.random() < 0.1), seed


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_challenge_answer_as_the_matrix_says(role, world, visitor, client):
    """Every turning point on SQLite. On PostgreSQL the same code answers, and one in ten is asked."""
    visitor(role)
    wanted, seed = is_turning_point(role), "not drawn"
    if connection.vendor == "postgresql":
        wanted, seed = one_in_ten(wanted)
    wrong = differences(world, client, role, STAGES, wanted=wanted)
    assert not wrong, f"seed {seed}\n{wrong}"


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_challenge_answer_as_the_matrix_says_between_its_changes_too(role, world, visitor, client):
    """One in ten of all other stages: the table itself is compared as a whole elsewhere."""
    visitor(role)
    turns = is_turning_point(role)
    drawn, seed = one_in_ten(lambda *case: not turns(*case))
    wrong = differences(world, client, role, STAGES, wanted=drawn)
    assert not wrong, f"seed {seed}\n{wrong}"


@pytest.mark.parametrize("role", ROLES)
def test_pages_of_a_paused_challenge_can_be_read_but_not_sent(role, world, visitor, client):
    """Asked of what would be open: the rest is closed either way."""
    visitor(role)
    wrong = differences(world, client, role, [1], paused=True, wanted=partial(would_open, role))
    assert not wrong, wrong


def would_open(role, page, stage, method):
    return page.expected(role, stage, method) in (OPEN, STATUS)


@pytest.mark.parametrize("role", ["stranger", "DI", "PW"])
def test_pages_of_a_challenge_do_not_exist_for_those_without_a_role_on_it(role, world, visitor, client):
    """DI and PW are of another council of the region: of the challenge they know the status, as OA."""
    visitor(role)
    column = "OA" if role in ("DI", "PW") else "OR"
    wrong = []
    for page in present("challenge"):
        for method in METHODS:
            response = ask(client, method, world.path(page, ARGUMENTS[page.name]), world.sent(page))
            if fault := what_is_wrong(response, page.expected(column, 0, method), column, 0):
                wrong.append(f"{role}: {method} {page.name}: {fault}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["RL", "RC", "SA", "DI", "PW", "HC", "TL", "OR", "PB"])
def test_pages_of_a_region_answer_as_the_matrix_says(role, world, visitor, client):
    visitor(role)
    wrong = []
    for page in present("region"):
        path = world.path(page, ARGUMENTS[page.name])
        for method in METHODS:
            response = ask(client, method, path, world.sent(page))
            expected = page.expected_in_region(role, method)
            if (got := answer_of(response)) != expected:
                wrong.append(f"{role}: {method} {page.name}: {got}, not {expected}")
            # Directors and principal social workers are of another council, as far as the challenge goes.
            if hidden := leaks(response, 0, role, *(["OA"] if role in ("DI", "PW") else [])):
                wrong.append(f"{role}: {method} {page.name}: shows {hidden}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["RL", "RC", "OR", "SA", "DI", "HC", "TL", "stranger", "PB"])
def test_pages_of_the_office_open_for_the_office_of_any_region(role, world, visitor, client):
    visitor(role)
    for page in present("office"):
        for method in METHODS:
            response = ask(client, method, world.path(page, ARGUMENTS[page.name]))
            expected = page.expected_of_office(role, method)
            assert (page.name, method, answer_of(response)) == (page.name, method, expected)


def test_whoever_may_open_a_region_finds_the_page_for_it(world, client, sign_in):
    sign_in(a.a_person(may_open_region=True))
    assert client.get("/settings/regions/new/").status_code == 200


def named(answers):
    return {int(word) for word in answers.split()}


@pytest.mark.parametrize("role", ["RL", "HD", "HA", "TL", "OA", "OR", "SA", "stranger"])
def test_personal_pages_open_for_anybody_and_show_nothing_of_others(role, world, visitor, client):
    visitor(role)
    column, stage = ("OR" if role == "stranger" else role), 1
    world.at_stage(stage)
    wrong = []
    for page in present("personal", "public"):
        for method, answers in (("GET", page.get), ("POST", page.post)):
            response = ask(client, method, world.path(page, ARGUMENTS[page.name]))
            if page.scope == "personal" and response.status_code not in named(answers):
                wrong.append(f"{role}: {method} {page.name}: {answer_of(response)}, not {answers}")
            if hidden := leaks(response, stage, column):
                wrong.append(f"{role}: {method} {page.name}: shows {hidden}")
    assert not wrong, "\n".join(wrong)


def test_personal_pages_ask_the_public_to_sign_in(world, client):
    for page in present("personal"):
        for method in METHODS:
            response = ask(client, method, world.path(page, ARGUMENTS[page.name]))
            assert (page.name, answer_of(response)) == (page.name, SIGN_IN)


def test_public_pages_answer_everybody(world, client):
    client.raise_request_exception = False
    wrong = []
    for page in present("public"):
        for method, answers in (("GET", page.get), ("POST", page.post)):
            response = ask(client, method, world.path(page, ARGUMENTS[page.name]))
            if response.status_code not in named(answers):
                wrong.append(f"{method} {page.name}: {answer_of(response)}, not {answers}")
            if hidden := leaks(response, 0, "PB"):
                wrong.append(f"{method} {page.name}: shows {hidden}")
    assert not wrong, "\n".join(wrong)


def parents(path):
    while path := path.rstrip("/").rpartition("/")[0]:
        yield f"{path}/"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "PB"])
def test_the_parents_of_a_page_that_opens_answer_too(role, world, visitor, client):
    visitor(role)
    stage, in_region = 1, {"OA": "DI", "HD": "DI"}.get(role, role)
    world.at_stage(stage)
    opened = [page for page in present("challenge") if page.expected(role, stage, "GET") == OPEN]
    opened += [page for page in present("region") if page.expected_in_region(in_region, "GET") == OPEN]
    above = {parent for page in opened for parent in parents(world.path(page, ARGUMENTS[page.name]))}
    dead = {path for path in above if ask(client, "GET", path).status_code not in (200, 302, 403)}
    assert dead == set()


def test_every_canary_is_seen_by_somebody_who_may(world, visitor, client):
    """Readers of several kinds: what the host prepares, the region reads once the team does. Some are for nobody."""
    seen = set()
    readers = {"RL": (0, 2, 4), "HD": (1, 5, 6, 7, 8), "HP": (1,), "TL": (2, 8), "PR": (1,), "TM": (3, 4, 5)}
    for role, stage in ((role, stage) for role, stages in readers.items() for stage in stages):
        if stage == readers[role][0]:
            visitor(role)
        world.at_stage(stage)
        for page in present("challenge", "region", "public"):
            body = body_of(ask(client, "GET", world.path(page, ARGUMENTS[page.name])))
            seen |= {canary for canary in CANARIES if canary in body}
    assert {canary for canary, assets in CANARIES.items() if assets} - seen == set()
