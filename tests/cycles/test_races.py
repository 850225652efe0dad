"""Two people at one moment, on PostgreSQL, where writers really meet: one wins and the other is told."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from assessments import editions
from assessments.actions import opening
from cycles.actions import dates
from cycles.lifecycle import CannotMove
from cycles.models import DateOffer, PeerChallenge, Stage, StageChange
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from peerchallenge.audit.revisions import Stale
from peerchallenge.audit.trail import broken_links
from tests.builders import a_challenge, a_monday, a_regional_lead
from tests.cycles.test_dates import World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
ROUNDS = 20


@pytest.fixture(autouse=True)
def _writers_that_meet():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; run with TEST_DATABASE=postgres")


def at_once(*acts):
    """Run the acts in threads that start together. What each one ended with: None, or what it raised."""
    start, ends = Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            act()
        except Exception as error:
            ends[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def one_won(ends, *refusals):
    lost = [end for end in ends if end is not None]
    assert all(isinstance(end, refusals) for end in lost), lost
    return len(lost) == len(ends) - 1


def moving(challenge_id, first_day, seen, by):
    challenge = PeerChallenge.objects.select_related("host", "cycle").get(pk=challenge_id)
    last_day = first_day + timedelta(days=2)
    dates.move_visit(challenge, first_day=first_day, last_day=last_day, reason="A clash", seen=seen, by=by)


def test_of_two_leads_who_move_one_visit_at_once_one_wins_and_the_other_is_told():
    world = World()
    challenge = world.agree()
    other_lead = a_regional_lead(world.region)
    for number in range(ROUNDS):
        seen = PeerChallenge.objects.get(pk=challenge.pk).version
        earlier, later = (world.first_day + timedelta(weeks=2 * (number % 2) + offset) for offset in (1, 5))
        ends = at_once(
            lambda day=earlier, seen=seen: moving(challenge.pk, day, seen, world.lead),
            lambda day=later, seen=seen: moving(challenge.pk, day, seen, other_lead),
        )
        assert one_won(ends, Stale)
        moved = PeerChallenge.objects.get(pk=challenge.pk)
        assert moved.version == seen + 1
        assert moved.milestones.get(code="on-site").due_on == moved.last_day
    chain = Entry.objects.filter(challenge_id=challenge.pk).order_by("position")
    assert broken_links(chain) == []


def test_of_two_offers_accepted_at_once_one_counts():
    for _ in range(ROUNDS // 4):
        world = World(council="")
        first, second = world.offer(), world.offer(a_monday(40))

        def accept(offer, by=world.director):
            dates.accept_offer(DateOffer.objects.select_related("challenge__cycle").get(pk=offer.pk), by=by)

        ends = at_once(lambda first=first: accept(first), lambda second=second: accept(second))
        assert one_won(ends, Refused)
        assert world.challenge.offers.filter(answer="accepted").count() == 1
        assert world.challenge.milestones.count() == world.cycle.template.count()


def test_of_eight_who_start_the_preparation_at_once_one_does():
    lead = None
    for _ in range(ROUNDS // 4):
        editions.load()
        challenge = a_challenge(first_day=a_monday())
        lead = lead or a_regional_lead(challenge.cycle.region)

        def begin(number=challenge.pk, by=lead):
            opening.begin_preparing(PeerChallenge.objects.select_related("cycle").get(pk=number), by=by)

        ends = at_once(*[begin] * 8)
        assert one_won(ends, CannotMove)
        assert StageChange.objects.filter(challenge=challenge, after=Stage.PREPARING).count() == 1


def test_without_the_version_in_the_save_both_would_win():
    """The control: the race above is a real one."""
    challenge = World().agree()

    def careless(day):
        PeerChallenge.objects.filter(pk=challenge.pk).update(first_day=day, last_day=day)

    day = challenge.first_day
    ends = at_once(lambda: careless(day + timedelta(days=7)), lambda: careless(day + timedelta(days=14)))
    assert ends == [None, None]
