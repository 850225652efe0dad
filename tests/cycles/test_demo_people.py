"""The ten people of the demo have something to do or to look at; and what did not go out can be sent again."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command

from cycles.demo.people import TEN
from cycles.models import PeerChallenge, Stage
from peerchallenge.accounts.models import Person
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import Message, MessageState, Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.notifications.reminders import promise
from peerchallenge.workdays import add_working_days, today_in_london

pytestmark = pytest.mark.django_db
ADMINISTRATOR = "sam-field"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MESSAGES, JOBS = "/settings/west-midlands/messages/", "/settings/west-midlands/jobs/"


@pytest.fixture
def demo(settings, tmp_path):
    settings.DEMO, settings.VAR_DIR = True, tmp_path
    call_command("make_demo")


@pytest.fixture
def amara(demo, client):
    client.force_login(Person.objects.get(slug="amara-bell"), backend=BACKEND)
    return client


def test_each_of_the_ten_has_something_to_do_and_the_administrator_something_to_look_at(demo, client):
    people = {one.slug: Person.objects.get(slug=one.slug) for one in TEN}
    idle = [slug for slug, person in people.items() if not owed([person.pk])]
    assert idle == [ADMINISTRATOR]
    client.force_login(people[ADMINISTRATOR], backend=BACKEND)
    assert "See whether the service is well" in client.get("/").content.decode()
    assert "background work" in client.get("/status").content.decode()


def test_three_weeks_of_mail_can_be_read(amara):
    sent = Message.objects.filter(state=MessageState.SENT)
    days = {message.sent_at.date() for message in sent}
    assert len(days) > 5
    assert max(days) < today_in_london()
    assert not sent.filter(text="").exists()
    page = amara.get(MESSAGES).content.decode()
    assert sent.first().subject in page
    assert "Could not be sent" in page


def test_what_was_told_is_not_told_again(demo):
    keys = set(Notice.objects.values_list("key", flat=True))
    promise(owed(), add_working_days(today_in_london(), -1))
    assert set(Notice.objects.values_list("key", flat=True)) == keys


def test_the_work_that_failed_is_shown_and_trying_again_sends_the_mail(amara, mailoutbox):
    failed = Job.objects.get(state=State.FAILED)
    assert "The mail server took too long to answer" in amara.get(JOBS).content.decode()
    amara.post(JOBS, {"job": failed.pk})
    assert queue.run(failed.pk)
    assert [mail.to for mail in mailoutbox] == [["ben.carrow@example.org"]]
    assert "Nothing has failed" in amara.get(JOBS).content.decode()
    assert not Message.objects.filter(state=MessageState.FAILED).exists()


@pytest.mark.parametrize("day", ["2026-11-28", "2027-01-04", "2028-02-29"])
def test_the_cycle_before_is_over_on_any_day(day, settings, tmp_path):
    with time_machine.travel(datetime.fromisoformat(f"{day}T10:00:00").replace(tzinfo=UTC)):
        settings.DEMO, settings.VAR_DIR = True, tmp_path
        call_command("make_demo")
        closed = PeerChallenge.objects.filter(stage=Stage.CLOSED)
        withdrawn = PeerChallenge.objects.get(paused_as="withdrawn")
        assert closed.count() == 13
        assert withdrawn.paused_reason
        running = PeerChallenge.objects.running()
        assert {one.cycle_id for one in running} == {running.first().cycle_id}
        assert max(one.last_day for one in closed) < min(one.first_day for one in running if one.first_day)
