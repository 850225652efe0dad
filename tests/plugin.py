"""Which database the tests run on, and on which day. Read before Django's settings (pyproject.toml names it with -p).

    pytest                            the embedded edition's: SQLite, in memory
    TEST_DATABASE=postgres pytest     production's: a PostgreSQL server started for this run alone
    TEST_NOW=2028-02-29T10:00 pytest  as if the run began then, in UTC; for tests that start no process of their own

With several workers each has a database of its own in that one server (pytest-django sees to it).
"""

import os
import shutil
import tempfile
from datetime import UTC, datetime

import pytest
import time_machine

from tests import services

NOW = os.environ.get("TEST_NOW")
LONG = ("browser", "slow")
ON_POSTGRES = os.environ.get("TEST_DATABASE") == "postgres"
_server: list[services.Postgres] = []
_place: list[str] = []


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """A worker finds the server that the first process started, and its folder for what is made once for a run."""
    if ON_POSTGRES and "TEST_SERVER" not in os.environ and not services.why_not("postgres"):
        _server.append(services.Postgres())
        os.environ["TEST_SERVER"] = "started"
        os.environ["DATABASE_URL"] = _server[0].url()
    if "TEST_PLACE" not in os.environ:
        _place.append(tempfile.mkdtemp(prefix="peerchallenge-"))
        os.environ["TEST_PLACE"] = _place[0]
    if NOW:  # for good, and before any test is read: some count their days from today while they are
        time_machine.travel(datetime.fromisoformat(NOW).replace(tzinfo=UTC)).start()
    return (yield)


def pytest_unconfigure(config):
    while _server:
        _server.pop().stop()
    while _place:
        shutil.rmtree(_place.pop())


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if ON_POSTGRES:
        services.need("postgres")
    elif item.get_closest_marker("services"):
        pytest.skip("runs with the tests on PostgreSQL: TEST_DATABASE=postgres pytest")


def pytest_collection_modifyitems(items):
    """The longest begin first, so that at the end no worker waits for one that began last.

    Tests that empty all tables stay last, where pytest-django has put them: the forms go with what they empty.
    """
    items.sort(key=lambda item: (_empties_tables(item), *(not item.get_closest_marker(name) for name in LONG)))


def _empties_tables(item):
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))
