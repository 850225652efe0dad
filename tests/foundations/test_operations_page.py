"""What the page for whoever looks after the service says can be typed as it stands there."""

import re

import pytest
from django.core.management import get_commands, load_command_class

from tests.production import OURS
from tests.services import ROOT

PAGES = ("README.md", "docs/operations.md")
OURS_TO_RUN = ("backup", "check_backup", "restore", "resume_after_restore", "upgrade", "prepare", "first_lead")
COMMAND = re.compile(r"manage\.py (\w+)((?: --[\w-]+)*)")
OPTION = re.compile(r"`(--[\w-]+)`")


def text(page):
    return (ROOT / page).read_text()


def options_of(name):
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    return {option for action in parser._actions for option in action.option_strings}


@pytest.mark.parametrize("page", PAGES)
def test_every_command_exists_with_its_options(page):
    found = COMMAND.findall(text(page))
    assert found
    for name, options in found:
        if name != "COMMAND":
            assert set(options.split()) <= options_of(name), name


def test_every_option_that_is_spoken_of_belongs_to_a_command():
    known = set().union(*(options_of(name) for name in OURS_TO_RUN))
    assert set(OPTION.findall(text("docs/operations.md"))) <= known


@pytest.mark.parametrize("page", PAGES)
def test_every_service_that_docker_is_told_to_run_is_in_its_file(page):
    told = re.findall(
        r"docker compose (?:run --rm|exec|restart) ([a-z ]+?)(?:  |$|\n| python| ls|`|\))", text(page), re.M
    )
    assert told
    assert {name for words in told for name in words.split()} <= set(OURS)


def test_every_place_that_is_named_is_there():
    for name in re.findall(r"`((?:tests|docs|peerchallenge)/[\w/.]+)`", text("docs/operations.md")):
        assert (ROOT / name).exists(), name
