"""Actions: a role owns each, a colleague may report on it, and what was told of it is never overwritten."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from cycles.models import HostRole, Stage, TeamRole
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import today_in_london
from reports.models import Action, Progress
from tests import builders as a
from tests.pages import body

from .plan_builders import a_plan, an_action, an_agreed_challenge, progress_on, recommended, url

pytestmark = pytest.mark.django_db
WHAT = "Open one phone line for everybody"


@pytest.fixture
def challenge():
    return an_agreed_challenge(stage=Stage.PUBLISHED)


@pytest.fixture
def action(challenge):
    return an_action(recommended(challenge))


@pytest.fixture
def colleague(challenge):
    return a.a_host_member(challenge, HostRole.COLLEAGUE, a.a_person("Dana Marsh"))


@pytest.fixture
def host(challenge, sign_in):
    return sign_in(a.a_host_dass(challenge))


def boxes(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)} if day else {}


def an_action_form(day=None, **fields):
    form = {"key": str(uuid4()), "version": "1", "what": WHAT, "owner": "Head of Access", "no_date": ""}
    return form | boxes("due_on", day) | fields


def a_progress_form(day=None, **fields):
    form = {"key": str(uuid4()), "state": "in_progress", "words": "26 of 40 staff are trained."}
    return form | boxes("on", day or today_in_london()) | fields


def plan(client, challenge, **fields):
    return client.post(url(challenge, "plan-action-new", "R1"), an_action_form(**fields), follow=True)


def tell(client, action, **fields):
    return client.post(url(action.challenge, "plan-action", "AC1"), a_progress_form(**fields), follow=True)


def test_an_action_says_what_whose_and_by_when(challenge, host):
    page = plan(host, challenge, day=today_in_london() + timedelta(days=90)).content.decode()
    assert "AC1 is in the plan" in page
    assert WHAT in page
    assert Action.objects.get().owner == "Head of Access"


def test_without_a_date_it_says_why(challenge, host):
    assert "Enter the date, or say why there is none" in plan(host, challenge).content.decode()
    assert not Action.objects.exists()
    assert "AC1 is in the plan" in plan(host, challenge, no_date="It depends on the budget.").content.decode()


def test_an_action_belongs_to_a_role_and_never_to_a_name(challenge, colleague, host):
    page = plan(host, challenge, owner="Dana Marsh", no_date="Soon.").content.decode()
    assert "Dana Marsh" in page
    assert not Action.objects.exists()


def test_the_same_page_sent_again_is_one_action(challenge, host):
    form = an_action_form(day=today_in_london())
    for _ in range(2):
        host.post(url(challenge, "plan-action-new", "R1"), form)
    assert Action.objects.count() == 1


def test_two_people_who_change_an_action_see_both_texts(challenge, action, host):
    path = url(challenge, "plan-action-change", "AC1")
    host.post(path, an_action_form(day=today_in_london(), what="First words"))
    answer = host.post(path, an_action_form(day=today_in_london() + timedelta(days=1), what="Second words"))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "First words" in page
    assert "Second words" in page
    assert "The other text has the date" in page


def test_an_action_is_taken_out_and_put_back_with_its_history(challenge, action, host):
    progress_on(action, words="It has begun.")
    path = url(challenge, "plan-action-change", "AC1")
    host.post(path, {"take_out": "1"})
    assert action.what not in body(host, url(challenge))
    assert "This action is taken out." in tell(host, action).content.decode()
    assert Progress.objects.count() == 1
    host.post(path, {"put_back": "1"})
    assert "It has begun." in body(host, url(challenge, "plan-action", "AC1"))


def test_progress_is_added_and_the_last_one_counts(challenge, action, host):
    tell(host, action, day=today_in_london() - timedelta(days=30), words="It has begun.")
    page = tell(host, action, state="completed", words="It is done.").content.decode()
    assert "It has begun." in page
    assert "It is done." in page
    assert [one.state for one in Progress.objects.order_by("pk")] == ["in_progress", "completed"]
    assert "1 action, 1 completed" in body(host, url(challenge))


def test_the_same_page_sent_again_is_one_report(challenge, action, host):
    form = a_progress_form()
    for _ in range(2):
        host.post(url(challenge, "plan-action", "AC1"), form)
    assert Progress.objects.count() == 1


def test_nothing_is_told_of_tomorrow(action, host):
    page = tell(host, action, day=today_in_london() + timedelta(days=1)).content.decode()
    assert "must be on or before" in page
    assert not Progress.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete", "save"])
def test_the_database_refuses_to_change_what_was_told(change, action):
    told = progress_on(action, words="It has begun.")
    acts = {
        "update": lambda: Progress.objects.update(words="It never began."),
        "delete": lambda: Progress.objects.all().delete(),
        "save": lambda: told.save(),
    }
    with pytest.raises(DatabaseError), transaction.atomic():
        acts[change]()
    assert Progress.objects.get().words == "It has begun."


def test_a_colleague_reports_on_their_own_action_and_sees_no_other(challenge, action, colleague, sign_in):
    an_action(recommended(challenge, 2), what="Somebody else’s action")
    Action.objects.filter(pk=action.pk).update(reporter=colleague)
    client = sign_in(colleague)
    page = body(client, url(challenge))
    assert action.what in page
    assert "Somebody else’s action" not in page
    assert "Saved how far AC1 is" in tell(client, action).content.decode()
    assert client.get(url(challenge, "plan-action", "AC2")).status_code == 404
    assert client.get(url(challenge, "plan-recommendation", "R2")).status_code == 404
    assert client.get(url(challenge, "plan-action-change", "AC1")).status_code == 404
    assert client.get(url(challenge, "plan-response", "R1")).status_code == 404


def test_who_reports_is_named_even_while_the_plan_is_agreed_and_is_told(challenge, colleague, host):
    a_plan(challenge, agreed=True)
    page = host.post(url(challenge, "plan-action-reporter", "AC1"), {"reporter": colleague.pk}, follow=True)
    assert "Dana Marsh reports on AC1" in page.content.decode()
    assert Notice.objects.filter(person=colleague, text__contains="asked to report on the action AC1").exists()


def test_only_people_of_the_host_can_be_named(challenge, action, host):
    somebody = a.a_team_member(challenge)
    page = host.post(url(challenge, "plan-action-reporter", "AC1"), {"reporter": somebody.pk}, follow=True)
    assert "from the list" in page.content.decode()
    assert not Action.objects.exclude(reporter=None).exists()


def test_the_team_does_not_read_who_reports(challenge, action, colleague, sign_in):
    Action.objects.filter(pk=action.pk).update(reporter=colleague)
    client = sign_in(a.a_team_member(challenge, TeamRole.TEAM_LEAD))
    page = body(client, url(challenge, "plan-action", "AC1"))
    assert action.what in page
    assert "Dana Marsh" not in page
    assert tell(client, action).status_code == 403
