"""The pack: released when nothing is missing, read in order, new since last time, taken along as one file."""

import io
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from assessments.models import Assessment, Document, Way
from cycles.lifecycle import CannotMove
from cycles.models import Declaration, PeerChallenge, Stage, TeamMember, TeamRole
from cycles.policy import standing
from peerchallenge.audit.models import Entry
from peerchallenge.documents.storage import store
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Notice
from peerchallenge.notifications.owed import owed
from reviews.actions import pack as actions
from reviews.models import PackFile, PackVisit, PracticeReview, ReadMark
from reviews.pack import items, keys_in, pack, released_at
from reviews.readiness import unmet_for_reading
from tests import builders as a

from .builders import a_document, a_finished_preparation

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a_finished_preparation()


@pytest.fixture
def lead(challenge):
    return a.a_regional_lead(challenge.cycle.region)


def of_team(challenge, role):
    return TeamMember.objects.current().filter(challenge=challenge, role=role).first().person


def read_as(challenge, person):
    challenge = PeerChallenge.objects.select_related("host", "cycle__region").get(pk=challenge.pk)
    visit = PackVisit.objects.filter(challenge=challenge, person=person).first()
    return pack(challenge, standing(person, challenge), person, visit, released_at(challenge))


def test_nothing_missing_lets_the_lead_release_the_pack(challenge, lead):
    a.a_milestone(challenge, code="pack-released")
    assert unmet_for_reading(challenge) == []
    actions.release_pack(challenge, by=lead)
    challenge.refresh_from_db()
    assert challenge.stage == Stage.READING
    assert challenge.milestones.get(code="pack-released").done_by == lead
    told = set(Notice.objects.filter(text__contains="ready to read").values_list("person__name", flat=True))
    assert of_team(challenge, TeamRole.TEAM_LEAD).name in told
    assert lead.name not in told


def not_signed_off(challenge):
    Assessment.objects.filter(challenge=challenge, kind="teasc_risk").update(signed_off_at=None, signed_off_by=None)
    return "The risk tool is not signed off."


def a_document_missing(challenge):
    document = Document.objects.get(challenge=challenge, code="D14")
    Document.objects.filter(pk=document.pk).update(ended_at=timezone.now(), ended_by=document.added_by)
    return f"1 document on the list is missing: {document.title} (D14)."


def not_handed_over(challenge):
    PracticeReview.objects.filter(challenge=challenge).update(handed_over_at=None, handed_over_by=None)
    return "The practice review is not handed over."


@pytest.mark.parametrize("gap", [not_signed_off, a_document_missing, not_handed_over])
def test_each_thing_missing_stops_the_release_and_is_said(challenge, lead, gap):
    sentence = gap(challenge)
    with pytest.raises(CannotMove) as refusal:
        actions.release_pack(challenge, by=lead)
    assert refusal.value.reasons == [sentence]
    challenge.refresh_from_db()
    assert challenge.stage == Stage.PREPARING


def test_a_member_who_has_declared_nothing_stops_the_release(challenge, lead):
    Declaration.objects.filter(member__challenge=challenge, member__role=TeamRole.POLITICIAN).delete()
    with pytest.raises(CannotMove) as refusal:
        actions.release_pack(challenge, by=lead)
    assert len(refusal.value.reasons) == 1
    assert of_team(challenge, TeamRole.POLITICIAN).name in refusal.value.reasons[0]


def test_an_empty_team_stops_the_release(challenge, lead):
    TeamMember.objects.filter(challenge=challenge).update(ended_at=timezone.now())
    with pytest.raises(CannotMove):
        actions.release_pack(challenge, by=lead)


def test_the_preparation_opens_again_only_with_a_reason_and_shuts_the_pack(challenge, lead):
    actions.release_pack(challenge, by=lead)
    member = of_team(challenge, TeamRole.TEAM_LEAD)
    with pytest.raises(CannotMove):
        actions.reopen_preparation(challenge, reason=" ", by=member)
    assert read_as(challenge, of_team(challenge, TeamRole.SENIOR_MANAGER))
    actions.reopen_preparation(challenge, reason="Two answers are mixed up.", by=member)
    left = [item.title for item in read_as(challenge, of_team(challenge, TeamRole.SENIOR_MANAGER))]
    assert left == ["Practice review"]  # it is not the host's, and was handed over to the team


def test_the_pack_begins_with_what_the_host_says_and_ends_with_documents(challenge, lead):
    actions.release_pack(challenge, by=lead)
    titles = [item.title for item in read_as(challenge, of_team(challenge, TeamRole.EXPERT_BY_EXPERIENCE))]
    assert titles[:3] == ["Self-assessment", "Practice review", "Risk tool"]
    assert len(titles) == 3 + 25


def test_a_mark_holds_for_the_version_that_was_read(challenge, lead):
    actions.release_pack(challenge, by=lead)
    reader = of_team(challenge, TeamRole.SENIOR_MANAGER)
    actions.mark_read(challenge, items={"document:D01:1": True, "document:D02:1": False}, by=reader)
    read = [item.key for item in read_as(challenge, reader) if item.is_read]
    assert read == ["document:D01:1"]
    first = Document.objects.get(challenge=challenge, code="D01")
    Document.objects.filter(pk=first.pk).update(ended_at=timezone.now(), ended_by=first.added_by)
    a_document(challenge, first.added_by, code="D01", number=2, requirement=first.requirement)
    assert [item.key for item in read_as(challenge, reader) if item.is_read] == []
    actions.mark_read(challenge, items={"document:D01:2": True}, by=reader)
    actions.mark_read(challenge, items={"document:D01:2": False}, by=reader)
    assert not ReadMark.objects.filter(person=reader, item="document:D01:2").exists()


def test_what_came_since_the_last_visit_is_new_and_what_came_after_the_release_is_marked(challenge, lead):
    now = timezone.now()
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        actions.release_pack(challenge, by=lead)
    reader = of_team(challenge, TeamRole.SENIOR_MANAGER)
    with time_machine.travel(now + timedelta(hours=2), tick=False):
        actions.look_at_pack(challenge, by=reader)
        assert not any(item.is_new for item in read_as(challenge, reader))
    with time_machine.travel(now + timedelta(hours=3), tick=False):
        late = a_document(challenge, challenge.documents.first().added_by, code="X01", title="A late paper")
    with time_machine.travel(now + timedelta(hours=26), tick=False):
        actions.look_at_pack(challenge, by=reader)
        new = [item for item in read_as(challenge, reader) if item.is_new]
    assert [(item.title, item.is_late) for item in new] == [(late.title, True)]
    assert PackVisit.objects.filter(person=reader).count() == 1


def test_a_second_look_within_minutes_is_the_same_visit(challenge, lead):
    actions.release_pack(challenge, by=lead)
    reader = of_team(challenge, TeamRole.SENIOR_MANAGER)
    for _ in range(3):
        actions.look_at_pack(challenge, by=reader)
    assert Entry.objects.filter(verb="pack.looked_at", actor=reader).count() == 1


def finish_work():
    for number in Job.objects.filter(kind="pack_file").values_list("pk", flat=True):
        assert queue.run(number)


def test_the_pack_as_one_file_holds_words_and_documents_and_is_made_once(challenge, lead, sign_in):
    actions.release_pack(challenge, by=lead)
    client = sign_in(of_team(challenge, TeamRole.EXPERT_BY_EXPERIENCE))
    address = f"/challenges/{challenge.slug}/pack/file/"
    assert client.get(f"{address}download/").status_code == 404
    for _ in range(2):
        client.post(address)
    assert PackFile.objects.count() == Job.objects.filter(kind="pack_file").count() == 1
    assert b"We are making your file" in client.get(address).content
    finish_work()
    answer = client.get(f"{address}download/")
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert package.testzip() is None
        assert "01 Self-assessment.html" in package.namelist()
        assert b"We plan ahead." in package.read("01 Self-assessment.html")
    assert Entry.objects.filter(verb="pack.downloaded").count() == 1


def test_a_pack_that_changed_is_another_file(challenge, lead, sign_in):
    actions.release_pack(challenge, by=lead)
    client = sign_in(of_team(challenge, TeamRole.SENIOR_MANAGER))
    address = f"/challenges/{challenge.slug}/pack/file/"
    client.post(address)
    finish_work()
    a_document(challenge, challenge.documents.first().added_by, code="X01", title="A late paper")
    assert client.get(f"{address}download/").status_code == 404
    client.post(address)
    assert PackFile.objects.count() == 2


def test_a_member_sees_how_much_they_have_read_and_the_lead_sees_everybody(challenge, lead, sign_in):
    actions.release_pack(challenge, by=lead)
    one, other = of_team(challenge, TeamRole.SENIOR_MANAGER), of_team(challenge, TeamRole.POLITICIAN)
    actions.mark_read(challenge, items={"document:D01:1": True}, by=one)
    address = f"/challenges/{challenge.slug}/pack/reading/"
    own = sign_in(one).get(address).content.decode()
    assert "1 of 28" in own
    assert other.name not in own
    everybody = sign_in(of_team(challenge, TeamRole.TEAM_LEAD)).get(address).content.decode()
    assert one.name in everybody
    assert other.name in everybody


def test_the_host_and_the_region_see_that_the_pack_is_released_and_nothing_of_the_reading(challenge, lead, sign_in):
    actions.release_pack(challenge, by=lead)
    actions.note_team_call(
        challenge, held_on=timezone.localdate(), note="Ask about waiting.", by=of_team(challenge, TeamRole.TEAM_LEAD)
    )
    for person in (lead, a.a_host_dass(challenge)):
        body = sign_in(person).get(f"/challenges/{challenge.slug}/pack/").content.decode()
        assert "released to the team on" in body
        assert "Who has read what" not in body
        assert "The team spoke" not in body


def test_marks_sent_for_things_that_are_not_in_the_pack_are_refused(challenge, lead, sign_in):
    actions.release_pack(challenge, by=lead)
    client = sign_in(of_team(challenge, TeamRole.SENIOR_MANAGER))
    client.post(f"/challenges/{challenge.slug}/pack/reading/", {"read": ["document:D99:1"]})
    assert not ReadMark.objects.exists()


# --- Reading is due --------------------------------------------------------------------------------------------------


def to_read(person):
    return [(thing.title, thing.due_on) for thing in owed([person.pk]) if thing.about.startswith("pack:")]


def test_each_member_of_the_visit_owes_the_reading_until_it_is_done(challenge, lead):
    call = a.a_milestone(challenge, code="timetable-final")
    expert = of_team(challenge, TeamRole.EXPERT_BY_EXPERIENCE)
    assert to_read(expert) == []
    actions.release_pack(challenge, by=lead)
    assert to_read(expert) == [(f"{challenge.host}: read the pack", call.due_on)]

    keys = [item.key for item in read_as(challenge, expert)]
    actions.mark_read(challenge, items=dict.fromkeys(keys[:-1], True), by=expert)
    assert to_read(expert) == [(f"{challenge.host}: read the pack: 1 of {len(keys)} left", call.due_on)]
    actions.mark_read(challenge, items=dict.fromkeys(keys, True), by=expert)
    assert to_read(expert) == []
    assert to_read(of_team(challenge, TeamRole.TEAM_LEAD)) == [(f"{challenge.host}: read the pack", call.due_on)]

    Document.objects.filter(challenge=challenge, code="D01").update(number=2)
    assert to_read(expert) == [(f"{challenge.host}: read the pack: 1 of {len(keys)} left", call.due_on)]


def test_who_does_not_visit_or_is_not_cleared_owes_no_reading(challenge, lead):
    actions.release_pack(challenge, by=lead)
    silent = a.a_team_member(challenge, declared=False)
    assert to_read(silent) == to_read(of_team(challenge, TeamRole.PRACTICE_REVIEWER)) == to_read(lead) == []


def test_what_is_owed_is_what_is_in_the_pack(challenge, lead):
    actions.release_pack(challenge, by=lead)
    challenge = PeerChallenge.objects.select_related("host", "cycle__region").get(pk=challenge.pk)
    expert = of_team(challenge, TeamRole.EXPERT_BY_EXPERIENCE)
    shown = {item.key for item in items(challenge, standing(expert, challenge))}
    assert keys_in([challenge.pk]) == {challenge.pk: shown}


def test_a_file_is_called_by_its_kind_and_not_by_its_ending(challenge, lead):
    actions.release_pack(challenge, by=lead)
    file = store(SimpleUploadedFile("carers.txt", b"What carers said"), lead)
    a_document(challenge, lead, code="X01", title="What carers said", way=Way.FILE, file=file)
    read = read_as(challenge, of_team(challenge, TeamRole.TEAM_LEAD))
    assert "Text, 1 KB" in str(read)
