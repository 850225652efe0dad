"""The draft goes to the council once a second reader has read it as it stands: as a copy that never changes."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.urls import reverse

from cycles.models import PeerChallenge, Stage, StageChange, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import add_working_days, today_in_london
from reports.actions.draft import CHANGED
from reports.assembling import Material
from reports.models import Part, ReportSection, ReportVersion, SecondLook
from reports.readiness import NOBODY_LOOKED, ONLY_YOU_LOOKED, unmet_to_send, worth_a_look
from reviews.models import Finding
from reviews.standing_in import STANDS_IN
from tests import builders as a
from tests.pages import body
from tests.reviews.visit_builders import a_finding, a_recommendation

from .builders import a_copy, a_second_look, a_visited_challenge, a_written_report

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


@pytest.fixture
def looked_at(report, manager):
    return a_second_look(report, manager)


def url(challenge, page="report-send", *more):
    return reverse(page, args=[challenge.slug, *more])


def sent(challenge):
    return {"digest": Material(challenge).digest}


def send(client, challenge, **fields):
    return client.post(url(challenge), sent(challenge) | fields)


def stage_of(challenge):
    return PeerChallenge.objects.get(pk=challenge.pk).stage


# --- The look of a second reader --------------------------------------------------------------------------------------


def test_the_second_person_reads_it_as_the_council_will_and_says_so(challenge, manager, sign_in):
    client = sign_in(manager)
    page = body(client, url(challenge, "report-second-look"))
    assert "What we say in Summary." in page
    assert "finds nothing" in page
    answer = client.post(url(challenge, "report-second-look"), sent(challenge) | {"remarks": "Shorter."}, follow=True)
    page = answer.content.decode()
    assert f"{manager} has read the whole draft" in page
    assert "It still reads as it did then." in page
    assert "Shorter." in page
    assert Entry.objects.get(verb="report.looked_at").actor == manager


def test_it_is_shown_where_the_text_may_tell_who_somebody_is(challenge, manager, sign_in):
    a.a_host_member(challenge, person=a.a_person("Harper Host"))
    text = "Harper Host and Polly Author agree.\n\nTwo carers told us so."
    ReportSection.objects.filter(part=Part.STRENGTHS).update(text=text)
    page = body(sign_in(manager), url(challenge, "report-second-look"))
    assert "a name: Harper Host" in page
    assert "a name: Polly Author" in page
    assert "a group of fewer than five people: Two carers" in page
    assert 'href="#paragraph-3.2"' in page


def test_a_look_at_what_reads_otherwise_by_now_does_not_count_and_the_words_stay(challenge, manager, sign_in):
    old = sent(challenge)
    challenge.findings.update(detail="And more.")
    page = sign_in(manager).post(url(challenge, "report-second-look"), old | {"remarks": "All well."}).content.decode()
    assert CHANGED in page
    assert "All well." in page
    assert sent(challenge)["digest"] in page
    assert not SecondLook.objects.exists()


def test_it_lapses_when_a_word_changes_and_holds_again_when_it_is_changed_back(challenge, lead, looked_at):
    assert unmet_to_send(Material(challenge), lead) == []
    Finding.objects.filter(number=1).update(detail="One word more.")
    assert unmet_to_send(Material(challenge), lead) == [NOBODY_LOOKED]
    Finding.objects.filter(number=1).update(detail="")
    assert unmet_to_send(Material(challenge), lead) == []


def test_what_the_second_reader_said_stays_while_the_team_works_on_it(challenge, report, manager, lead, sign_in):
    a_second_look(report, manager, remarks="Say more about carers.")
    ReportSection.objects.filter(part=Part.SUMMARY).update(text="More about carers.")
    page = body(sign_in(lead), url(challenge, "report"))
    assert "Say more about carers." in page
    assert "It was changed after that." in page
    assert NOBODY_LOOKED in page


def test_who_sends_it_is_not_its_second_person(challenge, report, sign_in):
    office = a.a_regional_lead(challenge.cycle.region)
    a_second_look(report, office)
    page = send(sign_in(office), challenge).content.decode()
    assert ONLY_YOU_LOOKED in page
    assert stage_of(challenge) == Stage.DRAFTING
    a_second_look(report, a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE))
    assert unmet_to_send(Material(challenge), office) == []


@pytest.mark.parametrize("role", ["TL", "HD", "HC", "PR", "RC"])
def test_nobody_else_is_the_second_person(role, challenge, sign_in):
    client = sign_in(a.someone_in_role(role, challenge))
    assert client.post(url(challenge, "report-second-look"), sent(challenge)).status_code == 404


# --- Sending it -------------------------------------------------------------------------------------------------------


def test_the_team_lead_sends_it_and_everybody_hears_of_it(challenge, lead, manager, looked_at, sign_in):
    a.a_milestone(challenge, code="draft-report")
    checking = a.a_milestone(challenge, code="accuracy-check", due_on=today_in_london() + timedelta(days=60))
    people = {manager.pk, a.a_host_dass(challenge).pk, a.a_host_member(challenge).pk}
    client = sign_in(lead)
    assert "You can stand in" not in body(client, url(challenge))
    page = client.post(url(challenge), sent(challenge), follow=True).content.decode()
    assert "Version 1 of the draft is with the council" in page
    assert stage_of(challenge) == Stage.ACCURACY_CHECK
    copy = ReportVersion.objects.get()
    assert (copy.number, copy.kind, copy.made_by) == (1, "draft", lead)
    due_on = add_working_days(today_in_london(), settings.ACCURACY_WORKING_DAYS)
    assert copy.accuracy_check.due_on == due_on
    checking.refresh_from_db()
    assert checking.due_on == due_on
    assert challenge.milestones.get(code="draft-report").done_at
    told = Notice.objects.filter(text__contains="the draft report is there").values_list("person_id", flat=True)
    assert people <= set(told)
    assert lead.pk not in told
    assert StageChange.objects.get().reason == ""


def test_the_regional_lead_stands_in_and_it_is_recorded_as_such(challenge, manager, looked_at, sign_in):
    client = sign_in(a.a_regional_lead(challenge.cycle.region))
    assert "You can stand in" in body(client, url(challenge))
    send(client, challenge)
    assert StageChange.objects.get().reason == STANDS_IN


def test_a_copy_never_changes_whatever_becomes_of_the_findings(challenge, lead, looked_at, sign_in):
    client = sign_in(lead)
    send(client, challenge)
    before = body(client, url(challenge, "report-version", "1"))
    assert "People wait long for a review." in before
    Finding.objects.update(text="Something else.")
    ReportSection.objects.update(text="Something else.")
    a_recommendation(challenge, text="One more.")
    page = body(client, url(challenge, "report-version", "1"))
    assert "Something else." not in page
    assert "One more." not in page
    assert "People wait long for a review." in page


def test_the_database_keeps_a_copy_as_it_is(challenge, report, lead):
    copy = a_copy(report, lead)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReportVersion.objects.filter(pk=copy.pk).update(number=7)


def test_what_was_changed_while_the_page_was_open_is_read_again_first(challenge, lead, looked_at, sign_in):
    old = sent(challenge)
    Finding.objects.filter(number=1).update(text="Something else.")
    page = sign_in(lead).post(url(challenge), old).content.decode()
    assert CHANGED in page
    assert 'role="alert"' in page
    assert stage_of(challenge) == Stage.DRAFTING
    assert not ReportVersion.objects.exists()


MISSING = {
    NOBODY_LOOKED: lambda it: SecondLook.objects.all().delete(),
    "“Summary” says nothing yet.": lambda it: ReportSection.objects.filter(part=Part.SUMMARY).update(text=" \n"),
    "“Strengths” says nothing yet.": lambda it: (
        ReportSection.objects.filter(part=Part.STRENGTHS).update(text=""),
        Finding.objects.filter(kind="strength").update(taken_out_at=it.dates_agreed_at),
    ),
}


@pytest.mark.parametrize("sentence", MISSING)
def test_what_is_missing_is_said_in_words_and_nothing_goes_out(sentence, challenge, lead, looked_at, sign_in):
    MISSING[sentence](challenge)
    client = sign_in(lead)
    page = body(client, url(challenge))
    assert sentence in page
    assert "Send the draft to the council</button>" not in page
    assert sentence in send(client, challenge).content.decode()
    assert stage_of(challenge) == Stage.DRAFTING
    assert not ReportVersion.objects.exists()


def test_an_empty_report_says_all_that_is_missing(sign_in):
    challenge = a_visited_challenge()
    lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    page = send(sign_in(lead), challenge).content.decode()
    for title in ("Summary", "Strengths", "Areas for consideration", "Recommendations"):
        assert f"“{title}” says nothing yet." in page
    assert not hasattr(challenge, "report")


def test_what_is_left_out_or_unusual_is_listed_and_holds_nothing_up(challenge, lead, manager, report, sign_in):
    a_finding(challenge, manager, text="Nobody answers the phone.")
    a_recommendation(challenge, text="Answer the phone.")
    ReportSection.objects.filter(part=Part.SUMMARY).update(is_done=False)
    a_second_look(report, manager)
    page = body(sign_in(lead), url(challenge))
    assert "Nobody answers the phone." in page
    assert "R2 follows from no finding that is in the report." in page
    assert "Not marked as done: Summary." in page
    assert "Between 3,000 and 5,000 is a good length." in page
    assert "Send the draft to the council</button>" in page


def test_a_report_of_good_length_is_not_spoken_of(challenge):
    ReportSection.objects.filter(part=Part.SUMMARY).update(text="word " * 3500)
    assert worth_a_look(Material(challenge)) == []


def test_who_presses_twice_sends_it_once(challenge, lead, looked_at, sign_in):
    client, form = sign_in(lead), sent(challenge)
    client.post(url(challenge), form)
    assert client.post(url(challenge), form).status_code == 403
    assert ReportVersion.objects.count() == 1


@pytest.mark.parametrize("role", ["RC", "HD", "HC", "HP", "HX", "SO", "TM", "EE", "PR", "OA", "SA"])
def test_nobody_else_sends_it(role, challenge, looked_at, sign_in):
    answer = send(sign_in(a.someone_in_role(role, challenge)), challenge)
    assert answer.status_code == 404
    assert stage_of(challenge) == Stage.DRAFTING
