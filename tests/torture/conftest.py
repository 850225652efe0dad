"""A fresh place for each torture test, copied from one that was prepared once."""

import os
import secrets

import pytest
from django.db import connection

from tests import services

from .place import Place


@pytest.fixture(scope="session")
def _prepared_place(tmp_path_factory, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        migrated = connection.settings_dict["NAME"]
        connection.close()  # only a database that nobody uses can be copied
        place = Place(
            services.database_of_this_run(), f"prepared_{os.getpid()}", tmp_path_factory.mktemp("place"), migrated
        )
        place.prepare()
    yield place
    place.remove()


@pytest.fixture
def place(_prepared_place, tmp_path):
    name = f"torture_{os.getpid()}_{secrets.token_hex(3)}"
    place = Place(services.database_of_this_run(), name, tmp_path, _prepared_place.name)
    yield place
    place.remove()


@pytest.fixture
def redis():
    services.need("redis-server")
    server = services.Redis()
    yield server
    server.stop()
