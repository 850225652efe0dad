"""A restored copy tells nobody anything until it is told to go on, and then tells nobody twice."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from peerchallenge import marks
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications import outbox
from peerchallenge.notifications.models import Message, MessageState, Notice
from peerchallenge.notifications.reminders import promise
from peerchallenge.upkeep.resume import resume
from tests.builders import a_person, a_region, a_regional_lead

from .owing import DUE, owe, things

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_owes_anything")]
TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 3, 17) + timedelta(days=n) for n in range(3))


def restored(made_at=None):
    marks.put(marks.RESTORED, made_at=(made_at or timezone.now()).isoformat())


def news(person, about="offer:1"):
    Notice.objects.create(key=f"news:{about}:{person.pk}", person=person, kind="news", about=about, text="Dudley: x")


def promised(to, template="place_ended", key="mail:1", **facts):
    outbox.send_now(template, key=key, to=to, **facts)
    return Message.objects.get(key=key)


def everything_due():
    """What a worker does in a while: it sweeps, and runs all that is listed and all that waits."""
    mail.outbox.clear()
    for number in [*queue.sweep(), *Job.objects.values_list("pk", flat=True)]:
        queue.run(number)
    return mail.outbox


# --- Rest ------------------------------------------------------------------------------------------------------------


def test_nothing_is_mailed_or_done_or_promised(morning):
    person = a_person()
    owe(person)
    message = promised(person)
    restored()
    assert morning(WEDNESDAY) == []
    assert everything_due() == []
    message.refresh_from_db()
    assert (message.state, message.attempts) == (MessageState.WAITING, 0)
    assert not Job.objects.filter(kind="remind").exists()


def test_the_command_that_sweeps_says_why_it_does_nothing(capsys):
    restored()
    call_command("sweep")
    assert "The service rests" in capsys.readouterr().out


def test_whoever_is_signed_in_reads_on_every_page_what_this_is(client, sign_in, at):
    at(TUESDAY, 3)
    restored()
    at(WEDNESDAY)
    lead = a_regional_lead(a_region())
    assert "Restored" not in client.get("/").content.decode(), "the public is not asked to know"
    for path in ("/", "/challenges/", "/settings/", "/account/"):
        page = sign_in(lead).get(path, follow=True).content.decode()
        assert "brought back from a backup of Tuesday 17 March 2026 at 3am" in page
    marks.take_away(marks.RESTORED)
    assert "brought back" not in client.get("/").content.decode()


# --- Going on --------------------------------------------------------------------------------------------------------


def test_what_waited_when_the_backup_was_made_is_held_back(morning):
    """It may have gone out between the backup and the accident."""
    person = a_person()
    news(person)
    waiting, code = promised(person), promised(person, "sign_in_code", "code", secret=True, code="1234-5678")
    restored()
    assert (resume().mails, Notice.objects.filter(message=None).count()) == (2, 0)
    assert everything_due() == []
    assert morning(WEDNESDAY) == []
    waiting.refresh_from_db()
    code.refresh_from_db()
    assert (waiting.state, waiting.may_go_again) == (MessageState.FAILED, True)
    assert "may have gone out before" in waiting.error
    assert (code.state, code.context) == (MessageState.CANCELLED, {}), "a way in that is not sent is not kept"
    assert not Job.objects.exclude(state=State.DONE).exists()


def test_the_office_can_send_again_what_was_held_back():
    message = promised(a_person())
    restored()
    resume()
    message.refresh_from_db()
    outbox.send_again(message)
    assert len(everything_due()) == 1


def test_a_reminder_that_went_out_before_is_not_sent_again(morning):
    person = a_person()
    owe(person)
    assert len(morning(TUESDAY - timedelta(days=1))) == 1
    restored()
    resume()
    assert morning(TUESDAY) == []
    assert len(morning(WEDNESDAY)) == 1, "two days before is the next one"


def test_a_reminder_that_went_out_after_the_backup_is_not_sent_again_either(at, morning):
    """The copy knows nothing of it: the backup is of Tuesday, the mail was of Wednesday, the accident of Thursday."""
    person = a_person()
    owe(person, due_on=DUE)
    at(TUESDAY, 3)
    restored()
    at(THURSDAY, 7)
    assert resume().lines == 1
    assert morning(THURSDAY) == []
    assert morning(DUE + timedelta(days=3))[0].to == [person.email], "the next one comes at its time"


def test_people_get_one_mail_each_where_all_that_waited_is_sent(at, morning):
    at(TUESDAY, 9)
    person = a_person()
    for n in range(5):
        owe(person, about=f"milestone:{n}", text=f"Thing {n}")
        news(person, f"offer:{n}")
    promise(things, TUESDAY)
    restored()
    assert (resume(send_waiting=True).mails, resume_again()) == (0, "refused")
    (only,) = morning(WEDNESDAY)
    assert only.to == [person.email]
    assert morning(THURSDAY) == []


def resume_again():
    with pytest.raises(CommandError, match="There is nothing to do"):
        call_command("resume_after_restore")
    return "refused"


def test_mail_about_somebody_who_may_be_in_danger_goes_out_in_any_case(settings):
    settings.MAIL_RATHER_TWICE_THAN_NEVER = ["place_ended"]
    promised(a_person())
    restored()
    assert resume().mails == 0
    assert len(everything_due()) == 1


def test_the_command_says_what_was_held_back(capsys):
    person = a_person(name="Nora Quillfeather")
    promised(person)
    news(person)
    restored()
    call_command("resume_after_restore")
    said = capsys.readouterr().out
    assert "Held back: 1 mail, 1 line of morning mails." in said
    assert "Nora" not in said
