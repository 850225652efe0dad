"""Many processes at the same work: each job once, each reminder once. And what happens without the protection."""

import pytest

from .work import PEOPLE, THINGS

pytestmark = [pytest.mark.services, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
UNIQUE = """
    SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM pg_constraint
    WHERE contype = 'u' AND conrelid IN ('notifications_notice'::regclass, 'notifications_message'::regclass,
                                         'jobs_job'::regclass)
"""


def test_ten_processes_run_each_of_500_jobs_once(place):
    place.promise_effects(range(500))
    place.crowd("run_all", 10)
    assert place.count("jobs_job WHERE state = 'done' AND attempts = 1") == 500
    assert place.count("tries") == place.count("effects") == 500


def test_ten_processes_that_only_look_before_they_take_run_jobs_twice(place):
    """The control: the race is there, and the claim in one statement is what wins it."""
    place.promise_effects(range(100))
    place.crowd("run_all_without_a_claim", 10)
    assert place.count("effects") == 100
    assert place.count("tries") > 100
    print(f"without a claim: {place.count('tries') - 100} of 100 jobs too many were run")


def test_four_schedulers_tell_ten_thousand_reminders_once_each(place):
    place.crowd("remind_everybody", 4)
    due = PEOPLE * THINGS
    assert place.count("notifications_notice") == due, "none is missing and none is there twice"
    assert place.count("(SELECT DISTINCT person_id, about, due_on FROM notifications_notice) AS different") == due
    assert place.count("notifications_message") == PEOPLE
    assert place.count("jobs_job WHERE kind = 'deliver'") == PEOPLE
    assert place.count("notifications_notice WHERE message_id IS NULL") == 0, "every one is in a mail"
    mixed = (
        "notifications_notice n JOIN notifications_message m ON m.id = n.message_id WHERE m.recipient_id <> n.person_id"
    )
    assert place.count(mixed) == 0


def test_four_schedulers_without_unique_keys_tell_reminders_twice(place):
    """The control: with nothing for the keys to collide with, the same four schedulers double what they tell."""
    for (statement,) in place.ask(UNIQUE):
        place.ask(statement)
    with pytest.raises(AssertionError, match="MultipleObjectsReturned"):
        place.crowd("remind_everybody", 4)  # they stumble over each other's mails
    extra = place.count("notifications_notice") - PEOPLE * THINGS
    print(f"without unique keys: {extra} of {PEOPLE * THINGS} reminders too many")
    assert extra > 0
