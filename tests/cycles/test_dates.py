"""Agreeing the days of a visit, moving it, pausing it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cycles import dates as plan
from cycles.actions import dates
from cycles.models import DateOffer, Milestone, Offerer, Pause, PeerChallenge, Stage
from cycles.refusals import Refused
from cycles.scheduling import DEFAULT_PLAN
from peerchallenge.audit.revisions import Stale
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.workdays import working_day_on_or_after
from tests.builders import (
    a_challenge,
    a_host_dass,
    a_monday,
    a_region,
    a_regional_lead,
    a_team_member,
    a_tuesday,
    an_authority,
)
from tests.cycles.test_planning import opened
from tests.pages import body

pytestmark = pytest.mark.django_db


class World:
    """A cycle with one council, its director and the regional lead."""

    def __init__(self, council="Dunmere"):
        self.region = a_region()
        self.lead = a_regional_lead(self.region)
        self.cycle = opened(self.region, self.lead, [an_authority(council, region=self.region)])
        self.challenge = self.cycle.challenges.get()
        self.director = a_host_dass(self.challenge)
        self.first_day = a_tuesday()

    def offer(self, first_day=None, side=Offerer.REGION):
        by = self.lead if side == Offerer.REGION else self.director
        return dates.offer_dates(self.challenge, side=side, first_day=first_day or self.first_day, by=by)

    def agree(self):
        dates.accept_offer(self.offer(), by=self.director)
        self.challenge.refresh_from_db()
        return self.challenge

    def move(self, first_day, seen=None):
        dates.move_visit(
            self.challenge,
            first_day=first_day,
            last_day=first_day + timedelta(days=2),
            reason="A clash",
            seen=seen or self.challenge.version,
            by=self.lead,
        )


@pytest.fixture
def world():
    return World()


def test_an_offer_reaches_the_director_as_a_task_and_in_the_next_morning_mail(world):
    offer = world.offer()
    task = owed([world.director.pk])[0]
    assert (task.text, task.due_on) == ("Choose dates for the visit", offer.reply_by)
    assert Notice.objects.get(person=world.director).text.startswith("Dunmere: ")


def test_accepting_writes_every_milestone_and_lets_the_other_offers_lapse(world):
    other = world.offer(a_monday(40))
    challenge = world.agree()
    other.refresh_from_db()
    assert other.answer == DateOffer.Answer.LAPSED
    assert challenge.milestones.count() == len(DEFAULT_PLAN)
    assert challenge.milestones.get(code="dates-agreed").done_by == world.director
    assert challenge.milestones.open().count() == len(DEFAULT_PLAN) - 1


def test_an_offer_is_answered_once(world):
    offer = world.offer()
    dates.decline_offer(offer, reason="Inspection", by=world.director)
    with pytest.raises(Refused, match="already"):
        dates.accept_offer(offer, by=world.director)
    world.challenge.refresh_from_db()
    assert world.challenge.first_day is None
    assert not world.challenge.milestones.exists()


def test_declining_needs_a_reason(world):
    with pytest.raises(Refused, match="Say why"):
        dates.decline_offer(world.offer(), reason="", by=world.director)


def test_the_host_proposes_other_days_and_the_lead_finds_them_on_the_list(world):
    world.offer(side=Offerer.HOST)
    assert [thing.text for thing in owed([world.lead.pk])] == ["Answer the dates that the host proposes"]


def test_the_same_days_are_offered_once(world):
    world.offer()
    with pytest.raises(Refused, match="on offer already"):
        world.offer()


def test_moving_takes_open_milestones_along_and_leaves_done_ones(world):
    challenge = world.agree()
    scope = challenge.milestones.get(code="scope-asked")
    dates.finish_milestone(scope, by=world.lead)
    pack = challenge.milestones.get(code="pack-released")
    later = world.first_day + timedelta(weeks=4)

    shown = {change.name: change for change in plan.changes(challenge, later, later + timedelta(days=2))}
    world.move(working_day_on_or_after(later))

    moved = challenge.milestones.get(code="pack-released")
    assert moved.due_on > pack.due_on
    assert shown[pack.name].after == moved.due_on
    assert challenge.milestones.get(code="scope-asked").due_on == scope.due_on
    assert not shown[scope.name].moves


def test_of_two_leads_who_move_one_visit_the_second_is_told(world):
    challenge = world.agree()
    seen = challenge.version
    world.move(world.first_day + timedelta(weeks=1), seen=seen)
    with pytest.raises(Stale) as stale:
        world.move(world.first_day + timedelta(weeks=2), seen=seen)
    challenge.refresh_from_db()
    assert challenge.first_day == world.first_day + timedelta(weeks=1) == stale.value.theirs.first_day


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.CLOSED])
def test_a_visit_that_is_over_cannot_be_moved(world, stage):
    challenge = world.agree()
    challenge.stage = stage
    with pytest.raises(Refused, match="over"):
        world.move(world.first_day + timedelta(weeks=1))


def test_a_visit_next_to_another_one_is_warned_of_and_not_forbidden(world):
    neighbour = a_challenge(cycle=world.cycle, first_day=world.first_day)
    found = plan.warnings(world.challenge, world.first_day, world.first_day + timedelta(days=2))
    assert any(str(neighbour.host) in sentence for sentence in found)


def test_a_milestone_is_done_once_and_can_be_opened_again(world):
    milestone = world.agree().milestones.get(code="team-confirmed")
    dates.finish_milestone(milestone, by=world.lead)
    with pytest.raises(Refused):
        dates.finish_milestone(milestone, by=world.lead)
    dates.reopen_milestone(milestone, by=world.lead)
    assert Milestone.objects.open().filter(pk=milestone.pk).exists()


def test_what_is_closed_stays_as_it_is_and_nothing_else_is_offered(world, sign_in):
    challenge = world.agree()
    PeerChallenge.objects.filter(pk=challenge.pk).update(stage=Stage.CLOSED)
    milestone = PeerChallenge.objects.get(pk=challenge.pk).milestones.get(code="team-confirmed")
    for action in (dates.finish_milestone, dates.reopen_milestone):
        with pytest.raises(Refused, match="closed"):
            action(milestone, by=world.lead)
    client = sign_in(world.lead)
    pages = body(client, reverse("challenge", args=[challenge.slug])) + body(
        client, reverse("dates", args=[challenge.slug])
    )
    assert [words for words in ("Postpone", "Move the visit", "Record as done", "Undo") if words in pages] == []


def test_paused_nobody_owes_anything_and_resumed_everything_is_owed_again(world):
    challenge = world.agree()
    before = {thing.about for thing in owed([world.director.pk])}
    dates.pause(challenge, how=Pause.POSTPONED, reason="Flood", by=world.lead)
    assert owed([world.director.pk]) == []
    dates.resume(challenge, reason="The water is gone", by=world.lead)
    assert {thing.about for thing in owed([world.director.pk])} == before != set()


def test_pausing_tells_both_sides_but_not_who_did_it(world):
    challenge = world.agree()
    member = a_team_member(challenge)
    Notice.objects.all().delete()
    dates.pause(challenge, how=Pause.WITHDRAWN, reason="Merger", by=world.lead)
    assert set(Notice.objects.values_list("person", flat=True)) == {world.director.pk, member.pk}


def test_a_paused_challenge_is_not_paused_again(world):
    challenge = world.agree()
    dates.pause(challenge, how=Pause.POSTPONED, reason="Flood", by=world.lead)
    with pytest.raises(Refused):
        dates.pause(challenge, how=Pause.WITHDRAWN, reason="Flood", by=world.lead)
