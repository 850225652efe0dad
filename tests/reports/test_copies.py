"""What the council reads of the report: numbered copies from a stage on; and how a draft is taken back."""

import pytest
from django.urls import reverse

from cycles.models import HostRole, PeerChallenge, Stage, StageChange, TeamRole
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import today_in_london
from reports.assembling import Material
from reports.models import ReportSection, ReportVersion
from reviews.models import Finding
from tests import builders as a
from tests.pages import body

from .builders import a_copy, a_second_look, a_written_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return a_written_report()


@pytest.fixture
def challenge(report):
    return report.challenge


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


@pytest.fixture
def manager(challenge, lead):
    return a.a_team_member(challenge, TeamRole.SENIOR_MANAGER)


def url(challenge, page="report-send", *more):
    return reverse(page, args=[challenge.slug, *more])


def stage_of(challenge):
    return PeerChallenge.objects.get(pk=challenge.pk).stage


def send(client, challenge):
    return client.post(url(challenge), {"digest": Material(challenge).digest})


@pytest.mark.parametrize(
    ("role", "first"), [("HD", Stage.ACCURACY_CHECK), ("HC", 5), ("HX", 5), ("HP", Stage.AGREED), ("RL", 4), ("TM", 4)]
)
def test_each_reads_the_copies_from_their_stage_on(role, first, challenge, report, lead, sign_in):
    a_copy(report, lead, due_on=today_in_london())
    client = sign_in(a.someone_in_role(role, challenge))
    for stage in Stage:
        PeerChallenge.objects.update(stage=stage)
        may = first <= stage and not (role == "TM" and stage == Stage.CLOSED)
        for path in (url(challenge, "report"), url(challenge, "report-version", "1")):
            assert client.get(path).status_code == (200 if may else 403), (stage, path)


def test_the_council_sees_copies_and_nothing_of_the_workspace(challenge, report, lead, sign_in):
    a_copy(report, lead, due_on=today_in_london())
    ReportSection.objects.update(text="What the team thinks of now.")
    PeerChallenge.objects.update(stage=Stage.ACCURACY_CHECK)
    client = sign_in(a.a_host_dass(challenge))
    page = body(client, url(challenge, "report"))
    assert "Draft, version 1" in page
    for word in ("Who writes it", "Left out", "preview"):
        assert word not in page
    assert "What we say in Summary." in body(client, url(challenge, "report-version", "1"))
    assert client.get(url(challenge, "report-section", "summary")).status_code == 404


@pytest.mark.parametrize("number", ["2", "0", "01x", "²", "12345678901234567890"])
def test_a_copy_that_there_is_not_is_not_found(number, challenge, report, lead, sign_in):
    a_copy(report, lead)
    path = url(challenge, "report-version", "1").replace("/1/", f"/{number}/")
    assert sign_in(lead).get(path).status_code == 404


def test_a_draft_is_taken_back_with_a_reason_and_the_next_one_is_version_two(challenge, report, lead, manager, sign_in):
    a.a_milestone(challenge, code="draft-report")
    a_second_look(report, manager)
    director, client = a.a_host_dass(challenge), sign_in(lead)
    send(client, challenge)
    assert "Enter why" in client.post(url(challenge, "report-back"), {"reason": " "}).content.decode()
    client.post(url(challenge, "report-back"), {"reason": "A whole part was missing."})
    assert stage_of(challenge) == Stage.DRAFTING
    assert StageChange.objects.last().reason == "A whole part was missing."
    assert challenge.milestones.get(code="draft-report").done_at is None
    assert Notice.objects.filter(person=director, text__contains="a new draft").exists()
    Finding.objects.update(detail="Now it is there.")
    challenge.refresh_from_db()
    a_second_look(challenge.report, manager)
    send(client, challenge)
    first, second = ReportVersion.objects.order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert "Now it is there." not in str(first.content)
    assert "Now it is there." in str(second.content)
    assert first.accuracy_check != second.accuracy_check


def test_names_have_no_place_in_the_reason(challenge, lead, sign_in):
    a.a_host_member(challenge, HostRole.COORDINATOR, a.a_person("Harper Host"))
    PeerChallenge.objects.update(stage=Stage.ACCURACY_CHECK)
    page = sign_in(lead).post(url(challenge, "report-back"), {"reason": "Harper Host asked for it."}).content.decode()
    assert "looks like a name" in page
    assert stage_of(challenge) == Stage.ACCURACY_CHECK
