"""What people of the host owe while they prepare, as their home page and the reminders count it."""

from datetime import timedelta

import pytest

from assessments.models import Answer
from cycles.models import HostMember, HostRole, PeerChallenge, Stage
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import today_in_london
from tests import builders as a

from .builders import a_preparing_challenge, a_rated, an_answer, an_answered, complete_forms, path_to, signed_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_preparing_challenge()


@pytest.fixture
def coordinator(challenge):
    return a.a_host_member(challenge, HostRole.COORDINATOR)


def lines(person):
    return [thing.text for thing in owed([person.pk]) if thing.about.startswith(("answer", "form"))]


def give(challenge, person, area="practice"):
    Answer.objects.filter(pk=an_answer(challenge, area).pk).update(assigned_to=person, assigned_at="2026-03-02T09:00Z")


def test_the_coordinator_has_one_line_for_each_form_that_leads_to_the_next_question(challenge, coordinator):
    an_answered(challenge)
    due = today_in_london() + timedelta(days=10)
    a.a_milestone(challenge, due, code="self-assessment")
    things = [thing for thing in owed([coordinator.pk]) if thing.about.startswith("form")]
    assert [thing.text for thing in things] == [
        "Answer the 11 questions left in the self-assessment",
        "Rate the 6 domains left in the risk tool",
    ]
    assert [thing.path for thing in things] == [
        path_to(challenge, "use-of-resources/2/"),
        path_to(challenge, "performance-outcomes/", form="risks"),
    ]
    assert {thing.due_on for thing in things} == {due}


def test_a_colleague_has_a_line_for_each_question_they_were_asked(challenge):
    sam = a.a_host_member(challenge, HostRole.COLLEAGUE)
    give(challenge, sam)
    assert lines(sam) == ["Answer “How we work with people”"]
    an_answered(challenge, "practice")
    assert lines(sam) == []


def test_who_was_taken_out_owes_nothing_any_more(challenge):
    sam = a.a_host_member(challenge, HostRole.COLLEAGUE)
    give(challenge, sam)
    HostMember.objects.filter(person=sam).update(ended_at="2026-03-02T09:00Z")
    assert lines(sam) == []


def test_the_director_signs_off_what_is_complete(challenge, coordinator):
    director = a.a_host_dass(challenge)
    assert lines(director) == []
    complete_forms(challenge)
    assert lines(director) == ["Sign off the self-assessment", "Sign off the risk tool"]
    assert lines(coordinator) == []
    signed_off(challenge)
    assert lines(director) == []


def test_all_domains_rated_the_top_risks_are_left(challenge, coordinator):
    for number in range(1, 7):
        a_rated(challenge, f"RD{number}")
    assert "Name your top three risks" in lines(coordinator)


def test_nothing_is_owed_while_paused_or_when_the_team_reads(challenge, coordinator):
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.READING)
    assert lines(coordinator) == []
    facts = {"paused_at": "2026-03-02T09:00Z", "paused_by": coordinator, "paused_as": "postponed"}
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.PREPARING, **facts)
    assert lines(coordinator) == []


def test_nobody_of_another_council_owes_anything(challenge, coordinator):
    other = a.a_host_member(a_preparing_challenge(), HostRole.COORDINATOR)
    assert all(thing.where != str(challenge.host) for thing in owed([other.pk]))
    everybody = {thing.person_id for thing in owed() if thing.about.startswith("form")}
    assert {coordinator.pk, other.pk} <= everybody
