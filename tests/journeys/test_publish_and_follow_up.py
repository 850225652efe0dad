"""From the agreed report to the end: published, put right, acted on, looked at again twice, closed."""

import pytest

from .browser import chromium
from .following_up import (
    a_year_has_passed,
    everybody_can_read_it,
    it_is_agreed,
    it_is_closed,
    progress_is_published,
    six_months_pass,
    somebody_reports,
    the_plan_is_made,
    the_review_is_recorded,
)
from .publishing import (
    it_becomes_public,
    it_is_put_right,
    its_time_is_planned,
    the_council_tells_it,
    the_measure_is_named,
    the_text_is_approved,
)
from .secrets_of_publication import APPROVED, CLOSED, PUBLIC, RECORDED, SECRETS, WRITTEN
from .server import Embedded
from .troupe import Troupe
from .who_reads_what import nobody_reads_what_is_not_theirs

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1500)]
CHAPTERS = {
    APPROVED: (the_measure_is_named, the_text_is_approved, its_time_is_planned),
    PUBLIC: (
        it_becomes_public,
        it_is_put_right,
        the_council_tells_it,
        the_plan_is_made,
        it_is_agreed,
        somebody_reports,
    ),
    WRITTEN: (six_months_pass,),
    RECORDED: (the_review_is_recorded,),
    CLOSED: (progress_is_published, a_year_has_passed, it_is_closed, everybody_can_read_it),
}


def test_a_report_is_published_and_followed_up_until_the_challenge_is_closed(tmp_path):
    service = Embedded(tmp_path)
    service.prepare()
    with service.running(), chromium() as browser:
        troupe = Troupe(service, browser, scripts=True, world="with_an_agreed_report", shots="follow-up")
        for moment, chapters in CHAPTERS.items():
            for chapter in chapters:
                chapter(troupe)
            nobody_reads_what_is_not_theirs(troupe, SECRETS, moment)
    assert not troupe.faults, "\n".join(troupe.faults)
