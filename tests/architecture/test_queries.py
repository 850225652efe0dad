"""No page asks the database more than 15 questions, and none asks more with ten times the data (decisions.md 10)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cycles.models import BlackoutPeriod, ChallengeRequest, HostRole, Stage, TeamRole
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Message, Notice
from peerchallenge.workdays import today_in_london
from tests import builders as a
from tests.plugin import ON_POSTGRES

from .rooms import ROOMS
from .sitemap import SCOPES, addresses, in_scope
from .world import World, body_of

MOST = 15
ARGUMENTS = {address.name: address.arguments for address in addresses()}

pytestmark = pytest.mark.django_db


def grow(world, first, last):
    """More of everything that a region's pages list, numbered."""
    for number in range(first, last):
        host = a.an_authority(region=world.region)
        challenge = a.a_challenge(host, world.cycle, Stage.PREPARING, first_day=a.a_monday())
        person = a.a_host_dass(challenge)
        a.a_host_member(challenge, HostRole.COORDINATOR)
        a.a_host_member(world.challenge, HostRole.READER)
        a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)
        a.a_team_member(world.challenge, TeamRole.SENIOR_MANAGER)
        a.a_milestone(challenge, code=f"more-{number}")
        a.a_milestone(world.challenge, code=f"more-{number}", owner="regional_lead")
        day = today_in_london() + timedelta(days=number)
        BlackoutPeriod.objects.create(region=world.region, reason="Holidays", starts_on=day, ends_on=day)
        Message.objects.create(key=f"mail-{host.pk}", template="digest", recipient=person, region_id=world.region.pk)
        Notice.objects.create(key=f"line-{host.pk}", person=person, kind="news", about="x", challenge_id=challenge.pk)
        Job.objects.create(kind="deliver", key=f"job-{host.pk}", state="failed", error="TimeoutError: no")
        other = a.an_authority(region=world.region)
        ChallengeRequest.objects.create(cycle=world.cycle, host=other, reasons="Why", asked_by=person)
        for room in ROOMS:
            room.grow(world, number)


@pytest.mark.skipif(ON_POSTGRES, reason="both databases are asked the same questions")
@pytest.mark.parametrize(
    ("role", "stage"),
    [
        *(("RL", 0), ("HD", 0), ("TM", 0), ("RL", 2), ("HC", 1), ("TM", 2), ("RL", 4), ("HD", 5), ("TL", 5), ("HD", 6)),
        *(("HC", 6), ("HD", 7), ("HD", 8), ("RL", 8), ("TL", 8)),
    ],
)
def test_no_page_asks_more_than_fifteen_questions_or_more_with_ten_times_the_data(role, stage, sign_in):
    world = World()
    world.at_stage(stage)
    person = a.someone_in_role(role, world.challenge)
    grow(world, 0, 1)
    pages = {page.name: world.path(page, ARGUMENTS[page.name]) for page in in_scope(*SCOPES)}
    client = sign_in(person)
    few = {name: answer_and_questions(client, path) for name, path in pages.items()}
    opened = {name: path for name, path in pages.items() if few[name][0] == 200}
    grow(world, 1, 11)
    many = {name: answer_and_questions(client, path) for name, path in opened.items()}

    assert {name: count for name, (_, count) in few.items() if count > MOST} == {}
    assert {name: (few[name], many[name]) for name in opened if many[name] > few[name]} == {}


def answer_and_questions(client, path):
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        body_of(answer)
    unasked = ("SAVEPOINT", "RELEASE", "ROLLBACK")
    return answer.status_code, len([query for query in asked if not query["sql"].startswith(unasked)])
