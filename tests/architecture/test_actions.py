"""An action is one verb of the programme: one transaction, one line in the trail, and somebody who did it."""

import ast
from collections import Counter

import pytest

from peerchallenge.audit.verbs import VERBS

from .source import decorators, functions, listed, named, python_files, tree

MOVE = "challenge.moved"  # the line that lifecycle.move() writes
NOBODY_IS_THERE_YET = {"invite_first_lead"}  # the one command that opens an empty installation


def action_files():
    return [path for path in python_files(tests=False) if path.parent.name == "actions" or path.stem == "actions"]


def takes_by(function):
    return "by" in {argument.arg for argument in function.args.kwonlyargs}


def actions():
    return [
        pytest.param(function, id=f"{named(path)}:{function.name}")
        for path in action_files()
        for function in tree(path).body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
    ]


def calls(function, *names):
    return [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def verbs_of(call):
    """The verbs a record() may write: words of its first argument, which may choose between two."""
    return {MOVE} if call.func.id == "move" else words_of(call.args[0])


def words_of(argument):
    if isinstance(argument, ast.IfExp):
        return words_of(argument.body) | words_of(argument.orelse)
    return {argument.value} & VERBS.keys() if isinstance(argument, ast.Constant) else set()


@pytest.mark.parametrize("action", actions())
def test_an_action_names_who_did_it(action):
    assert takes_by(action) or action.name in NOBODY_IS_THERE_YET, "an action takes `by`, by name only"


@pytest.mark.parametrize("action", actions())
def test_an_action_is_one_transaction(action):
    assert "transaction.atomic" in decorators(action)


@pytest.mark.parametrize("action", actions())
def test_an_action_writes_exactly_one_line_of_the_trail(action):
    written = calls(action, "record", "move")
    assert len(written) == 1
    assert verbs_of(written[0]), "the verb must stand in audit/verbs.py and be written out here"


@pytest.mark.parametrize("action", actions())
def test_an_action_says_what_it_means(action):
    assert ast.get_docstring(action)


def test_only_actions_and_the_one_move_write_the_trail():
    writers = {
        named(path) for path in python_files(tests=False) for function in functions(path) if calls(function, "record")
    }
    others = writers - {named(path) for path in action_files()}
    assert others <= {
        "cycles/lifecycle.py",
        "peerchallenge/accounts/invitations.py",
    }


def test_every_verb_of_the_trail_is_written_by_exactly_one_place():
    """Foundations write the trail through a name in the settings, so any call that begins with a verb counts."""
    written = Counter(
        verb
        for path in python_files(tests=False)
        for call in ast.walk(tree(path))
        if isinstance(call, ast.Call) and call.args
        for verb in words_of(call.args[0])
    )
    wrong = [f"{verb}: {written[verb]} places" for verb in VERBS if written[verb] != 1]
    assert not wrong, listed(wrong)


WRITING = {"create", "bulk_create", "update_or_create", "get_or_create", "save", "delete", "bulk_update"}


def test_views_change_nothing_themselves():
    """A second caller of the same change would forget the trail, so rows are written by actions only."""
    writing = {
        f"{named(path)}:{node.lineno} .{node.func.attr}()"
        for path in python_files(tests=False)
        if path.parent.name == "views" or path.stem in ("views", "home")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
    }
    assert not writing, listed(writing)


def test_there_are_actions_to_look_at():
    assert len(actions()) > 10
