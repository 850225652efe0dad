"""What the people of a challenge find in their morning mail."""

import pytest
from django.core import mail

from peerchallenge.jobs import queue
from peerchallenge.notifications.reminders import gather
from peerchallenge.workdays import today_in_london
from tests.cycles.test_dates import World

pytestmark = pytest.mark.django_db


def test_the_morning_mail_goes_to_the_other_side_and_names_the_office_of_the_region():
    world = World()
    world.region.office, world.region.contact_email = "Lakeside ADASS", "office@example.org"
    world.region.save()
    world.offer()

    gather(today_in_london())
    for number in queue.due().values_list("pk", flat=True):
        queue.run(number)

    (sent,) = mail.outbox
    assert sent.to == [world.director.email]
    assert "Dunmere: " in sent.body
    assert f"Lakeside ADASS, {world.region.name}, office@example.org" in sent.body
