"""Short functions, short files, thin views: a stranger reads each in one go."""

from pathlib import Path

import pytest

from .source import decorators, functions, length, listed, named, python_files, statements, templates, text

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 40
STATEMENTS_OF_A_VIEW = 15
LINES_OF_A_TEMPLATE = 100
LINES_OF_A_MODULE_THAT_SHOULD_BE_A_PACKAGE = 250
VIEW_RULES = {"challenge_view", "region_view", "signed_in", "public", "account"}


def views():
    return [
        (path, function)
        for path in python_files(tests=False)
        for function in functions(path)
        if {name.rpartition(".")[2] for name in decorators(function)} & VIEW_RULES
    ]


def too_long(paths):
    lengths = {named(path): len(text(path).splitlines()) for path in paths}
    return [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > LINES_OF_A_FILE]


def test_no_file_of_the_project_is_long():
    long = too_long(python_files(tests=False))
    assert not long, listed(long)


def test_no_file_of_the_tests_is_long():
    long = too_long(path for path in python_files() if named(path).startswith("tests/"))
    assert not long, listed(long)


def test_no_function_is_long():
    long = [
        f"{named(path)} {function.name}: {length(function)} lines"
        for path in python_files()
        for function in functions(path)
        if length(function) > LINES_OF_A_FUNCTION
    ]
    assert not long, listed(long)


def test_views_load_ask_the_form_act_and_redirect():
    long = [
        f"{named(path)} {function.name}: {statements(function)} statements"
        for path, function in views()
        if statements(function) > STATEMENTS_OF_A_VIEW
    ]
    assert not long, listed(long)


def test_no_template_is_long():
    long = [named(path) for path in templates() if len(text(path).splitlines()) > LINES_OF_A_TEMPLATE]
    assert not long, listed(long)


@pytest.mark.parametrize("name", ["models.py", "views.py", "actions.py", "forms.py"])
def test_a_module_that_grows_becomes_a_package_named_by_the_domain(name):
    grown = [
        named(path)
        for path in python_files(tests=False)
        if path.name == name and len(text(path).splitlines()) > LINES_OF_A_MODULE_THAT_SHOULD_BE_A_PACKAGE
    ]
    assert not grown, listed(grown)


def test_the_counters_count():
    """A ruler that measures nothing would always be content."""
    here = Path(__file__)
    this = next(f for f in functions(here) if f.name == "test_the_counters_count")
    assert length(this) == 6
    assert statements(this) == 4
