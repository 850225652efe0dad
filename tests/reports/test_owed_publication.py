"""What people owe to an agreed report: the yes of the team lead, the publication, and after two weeks a plan."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from cycles.models import TeamRole
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from peerchallenge.notifications.reminders import remind
from peerchallenge.ui.wording import civil
from peerchallenge.workdays import today_in_london
from reports.owed_publication import APPROVE, ASK, CORRECT, PUBLISH, PUBLISH_AGAIN
from tests import builders as a

from .publication_builders import (
    a_correction,
    a_publication,
    a_published_report,
    an_agreed_report,
    an_approval,
    an_approved_correction,
)

pytestmark = pytest.mark.django_db


def texts(person):
    return [thing.text for thing in owed([person.pk]) if thing.about.startswith("publication:")]


def people(challenge):
    lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    return lead, a.a_host_dass(challenge), a.a_regional_lead(challenge.cycle.region)


def test_first_the_team_lead_approves_then_the_director_publishes():
    challenge = an_agreed_report()
    everybody = people(challenge)
    assert [texts(one) for one in everybody] == [[APPROVE], [], []]
    an_approval(challenge)
    assert [texts(one) for one in everybody] == [[], [PUBLISH], []]
    a_publication(challenge, timezone.now() + timedelta(days=40))
    assert [texts(one) for one in everybody] == [[], [], []]


def test_after_two_weeks_without_a_plan_director_and_regional_lead_are_told():
    challenge = an_agreed_report(agreed_days_ago=13)
    everybody = people(challenge)
    assert [texts(one) for one in everybody] == [[APPROVE], [], []]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert [texts(one) for one in everybody] == [[APPROVE], [PUBLISH], [ASK]]
    an_approval(challenge)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert [texts(one) for one in everybody] == [[], [PUBLISH], [ASK]]


@time_machine.travel(datetime(2027, 3, 4, 9, 0, tzinfo=UTC))
def test_the_morning_mail_says_it_once_the_day_has_come():
    challenge = an_agreed_report(agreed_days_ago=14)
    _, director, office = people(challenge)
    due_on = civil(challenge.report.versions.get().made_at) + timedelta(days=14)
    assert due_on == today_in_london()
    remind(today_in_london().isoformat())
    told = Notice.objects.filter(about__startswith=f"publication:{challenge.pk}:", due_on=due_on)
    assert {notice.person_id for notice in told} >= {director.pk, office.pk}


def test_a_report_that_is_agreed_anew_starts_from_there():
    challenge = an_agreed_report(agreed_days_ago=30)
    everybody = people(challenge)
    an_approval(challenge, approved_at=timezone.now() - timedelta(days=20))
    an_agreed_report(challenge=challenge, agreed_days_ago=2)
    assert [texts(one) for one in everybody] == [[APPROVE], [], []]


def test_a_correction_is_finished_and_published():
    challenge = a_published_report()
    everybody = people(challenge)
    assert [texts(one) for one in everybody] == [[], [], []]
    correction = a_correction(challenge)
    assert [texts(one) for one in everybody] == [[CORRECT], [], []]
    correction.delete()
    an_approved_correction(challenge)
    assert [texts(one) for one in everybody] == [[], [PUBLISH_AGAIN], []]


def test_the_milestone_of_publication_is_not_owed_twice():
    challenge = an_agreed_report()
    director = a.a_host_dass(challenge)
    an_approval(challenge)
    a.a_milestone(challenge, code="published", name="Publish the report")
    assert [thing.text for thing in owed([director.pk])] == [PUBLISH]
