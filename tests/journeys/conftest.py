"""What several journeys visit."""

import pytest

from .demo import example_region


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    with example_region(tmp_path_factory.mktemp("demo")) as service:
        yield service
