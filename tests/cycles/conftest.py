"""A region and the people who run it, for tests of its people, settings and mail."""

import pytest

from tests.builders import a_person, a_region, a_regional_lead


@pytest.fixture
def region():
    return a_region("Example region")


@pytest.fixture
def lead(region):
    return a_regional_lead(region, a_person("Amara Bell"))


@pytest.fixture
def office(sign_in, lead):
    """The browser of the regional lead."""
    return sign_in(lead)
