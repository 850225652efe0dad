"""Nothing is told of what is settled; news come with the next morning mail; what was held up is told once."""

from datetime import timedelta

import pytest
from django.core import mail

from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Message, MessageState
from peerchallenge.notifications.outbox import take_back, tell
from peerchallenge.notifications.reminders import remind
from tests.builders import a_challenge, a_person

from .owing import DUE, owe, things, visible

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_owes_anything")]


def promised(person, at, day=DUE):
    """Reminders of a day are written down, but their mail has not left yet."""
    at(day)
    remind(day.isoformat())
    return Message.objects.get(recipient=person)


def delivered(message):
    queue.run(Job.objects.get(key=f"deliver:{message.key}").pk)
    message.refresh_from_db()
    return message


def test_nothing_is_told_when_all_of_it_is_done_or_paused(at):
    priya = a_person()
    owe(priya)
    message = promised(priya, at)
    things.clear()
    assert delivered(message).state == MessageState.CANCELLED
    assert mail.outbox == []


def test_only_what_is_still_open_is_told(at):
    priya = a_person()
    owe(priya, text="Self-assessment")
    owe(priya, about="milestone:2", text="Risk tool")
    message = promised(priya, at)
    things.pop(0)
    delivered(message)
    assert "Dudley: risk tool" in mail.outbox[0].body
    assert "self-assessment" not in mail.outbox[0].body


def test_a_reminder_of_the_old_date_is_not_told_after_the_date_moved(at):
    priya = a_person()
    owe(priya)
    message = promised(priya, at)
    things.clear()
    owe(priya, due_on=DUE + timedelta(days=60))
    assert delivered(message).state == MessageState.CANCELLED


def test_nothing_is_told_about_a_challenge_that_is_not_theirs_any_more(at):
    priya = a_person()
    owe(priya, challenge_id=7)
    visible.add(7)
    message = promised(priya, at)
    visible.clear()
    assert delivered(message).state == MessageState.CANCELLED


def test_nothing_is_told_to_a_person_who_has_no_access_any_more(at):
    priya = a_person()
    owe(priya)
    message = promised(priya, at)
    priya.is_active = False
    priya.save()
    assert delivered(message).state == MessageState.CANCELLED
    assert message.error == "This person has no access any more."


# --- News ------------------------------------------------------------------------------------------------------------


def test_news_wait_for_the_next_morning_and_are_told_once(at, morning):
    priya, challenge = a_person("Priya Shah"), a_challenge()
    visible.add(challenge.pk)
    for _ in range(2):
        tell([priya.pk], "Dudley: 10 to 12 June is offered", about="offer:7:made", challenge=challenge, path="/x/")
    assert mail.outbox == []
    (message,) = morning(DUE)
    assert message.subject == "Dudley: 1 change"
    assert "10 to 12 June is offered" in message.body
    assert morning(DUE + timedelta(days=3)) == []


def test_news_of_a_challenge_they_may_not_see_are_not_told(morning):
    tell([a_person().pk], "Dudley: a secret", about="offer:7:made", challenge=a_challenge(), path="/x/")
    assert morning(DUE) == []
    assert Message.objects.get().state == MessageState.CANCELLED


def test_news_that_are_taken_back_before_the_morning_are_not_told(morning):
    tell([a_person().pk], "Dudley: 3 days are offered", about="offer:7:made", challenge=a_challenge(), path="/x/")
    take_back(["offer:7:made"])
    assert morning(DUE) == []


def test_news_after_the_morning_mail_wait_for_the_next_working_day(at, morning):
    priya, challenge = a_person(), a_challenge()
    visible.add(challenge.pk)
    owe(priya)
    assert len(morning(DUE)) == 1
    tell([priya.pk], "Dudley: news", about="offer:7:made", challenge=challenge, path="/x/")
    assert morning(DUE) == []
    assert morning(DUE + timedelta(days=1)) == []  # a Saturday
    assert "Dudley: news" in morning(DUE + timedelta(days=3))[0].body


# --- A mail server that is away --------------------------------------------------------------------------------------


@pytest.mark.parametrize("hours_away", [(8,), (8, 9, 10, 11, 14, 19)], ids=["still trying", "given up"])
def test_what_a_mail_server_held_up_is_told_in_the_next_morning_mail_and_only_there(morning, monkeypatch, hours_away):
    owe(a_person(), text="Self-assessment")
    monday = DUE + timedelta(days=3)
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMultiAlternatives.send", lambda self: 1 / 0)
        assert [morning(DUE, hour) for hour in hours_away] == [[]] * len(hours_away)
    (message,) = morning(monday)
    assert message.body.count("self-assessment") == 1, "two reminders of one thing are said once"
    assert sorted(Message.objects.values_list("state", "error")) == [
        ("cancelled", "A later mail says it all."),
        ("sent", ""),
    ]
    assert morning(monday + timedelta(days=1)) == []


def test_a_morning_mail_that_is_being_sent_is_not_overtaken(at):
    """Its worker has it in hand or was cut off; either way the mail itself comes."""
    priya = a_person()
    owe(priya)
    message = promised(priya, at)
    Message.objects.update(attempts=1)
    at(DUE + timedelta(days=3))
    remind((DUE + timedelta(days=3)).isoformat())
    message.refresh_from_db()
    assert message.state == MessageState.WAITING
    assert Message.objects.count() == 2
