"""What stands in the code: every exception with its reason, no open ends, nothing that lets markup through unseen."""

import ast
import re

import pytest

from .source import functions, listed, named, python_files, text, tree

# The words are joined here so that this file does not break its own rules.
SILENCED = re.compile(r"#\s*(no" + r"qa|type:\s*ig" + r"nore)(:\s*[A-Z]+\d+|\[[a-z, -]+\])?(?P<reason>.*)")
OPEN_ENDS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
MARKUP = ("mark_" + "safe", "Safe" + "String", "Safe" + "Text")
# Who may say that a text is markup already, and why.
MAY_SAY_SAFE = {
    "peerchallenge/ui/templatetags/ui.py": "puts together markup of parts that were escaped before",
    "peerchallenge/ui/templatetags/govuk.py": "the same, for form fields",
}
VAGUE = re.compile(r"(^|_)(manager|helper|util|utils|service|process|handle|info|do)(_|$)")
# Django and crispy-forms look for these, and the reader of HTML that Python brings.
NAMES_OF_THE_FRAMEWORK = {"process_view", "handle", "handle_no_permission", "helper", "handle_raw_input"}
NAMES_OF_THE_FRAMEWORK |= {"handle_starttag", "handle_endtag", "handle_data"}


def test_a_silenced_check_says_why():
    silent = [
        f"{named(path)}:{number}"
        for path in python_files()
        for number, line in enumerate(text(path).splitlines(), start=1)
        if (match := SILENCED.search(line)) and len(match["reason"].strip(" -–:")) < 10
    ]
    assert not silent, listed(silent)


def test_nothing_is_left_open_in_a_comment():
    left = [named(path) for path in python_files() if OPEN_ENDS.search(text(path))]
    assert not left, listed(left)


def test_no_error_is_swallowed():
    swallowed = [
        f"{named(path)}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body)
    ]
    assert not swallowed, listed(swallowed)


@pytest.mark.parametrize("word", MARKUP)
def test_only_the_parts_of_the_look_say_that_a_text_is_markup(word):
    saying = {named(path) for path in python_files(tests=False) if word in text(path)}
    assert saying <= MAY_SAY_SAFE.keys()


def test_everybody_on_the_list_of_exceptions_still_needs_it():
    unneeded = [
        name
        for name in MAY_SAY_SAFE
        if not any(word in text(path) for path in python_files() if named(path) == name for word in MARKUP)
    ]
    assert not unneeded, listed(unneeded)


def test_names_say_what_a_thing_does():
    vague = [
        f"{named(path)} {function.name}"
        for path in python_files(tests=False)
        for function in functions(path)
        if VAGUE.search(function.name) and function.name not in NAMES_OF_THE_FRAMEWORK
    ]
    assert not vague, listed(vague)


def test_every_module_of_the_project_says_what_it_is_for():
    silent = [
        named(path)
        for path in python_files(tests=False)
        if text(path).strip() and len(text(path).splitlines()) > 8 and not ast.get_docstring(tree(path))
    ]
    assert not silent, listed(silent)


def test_sql_is_written_by_the_orm_outside_of_guards():
    """Rows are asked for through Django. Guards and locks are beyond it, health asks whether it answers at all, and a
    backup copies tables of any version."""
    allowed = {
        "cycles/guards.py",
        "peerchallenge/audit/guards.py",
        "peerchallenge/audit/locks.py",
        "peerchallenge/health.py",
        "peerchallenge/upkeep/databases.py",
        "peerchallenge/upkeep/tables.py",
    }
    raw = {
        named(path) for path in python_files(tests=False) if re.search(r"\.(raw|extra)\(|cursor\(\)|RawSQL", text(path))
    }
    assert raw <= allowed
