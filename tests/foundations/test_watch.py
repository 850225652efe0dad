"""When something stands still the service says so: to whoever asks, and to the offices on their pages."""

from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from peerchallenge import health, marks
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Message
from peerchallenge.upkeep import watch
from tests.builders import a_person, a_post, a_region, a_regional_lead, an_administrator, an_authority

pytestmark = pytest.mark.django_db
disk = namedtuple("disk", "total used free")
ALL_IS_WELL = {"doors", "background work", "queue", "given up today", "mail", "backup", "disk"}


@pytest.fixture(autouse=True)
def _all_is_well(clock, settings, monkeypatch):
    settings.JOB_TIMETABLE = []
    monkeypatch.setattr(watch.shutil, "disk_usage", lambda path: disk(100, 50, 50))
    marks.put(marks.BACKED_UP)
    queue.sweep()


def wrong():
    return {sign.about for sign in watch.signs() if sign.wrong}


def answer(client=None):
    response = (client or Client()).get("/status")
    return response.status_code, response.content.decode()


def a_job(**facts):
    return Job.objects.create(kind="work", key=f"work:{Job.objects.count()}", **facts)


def test_all_is_well():
    assert {sign.about for sign in watch.signs()} == ALL_IS_WELL
    assert wrong() == set()
    assert watch.alarms() == []
    assert answer() == (200, "ok\n")


def test_ten_minutes_without_a_sweep_are_an_alarm(clock):
    clock.shift(timedelta(minutes=10))
    assert wrong() == set()
    clock.shift(timedelta(seconds=1))
    assert wrong() == {"background work"}
    assert "The background work stands still" in watch.alarms()[0]
    queue.sweep()
    assert watch.alarms() == []


def test_a_service_that_never_swept_is_one_too_ten_minutes_after_its_first_work_was_promised(clock):
    marks.take_away(marks.SWEPT)
    a_job()
    assert (wrong(), watch.alarms()) == (set(), []), "a new one has not begun yet"
    clock.shift(timedelta(minutes=10, seconds=1))
    assert "background work" in wrong()


def test_two_days_without_a_backup_are_an_alarm_but_not_in_the_demo(clock, settings):
    clock.shift(timedelta(days=2, seconds=1))
    queue.sweep()
    assert wrong() == {"backup"}
    assert watch.alarms() == ["No backup was made for two days. Tell the people who run this service."]
    settings.DEMO = True
    assert watch.alarms() == []


def test_a_new_installation_has_two_days_for_its_first_backup(clock):
    marks.take_away(marks.BACKED_UP)
    assert wrong() == set()
    a_job()
    clock.shift(timedelta(days=2, seconds=1))
    queue.sweep()
    assert "backup" in wrong()


def test_work_that_nobody_begins_and_work_that_was_given_up(clock):
    a_job()
    clock.shift(timedelta(minutes=11))
    queue.sweep()
    assert wrong() == {"queue"}
    Job.objects.update(state="failed", finished_at=timezone.now())
    assert wrong() == {"given up today"}
    clock.shift(timedelta(days=1))
    queue.sweep()
    assert wrong() == set()


def test_one_mail_may_have_a_wrong_address_but_three_in_a_row_are_the_mail_server():
    for n in range(3):
        assert wrong() == set()
        Message.objects.create(key=f"mail:{n}", template="digest", state="failed")
    assert wrong() == {"mail"}
    Message.objects.create(key="sent", template="digest", state="sent", sent_at=timezone.now())
    assert wrong() == set()


def test_a_disk_that_gets_full(monkeypatch):
    monkeypatch.setattr(watch.shutil, "disk_usage", lambda path: disk(100, 96, 4))
    assert wrong() == {"disk"}
    assert answer()[0] == 503


def test_closed_and_restored_are_said(settings):
    marks.put(marks.RESTORED, made_at=timezone.now().isoformat())
    assert wrong() == {"doors"}
    assert "brought back from a backup" in watch.alarms()[0]
    settings.CLOSED_UNTIL = "2pm"
    assert answer() == (503, "look after this service\n"), "also while every other page says that it is closed"


# --- Who is told what ------------------------------------------------------------------------------------------------


def test_anybody_learns_a_word_and_those_who_look_after_a_region_the_details(sign_in):
    region = a_region()
    for person in (a_regional_lead(region), an_administrator(region)):
        code, told = answer(sign_in(person))
        assert code == 200
        assert told.splitlines()[0] == "ok"
        assert "ok  backup: last made 0 minutes ago" in told
        assert "ok  disk: 50 % free" in told
    assert answer(sign_in(a_person())) == (200, "ok\n")
    assert answer(sign_in(a_post(an_authority(region=region)))) == (200, "ok\n")


def test_a_database_that_is_away_is_said_without_a_word_of_its_own(monkeypatch):
    def away():
        raise DatabaseError("password of peerchallenge at db.internal is wrong")

    monkeypatch.setattr(health, "signs", away)
    assert answer() == (503, "look after this service: the database does not answer\n")


def test_the_office_sees_it_where_it_looks_for_mail_and_work(sign_in, clock):
    region = a_region()
    office = sign_in(a_regional_lead(region))
    clock.shift(timedelta(minutes=11))
    for page in ("messages", "jobs"):
        assert "The background work stands still" in office.get(f"/settings/{region.slug}/{page}/").content.decode()
    queue.sweep()
    for page in ("messages", "jobs"):
        assert "stands still" not in office.get(f"/settings/{region.slug}/{page}/").content.decode()
