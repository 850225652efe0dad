"""From the agreed report to the end: published, put right, acted on, looked at again twice, closed."""

import pytest

from .browser import chromium
from .following_up import (
    a_year_has_passed,
    it_is_agreed,
    it_is_closed,
    progress_is_published,
    six_months_pass,
    somebody_reports,
    the_plan_is_made,
)
from .publishing import (
    it_becomes_public,
    it_is_put_right,
    its_time_is_planned,
    the_council_tells_it,
    the_measure_is_named,
    the_text_is_approved,
)
from .server import Embedded
from .troupe import Troupe

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1500)]
CHAPTERS = (
    the_measure_is_named,
    the_text_is_approved,
    its_time_is_planned,
    it_becomes_public,
    it_is_put_right,
    the_council_tells_it,
    the_plan_is_made,
    it_is_agreed,
    somebody_reports,
    six_months_pass,
    progress_is_published,
    a_year_has_passed,
    it_is_closed,
)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_report_is_published_and_followed_up_until_the_challenge_is_closed(tmp_path, scripts):
    service = Embedded(tmp_path)
    service.prepare()
    with service.running(), chromium() as browser:
        troupe = Troupe(service, browser, scripts=scripts, world="with_an_agreed_report", shots="follow-up")
        for chapter in CHAPTERS:
            chapter(troupe)
    assert not troupe.faults, "\n".join(troupe.faults)
