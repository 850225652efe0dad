"""A mail is promised in the transaction that causes it, sent once, and a failure is there for all to see."""

import pytest
from django.core import mail
from django.db import transaction

from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications import outbox
from peerchallenge.notifications.models import Message, MessageState
from tests.builders import a_person

pytestmark = pytest.mark.django_db
SECRET = "kT9-way-in"


@pytest.fixture(autouse=True)
def _a_template(settings, tmp_path):
    """A mail whose subject and text come from its context."""
    (tmp_path / "emails").mkdir()
    (tmp_path / "emails" / "note.txt").write_text("{{ about }}\nHello {{ person.name }}\n{{ words }}\n")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    settings.BASE_URL = "https://peers.example.org:8443/app"


@pytest.fixture
def mail_server(monkeypatch):
    """A mail server that refuses while `mail_server.away` is set."""

    class Server:
        away = True

        def send(self, message):
            if self.away:
                raise ConnectionRefusedError("no mail server")
            mail.outbox.append(message)

    server = Server()
    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", lambda message: server.send(message))
    return server


def promise(to=None, key="note:1", about="Visit agreed", words="Good news.", **facts):
    outbox.send_now("note", key=key, to=to or a_person("Priya O'Neill"), about=about, words=words, **facts)
    return Message.objects.get(key=key)


def work(message):
    """Run every job of the queue that is due."""
    for number in queue.due().values_list("pk", flat=True):
        queue.run(number)
    message.refresh_from_db()
    return message


def press_send_again(message):
    message.refresh_from_db()
    outbox.send_again(message)
    Job.objects.update(due_at=message.created_at)
    return work(message)


def test_a_promised_mail_is_sent_and_its_text_kept():
    message = work(promise())
    assert (message.state, message.attempts, message.error) == (MessageState.SENT, 1, "")
    assert message.sent_at
    assert (message.subject, message.text) == ("Visit agreed", "Hello Priya O'Neill\nGood news.\n")
    assert mail.outbox[0].to == [message.recipient.email]


def test_a_mail_promised_twice_with_one_key_is_one_mail():
    person = a_person()
    promise(person)
    work(promise(person))
    assert len(mail.outbox) == Message.objects.count() == Job.objects.count() == 1


def test_a_mail_goes_to_an_address_that_nobody_has_an_account_for():
    outbox.send_now("note", key="note:1", email="new@example.org", about="Hello", words="-")
    work(Message.objects.get())
    assert mail.outbox[0].to == ["new@example.org"]


def test_a_mail_to_nobody_is_not_sent():
    outbox.send_now("note", key="note:1", secret=True, about="Hello", words="-")
    assert work(Message.objects.get()).state == MessageState.CANCELLED
    assert mail.outbox == []


def test_the_job_holds_no_content():
    promise()
    assert Job.objects.get().payload == {"message_id": Message.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_a_mail_of_a_transaction_that_is_taken_back_was_never_promised():
    person = a_person()
    with transaction.atomic():
        promise(person)
        transaction.set_rollback(True)
    assert Message.objects.count() == Job.objects.count() == 0


# --- Failure ---------------------------------------------------------------------------------------------------------


def test_a_failure_shows_on_the_mail_at_once_and_it_is_tried_again(mail_server, time_machine):
    message = work(promise())
    assert (message.state, message.error) == (MessageState.FAILED, "ConnectionRefusedError: no mail server")
    assert Job.objects.get().state == State.QUEUED
    mail_server.away = False
    time_machine.move_to(Job.objects.get().due_at)
    assert work(message).state == MessageState.SENT
    assert (message.error, message.attempts, len(mail.outbox)) == ("", 2, 1)


def test_a_mail_that_cannot_be_written_fails_as_visibly():
    outbox.send_now("no-such-template", key="note:1", to=a_person())
    message = work(Message.objects.get())
    assert (message.state, message.error) == (MessageState.FAILED, "TemplateDoesNotExist: emails/no-such-template.txt")


def test_a_failed_mail_is_sent_again_at_the_press_of_a_button(mail_server):
    message = work(promise())
    mail_server.away = False
    assert press_send_again(message).state == MessageState.SENT
    assert len(mail.outbox) == 1


def test_pressing_the_button_twice_sends_once():
    message = work(promise())
    outbox.send_again(message)
    outbox.send_again(message)
    work(message)
    assert len(mail.outbox) == 2


def test_a_mail_is_sent_again_as_often_as_somebody_asks():
    message = work(promise())
    for _ in range(3):
        press_send_again(message)
    assert len(mail.outbox) == 4


def test_a_mail_that_was_not_needed_can_be_sent_when_it_is_needed_again():
    person = a_person(is_active=False)
    message = work(promise(person))
    for _ in range(2):
        assert press_send_again(message).state == MessageState.CANCELLED
    person.is_active = True
    person.save()
    assert press_send_again(message).state == MessageState.SENT


# --- One mail or two? ------------------------------------------------------------------------------------------------


def message_ids():
    return [message.extra_headers["Message-ID"] for message in mail.outbox]


def test_a_mail_that_a_crash_sends_twice_has_one_message_id():
    """The worker dies after the mail server took the mail and before the row says so."""
    message = work(promise())
    Message.objects.update(state=MessageState.WAITING)
    outbox.deliver(message.pk)
    first, second = message_ids()
    assert first == second
    assert first.endswith("@peers.example.org>")


def test_a_mail_that_somebody_asks_for_again_has_a_new_message_id():
    """Otherwise the mailbox would hide it as one that it has already."""
    message = work(promise())
    press_send_again(message)
    assert len(set(message_ids())) == 2


def test_different_mails_have_different_message_ids():
    for n in range(20):
        work(promise(key=f"note:{n}"))
    assert len(set(message_ids())) == 20


# --- Strange words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"])
def test_a_line_end_in_a_subject_adds_no_header(line_end):
    message = work(promise(about=f"Visit{line_end}Bcc: all@example.org"))
    assert message.state == MessageState.SENT
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert len(message.subject.splitlines()) == 1


@pytest.mark.parametrize("address", ["a@example.org\nBcc: b@example.org", "a@example.org\r\n\r\nHello"])
def test_a_line_end_in_an_address_is_refused_and_shown(address):
    message = promise(key="note:2")
    Message.objects.filter(pk=message.pk).update(recipient=None, to_email=address)
    assert work(message).state == MessageState.FAILED
    assert message.error.startswith("BadHeaderError")
    assert mail.outbox == []


def test_a_mail_says_names_as_they_are_and_its_html_cannot_be_abused():
    work(promise(words="<script>alert(1)</script> & O'Neill"))
    assert "<script>alert(1)</script> & O'Neill" in mail.outbox[0].body
    html = mail.outbox[0].alternatives[0].content
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_mail_says_that_nobody_wrote_it_by_hand():
    work(promise())
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


# --- Secrets ---------------------------------------------------------------------------------------------------------


def kept(message):
    message.refresh_from_db()
    return f"{message.context} {message.text} {message.subject} {message.error} {list(Job.objects.values())}"


def test_a_secret_is_forgotten_once_it_is_out():
    message = work(promise(words=SECRET, secret=True))
    assert SECRET in mail.outbox[0].body
    assert SECRET not in kept(message)


def test_a_secret_is_forgotten_when_nobody_needs_it():
    assert SECRET not in kept(work(promise(a_person(is_active=False), words=SECRET, secret=True)))


def test_a_secret_that_could_not_be_sent_is_tried_again(mail_server):
    message = work(promise(words=SECRET, secret=True))
    assert SECRET not in message.text
    mail_server.away = False
    press_send_again(message)
    assert SECRET in mail.outbox[0].body


def test_a_secret_that_is_out_is_not_sent_again():
    message = work(promise(words=SECRET, secret=True))
    assert not message.may_go_again
    with pytest.raises(ValueError, match="sent once"):
        outbox.send_again(message)
