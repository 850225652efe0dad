"""What people owe the practice review, part by part, until it is handed over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cycles.models import PeerChallenge, Stage, TeamRole
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from reviews.models import PracticeReview
from tests import builders as a

from .practice_builders import a_case_file, a_file_read_by_both, a_focus_group, a_practice_review, a_reading

pytestmark = pytest.mark.django_db
TODAY = today_in_london()
STARTS, ENDS, OVER = (TODAY + timedelta(days=days) for days in (5, 20, 27))


@pytest.fixture
def practice():
    practice = a_practice_review()
    milestones = ("practice-review", "practice-review-handed-over")
    a.a_milestone(practice.challenge, ENDS, "psw", code=milestones[0], name="Carry it out", starts_on=STARTS)
    a.a_milestone(practice.challenge, OVER, "psw", code=milestones[1], name="Hand it over")
    return practice


def owes(person):
    return {thing.text: thing.due_on for thing in owed([person.pk]) if "practice-review" in thing.about}


HAND_OVER = {"Hand over the practice review": OVER}


def test_it_begins_with_the_sample(practice):
    assert owes(practice.host) == {"Propose case files": STARTS}
    assert owes(practice.first) == {"Choose the case files": STARTS} | HAND_OVER

    a_case_file(practice.review, practice.host, is_chosen=False)
    assert owes(practice.host) == {}
    assert owes(practice.first) == {"Choose the case files": STARTS} | HAND_OVER


def test_each_reader_reads_what_they_have_not_finished(practice):
    files = [a_case_file(practice.review, practice.host) for _ in range(3)]
    a_reading(files[0], practice.first)
    a_reading(files[1], practice.first, finished=False)
    assert owes(practice.first) == {"Read 2 case files": ENDS} | HAND_OVER
    assert owes(practice.second) == {"Read 3 case files": ENDS} | HAND_OVER
    assert owes(practice.host) == {}


def test_all_three_agree_what_both_have_read(practice):
    a_file_read_by_both(practice)
    a_file_read_by_both(practice, agreed="3")
    assert owes(practice.host) == {"Agree 1 case file": ENDS}
    assert owes(practice.first) == {"Agree 1 case file": ENDS} | HAND_OVER


def test_visiting_readers_write_up_the_groups_that_have_met(practice):
    a_file_read_by_both(practice, agreed="3")
    a_focus_group(practice.review)
    a_focus_group(practice.review, text="", held_on=TODAY)
    a_focus_group(practice.review, text="", held_on=TODAY + timedelta(days=3))
    assert owes(practice.second) == {"Write up focus group 2": OVER} | HAND_OVER
    assert owes(practice.host) == {}


def test_the_two_milestones_are_not_said_a_second_time(practice):
    texts = [thing.text for person in (practice.first, practice.host) for thing in owed([person.pk])]
    assert "Carry it out" not in texts
    assert "Hand it over" not in texts


def hand_over(practice):
    PracticeReview.objects.update(handed_over_at=timezone.now(), handed_over_by=practice.first)


def pause(practice):
    PeerChallenge.objects.update(paused_at=timezone.now(), paused_by=practice.lead, paused_as="postponed")


def go_on_site(practice):
    PeerChallenge.objects.update(stage=Stage.ON_SITE)


@pytest.mark.parametrize("end", [hand_over, pause, go_on_site])
def test_nothing_is_owed_any_more(end, practice):
    end(practice)
    assert owes(practice.first) == {}
    assert owes(practice.host) == {}


def test_who_has_not_declared_owes_nothing_that_they_cannot_open(practice):
    silent = a.a_team_member(practice.challenge, TeamRole.PRACTICE_REVIEWER, declared=False)
    assert owes(silent) == {}


def test_everybody_is_found_when_nobody_is_asked_about(practice):
    found = {thing.person_id for thing in owed() if "practice-review" in thing.about}
    assert found == {practice.host.pk, practice.first.pk, practice.second.pk}


def test_what_is_owed_leads_to_a_page_that_opens(practice, sign_in):
    a_file_read_by_both(practice)
    a_case_file(practice.review, practice.host)
    a_focus_group(practice.review, text="", held_on=TODAY)
    for person in (practice.first, practice.host):
        client = sign_in(person)
        for thing in owed([person.pk]):
            assert client.get(thing.path).status_code == 200, thing
