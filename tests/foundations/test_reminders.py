"""Each reminder once, on the right working day; one mail a person and day; nothing about what is settled."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Message, MessageState, Notice, NoticeKind
from peerchallenge.notifications.outbox import tell
from peerchallenge.notifications.owed import Owed
from peerchallenge.notifications.reminders import promise_the_day, remind, rule_for
from peerchallenge.workdays import add_working_days, is_working_day
from tests.architecture.reading import grade
from tests.builders import a_challenge, a_person

pytestmark = pytest.mark.django_db
LONDON = ZoneInfo("Europe/London")
DUE = date(2026, 3, 20)  # a Friday, with no holiday in the two weeks before
things: list[Owed] = []
visible: set[int] = set()


def owed(people):
    return [thing for thing in things if people is None or thing.person_id in people]


def visible_challenge_ids(person):
    return visible


@pytest.fixture(autouse=True)
def _what_is_owed(settings):
    settings.OWED_SOURCES = [f"{__name__}.owed"]
    settings.VISIBLE_CHALLENGES = f"{__name__}.visible_challenge_ids"
    settings.EMBEDDED = True
    things.clear()
    visible.clear()


@pytest.fixture
def at(time_machine):
    """Go to an hour of a day in London."""

    def moved(day, hour=8, minute=0):
        time_machine.move_to(datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON), tick=False)

    return moved


@pytest.fixture
def morning(at):
    """Everything that happens on one day: the sweep comes, the mails leave. Returns the mails."""

    def passed(day, hour=8):
        at(day, hour)
        sent = len(mail.outbox)
        while numbers := queue.sweep():
            for number in numbers:
                queue.run(number)
        return mail.outbox[sent:]

    return passed


def owe(person, due_on=DUE, about="milestone:1", text="Self-assessment", challenge_id=None):
    things.append(Owed(person.pk, about, text, "Dudley", "/x/", challenge_id=challenge_id, due_on=due_on))


def days_from(first, count):
    return [first + timedelta(days=n) for n in range(count)]


# --- Which reminder --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2026, 3, 5), None),
        (date(2026, 3, 6), "before-14"),
        (date(2026, 3, 12), "before-14"),
        (date(2026, 3, 13), "before-7"),
        (date(2026, 3, 17), "before-7"),
        (date(2026, 3, 18), "before-2"),
        (date(2026, 3, 20), "before-2"),
        (date(2026, 3, 21), "late-1"),
        (date(2026, 3, 27), "late-1"),
        (date(2026, 3, 28), "late-8"),
        (date(2026, 4, 4), "late-15"),
    ],
)
def test_the_reminder_of_a_day(day, rule):
    assert rule_for(DUE, day) == rule


def test_a_reminder_that_falls_on_a_weekend_comes_on_the_friday_before():
    assert rule_for(date(2026, 3, 24), date(2026, 3, 20)) == "before-2"  # due on a Tuesday: two days before is Sunday


def test_a_reminder_that_falls_on_christmas_comes_before_it():
    assert rule_for(date(2026, 12, 29), date(2026, 12, 24)) == "before-2"


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_every_reminder_has_a_working_day_on_which_it_is_told_before_it_is_too_late(due_on):
    told = {}
    for day in days_from(due_on - timedelta(days=25), 35):
        if is_working_day(day) and (rule := rule_for(due_on, day)):
            told.setdefault(rule, day)
    assert told["before-14"] < told["before-7"] < told["before-2"] <= due_on < told["late-1"]
    for days in (14, 7, 2):
        assert add_working_days(told[f"before-{days}"], 1) > due_on - timedelta(days=days)


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_late_reminders_are_a_week_apart(due_on):
    rules = [rule_for(due_on, day) for day in days_from(due_on + timedelta(days=1), 70)]
    assert len(set(rules)) == 10
    assert sum(before != after for before, after in pairwise(rules)) == 9


# --- When ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "promised"),
    [
        (datetime(2026, 3, 27, 7, 59, tzinfo=UTC), False),  # winter time: London is on UTC
        (datetime(2026, 3, 27, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 30, 6, 59, tzinfo=UTC), False),  # the Monday after clocks went forward
        (datetime(2026, 3, 30, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 23, 7, 0, tzinfo=UTC), True),  # the Friday before they go back
        (datetime(2026, 10, 26, 7, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 26, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 29, 9, 0, tzinfo=UTC), False),  # the nights of the change itself are Sundays
        (datetime(2026, 10, 25, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 25, 9, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 28, 9, 0, tzinfo=UTC), False),  # Boxing Day is a Saturday, so the Monday is its holiday
        (datetime(2026, 12, 29, 9, 0, tzinfo=UTC), True),
        (datetime(2026, 3, 27, 19, 59, tzinfo=UTC), True),
        (datetime(2026, 3, 27, 20, 0, tzinfo=UTC), False),  # nothing is sent at night
    ],
)
def test_the_day_is_promised_from_eight_in_london_on_working_days(time_machine, moment, promised):
    time_machine.move_to(moment, tick=False)
    promise_the_day()
    promise_the_day()
    assert Job.objects.count() == promised


def test_in_a_whole_year_each_working_day_is_promised_once(at):
    for day in days_from(date(2026, 1, 1), 365):
        for hour in (7, 8, 12, 21):
            at(day, hour)
            promise_the_day()
    keys = {f"remind:{day}" for day in days_from(date(2026, 1, 1), 365) if is_working_day(day)}
    assert set(Job.objects.values_list("key", flat=True)) == keys
    assert len(keys) == 253


# --- Once ------------------------------------------------------------------------------------------------------------


def test_a_person_is_reminded_once_for_each_rule(morning):
    priya = a_person("Priya Shah")
    owe(priya)
    mails = {day: morning(day) for day in days_from(DUE - timedelta(days=16), 40)}
    told = [day for day, sent in mails.items() if sent]
    assert told == [
        date(2026, 3, 6),
        date(2026, 3, 13),
        date(2026, 3, 18),
        date(2026, 3, 23),  # the day after is a Saturday
        date(2026, 3, 30),
        date(2026, 4, 7),  # a week later again, and the Monday is Easter's
    ]
    assert all(len(sent) == 1 for sent in mails.values() if sent)


def test_reminding_again_on_the_same_day_adds_nothing(at):
    owe(a_person())
    at(DUE)
    remind(DUE.isoformat())
    remind(DUE.isoformat())
    assert (Notice.objects.count(), Message.objects.count(), Job.objects.count()) == (1, 1, 1)


def test_after_an_outage_only_the_latest_reminder_is_told(morning):
    owe(a_person(), due_on=DUE)
    assert len(morning(DUE + timedelta(days=18))) == 1
    assert [notice.key.split(":")[4] for notice in Notice.objects.all()] == ["late-15"]


def test_a_day_that_comes_too_late_is_left_to_the_next_one(at):
    owe(a_person())
    at(DUE)
    remind((DUE - timedelta(days=1)).isoformat())
    assert Notice.objects.count() == 0


def test_a_new_date_starts_the_reminders_anew(morning):
    priya = a_person()
    owe(priya)
    morning(date(2026, 3, 18))
    things.clear()
    owe(priya, due_on=date(2026, 4, 1))
    assert len(morning(date(2026, 3, 19))) == 1


def test_two_people_who_owe_the_same_are_both_reminded(morning):
    owe(a_person())
    owe(a_person())
    assert len(morning(DUE)) == 2


def test_what_has_no_date_is_never_chased(morning):
    owe(a_person(), due_on=None)
    assert morning(DUE) == []


def test_ten_things_are_one_mail(morning):
    priya = a_person()
    for n in range(10):
        owe(priya, about=f"milestone:{n}", text=f"Thing {n}")
    (message,) = morning(DUE)
    assert message.subject == "Dudley: 10 things to do, first by 20 March"
    assert all(f"Thing {n}" in message.body for n in range(10))


# --- Settled in the meantime -----------------------------------------------------------------------------------------


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
    assert "Risk tool" in mail.outbox[0].body
    assert "Self-assessment" not in mail.outbox[0].body


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
    assert message.body.count("Self-assessment") == 1, "two reminders of one thing are said once"
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


# --- The words -------------------------------------------------------------------------------------------------------


def test_the_morning_mail_says_what_until_when_where_and_why(morning, settings):
    settings.BASE_URL = "https://peers.example.org"
    priya = a_person("Priya O'Neill-Shah")
    owe(priya, due_on=DUE + timedelta(days=5))
    owe(priya, due_on=DUE - timedelta(days=2), about="milestone:2", text="Risk tool")
    Notice.objects.create(key="n", person=priya, kind=NoticeKind.NEWS, about="n", text="Dudley: <b>new</b> & bold")
    (message,) = morning(DUE)
    for words in (
        "Hello Priya\n",
        "- Dudley: Risk tool. The date was Wednesday 18 March 2026.",
        "- Dudley: Self-assessment. Due by Wednesday 25 March 2026.",
        "You can still do what is late.",
        "- Dudley: <b>new</b> & bold",
        "https://peers.example.org/\n",
        "https://peers.example.org/contact/\n",
        "You get this mail because",
    ):
        assert words in message.body
    html = message.alternatives[0].content
    assert "&lt;b&gt;new&lt;/b&gt; &amp; bold" in html
    assert 'href="https://peers.example.org/"' in html
    assert "\n\n\n" not in message.body


def test_a_single_thing_stands_in_the_subject(morning):
    owe(a_person())
    assert morning(DUE - timedelta(days=2))[0].subject == "Dudley: Self-assessment, due 20 March"


def test_the_subject_of_a_mail_about_several_councils_names_none(morning):
    priya = a_person()
    owe(priya)
    things.append(Owed(priya.pk, "milestone:2", "Risk tool", "Walsall", "/x/", due_on=DUE))
    assert morning(DUE)[0].subject == "Peer challenges: 2 things to do, first by 20 March"


def test_the_subject_leaves_out_the_date_before_it_gets_long(morning):
    owe(a_person(), text="Lines of enquiry for the review team to look at")
    assert morning(DUE)[0].subject == "Dudley: Lines of enquiry for the review team to look at"


def test_the_morning_mail_is_easy_to_read(morning):
    owe(a_person(), due_on=DUE - timedelta(days=3))
    body = morning(DUE)[0].body
    assert max(grade(paragraph) for paragraph in body.split("\n\n") if len(paragraph.split()) > 6) <= 5
