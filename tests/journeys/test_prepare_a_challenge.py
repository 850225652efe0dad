"""From agreed dates to “reading”, as thirteen people walk it with their keyboards. Nobody reads what is not theirs."""

import pytest

from .browser import chromium
from .building_the_team import (
    a_line_of_the_rule_is_waived,
    interests_are_declared,
    people_are_asked,
    the_expert_says_what_helps_her,
    the_lead_signs_in,
    the_preparation_starts,
    they_say_yes_and_one_says_no,
)
from .looking_at_practice import (
    one_is_read_by_two_who_do_not_see_each_other,
    the_host_proposes_case_files,
    the_review_is_handed_over,
    they_agree,
    they_say_what_they_found,
)
from .planning_the_visit import a_group_is_briefed, the_visit_is_planned
from .reading_the_pack import the_lead_releases_it, the_pack_cannot_go_yet, the_team_reads, the_team_speaks
from .secrets_of_the_preparation import READING, SECRETS, SIGNED_OFF, WRITING
from .server import Embedded
from .telling import (
    both_forms_are_signed_off,
    the_baseline_is_chosen,
    the_documents_are_given,
    the_host_asks_its_question,
    the_host_gets_its_people,
    the_risks_are_rated,
    the_self_assessment_is_written,
)
from .troupe import Troupe
from .who_reads_what import nobody_reads_what_is_not_theirs

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(1500)]
# What happens until each moment at which everybody is looked over the shoulder.
CHAPTERS = {
    WRITING: (
        the_lead_signs_in,
        the_preparation_starts,
        people_are_asked,
        they_say_yes_and_one_says_no,
        interests_are_declared,
        the_expert_says_what_helps_her,
        a_line_of_the_rule_is_waived,
        the_host_gets_its_people,
        the_host_asks_its_question,
        the_self_assessment_is_written,
        the_risks_are_rated,
        the_documents_are_given,
        the_baseline_is_chosen,
        the_host_proposes_case_files,
        one_is_read_by_two_who_do_not_see_each_other,
        they_say_what_they_found,
        the_visit_is_planned,
        a_group_is_briefed,
        the_pack_cannot_go_yet,
    ),
    SIGNED_OFF: (they_agree, the_review_is_handed_over, both_forms_are_signed_off),
    READING: (the_lead_releases_it, the_team_reads, the_team_speaks),
}


def test_a_challenge_is_prepared_until_the_team_reads(tmp_path):
    service = Embedded(tmp_path)
    service.prepare()
    with service.running(), chromium() as browser:
        troupe = Troupe(service, browser, scripts=True, world="with_agreed_dates", shots="prepare-a-challenge")
        for moment, chapters in CHAPTERS.items():
            for chapter in chapters:
                chapter(troupe)
            nobody_reads_what_is_not_theirs(troupe, SECRETS, moment)
    assert not troupe.faults, "\n".join(troupe.faults)
