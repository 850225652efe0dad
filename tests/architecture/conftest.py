"""What the tests of the architecture share."""

import logging

import pytest
from django.db import transaction
from django.test import override_settings

from tests import builders as a

from .world import World


@pytest.fixture(autouse=True)
def _no_collected_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # without the folder each request would begin with a warning


@pytest.fixture(scope="session")
def _files_of_the_world(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _files_outlive_a_test(settings, _mail_and_files_stay_in_the_test, _files_of_the_world):
    settings.FILES_DIR = _files_of_the_world  # as long as the world that has them


@pytest.fixture(scope="module")
def _one_world(django_db_setup, django_db_blocker, _files_of_the_world):
    """Built once for the tests of a module: each of them is undone by itself, and in the end the world is, too."""
    files = override_settings(FILES_DIR=_files_of_the_world)
    with files, django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(_one_world, db):
    return _one_world


@pytest.fixture
def visitor(world, client, sign_in, caplog):
    """Sign in somebody of this role of the access matrix; the public stays signed out, a stranger has no role."""
    caplog.set_level(logging.CRITICAL, logger="django.request")  # thousands of refusals are what is wanted here
    # A page that breaks is one line in the list of differences, not the end of the test.
    client.raise_request_exception = False
    makers = {
        "stranger": lambda: a.a_person(),
        "DI": lambda: a.a_post(a.an_authority(region=world.region), "dass"),
        "PW": lambda: a.a_post(a.an_authority(region=world.region), "psw"),
    }

    def signed_in_as(role):
        person = makers[role]() if role in makers else a.someone_in_role(role, world.challenge)
        if person:
            sign_in(person)
        return person

    return signed_in_as
