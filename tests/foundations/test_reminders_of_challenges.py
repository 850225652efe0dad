"""Reminders of real milestones: nothing after completion, during a pause, or to somebody who has left."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from cycles.models import Milestone, PeerChallenge, Post, Stage
from peerchallenge.jobs import queue
from peerchallenge.notifications.models import Message, MessageState
from peerchallenge.notifications.reminders import remind
from tests.builders import a_challenge, a_host_dass, a_milestone

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _morning(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 8, tzinfo=ZoneInfo("Europe/London")), tick=False)


@pytest.fixture
def challenge():
    challenge = a_challenge(stage=Stage.PREPARING, first_day=TODAY + timedelta(weeks=5))
    a_milestone(challenge, name="Self-assessment", due_on=TODAY + timedelta(days=2))
    return challenge


def deliver():
    for number in queue.sweep():
        queue.run(number)


def finish(challenge, dass):
    Milestone.objects.update(done_at=timezone.now(), done_by=dass)


def pause(challenge, dass):
    PeerChallenge.objects.update(
        paused_at=timezone.now(), paused_by=dass, paused_as="postponed", paused_reason="Inspection"
    )


def close(challenge, dass):
    PeerChallenge.objects.update(stage=Stage.CLOSED)


def leave(challenge, dass):
    Post.objects.filter(person=dass).update(ends_on=TODAY - timedelta(days=1))


def test_the_director_is_reminded_of_what_is_due(challenge):
    dass = a_host_dass(challenge)
    remind(TODAY.isoformat())
    deliver()
    (message,) = mail.outbox
    assert message.to == [dass.email]
    assert message.subject == f"{challenge.host}: self-assessment, due 26 November"


@pytest.mark.parametrize("change", [finish, pause, close, leave])
def test_nothing_is_promised_after(change, challenge):
    change(challenge, a_host_dass(challenge))
    remind(TODAY.isoformat())
    assert not Message.objects.exists()


@pytest.mark.parametrize("change", [finish, pause, close, leave])
def test_nothing_is_sent_when_between_promise_and_mail_they(change, challenge):
    dass = a_host_dass(challenge)
    remind(TODAY.isoformat())
    change(challenge, dass)
    deliver()
    assert mail.outbox == []
    assert Message.objects.get().state == MessageState.CANCELLED
