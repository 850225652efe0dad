"""Two people press at one moment, on PostgreSQL, where writers really meet: one publication, and the other is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cycles.models import PeerChallenge, Stage, StageChange
from cycles.refusals import Refused
from reports.actions import publication as actions
from reports.actions.agreement import reopen_accuracy
from reports.models import Approval, Publication, PublishedReport
from tests import builders as a
from tests.cycles.test_races import at_once, one_won

from .publication_builders import a_time_form, an_agreed_report, an_approved_report, seen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.services]
ROUNDS = 8


@pytest.fixture(autouse=True)
def _writers_that_meet():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; run with TEST_DATABASE=postgres")


def fresh(challenge):
    return PeerChallenge.objects.select_related("host", "cycle__region").get(pk=challenge.pk)


def approving(challenge, form, by):
    return lambda: actions.approve_text(fresh(challenge), seen=form, by=by)


def opening_again(challenge, by):
    return lambda: reopen_accuracy(fresh(challenge), reason="A figure was wrong", by=by)


def pressing(challenge, form, when, by):
    return lambda: actions.publish(fresh(challenge), seen=form["seen"], at=when, by=by)


@pytest.mark.parametrize("wait", [None, timedelta(days=1)])
def test_of_two_who_publish_at_once_one_does_and_the_other_is_told(wait):
    for _ in range(ROUNDS):
        challenge = an_approved_report()
        form, when = a_time_form(challenge), timezone.now() + wait if wait else None
        ends = at_once(*(pressing(challenge, form, when, a.a_host_dass(challenge)) for _ in range(2)))
        assert one_won(ends, Refused)
        assert Publication.objects.filter(report__challenge=challenge).count() == 1
        assert PublishedReport.objects.filter(slug=challenge.slug).count() == 1
        moves = StageChange.objects.filter(challenge=challenge, after=Stage.PUBLISHED).count()
        assert moves == (0 if wait else 1)


def test_of_two_who_approve_at_once_one_does():
    for _ in range(ROUNDS):
        challenge = an_agreed_report()
        form = seen(challenge)
        people = [a.a_regional_lead(challenge.cycle.region) for _ in range(2)]
        ends = at_once(*(approving(challenge, form, by) for by in people))
        assert one_won(ends, Refused)
        assert Approval.objects.filter(version__report__challenge=challenge).count() == 1


def test_a_check_that_opens_again_at_that_moment_leaves_no_plan_behind():
    for _ in range(ROUNDS):
        challenge = an_approved_report()
        form, when = a_time_form(challenge), timezone.now() + timedelta(days=1)
        lead, director = a.a_team_member(challenge, "team_lead"), a.a_host_dass(challenge)
        at_once(pressing(challenge, form, when, director), opening_again(challenge, lead))
        assert fresh(challenge).stage == Stage.ACCURACY_CHECK
        assert not PublishedReport.objects.filter(slug=challenge.slug).exists()


def test_without_taking_turns_the_other_is_not_told_in_words(monkeypatch):
    """The control: the race above is a real one."""
    monkeypatch.setattr(actions, "take_turn_at", lambda challenge: None)
    told = []
    for _ in range(ROUNDS * 3):
        challenge = an_approved_report()
        form, director = a_time_form(challenge), a.a_host_dass(challenge)
        ends = at_once(*(pressing(challenge, form, timezone.now() + timedelta(days=1), director) for _ in range(4)))
        told += [end for end in ends if end is not None]
    assert not all(isinstance(end, Refused) for end in told)
