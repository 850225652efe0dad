"""From “reading” to the agreed report, as those who do it walk it with their keyboards, six and more at once."""

import pytest

from .asking_how_it_went import a_group_answers, nobody_reads_totals_yet, the_totals_are_read
from .browser import chromium
from .last_day import it_is_presented, the_feedback_is_made, the_visit_ends
from .on_site import (
    findings_are_weighed,
    findings_are_written,
    notes_are_written,
    somebody_may_be_in_danger,
    the_day_ends,
    the_visit_starts,
)
from .reporting import (
    it_goes_to_the_council,
    the_council_checks_it,
    the_draft_is_written,
    the_points_are_answered,
    the_report_is_agreed,
)
from .secrets_of_the_visit import AGREED, ANSWERED, CHECKING, DRAFTING, ON_SITE, SECRETS
from .server import Embedded
from .troupe import Troupe
from .who_reads_what import nobody_reads_what_is_not_theirs

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1500)]
CHAPTERS = {
    ON_SITE: (
        the_visit_starts,
        notes_are_written,
        somebody_may_be_in_danger,
        findings_are_written,
        findings_are_weighed,
        the_day_ends,
    ),
    DRAFTING: (the_feedback_is_made, it_is_presented, the_visit_ends, a_group_answers, nobody_reads_totals_yet),
    CHECKING: (the_draft_is_written, it_goes_to_the_council, the_council_checks_it),
    ANSWERED: (the_points_are_answered,),
    AGREED: (the_report_is_agreed, the_totals_are_read),
}


def test_a_council_is_visited_until_the_report_is_agreed(tmp_path):
    service = Embedded(tmp_path)
    service.prepare()
    with service.running(), chromium() as browser:
        troupe = Troupe(service, browser, scripts=True, world="on_the_first_morning", shots="visit-a-council")
        for moment, chapters in CHAPTERS.items():
            for chapter in chapters:
                chapter(troupe)
            nobody_reads_what_is_not_theirs(troupe, SECRETS, moment)
    assert not troupe.faults, "\n".join(troupe.faults)
