"""The ten people of the demo have something to do or to look at; and what did not go out can be sent again."""

import pytest

from cycles.demo.people import TEN
from peerchallenge.accounts.models import Person
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import Message, MessageState, Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.notifications.reminders import promise
from peerchallenge.workdays import add_working_days, today_in_london
from tests.example import example_region

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.xdist_group("example region, people")]
ADMINISTRATOR = "sam-field"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MESSAGES, JOBS = "/settings/west-midlands/messages/", "/settings/west-midlands/jobs/"


@pytest.fixture(autouse=True, scope="module")
def _demo(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), example_region(tmp_path_factory.mktemp("example"), "2029-06-13T10:00"):
        yield


@pytest.fixture
def amara(client):
    client.force_login(Person.objects.get(slug="amara-bell"), backend=BACKEND)
    return client


def test_each_of_the_ten_has_something_to_do_and_the_administrator_something_to_look_at(client):
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


def test_what_was_told_is_not_told_again():
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
