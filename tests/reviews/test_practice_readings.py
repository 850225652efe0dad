"""Two visiting readers look at each case file on their own and blind; then they see both, and agree."""

import pytest

from cycles.models import Stage, TeamRole
from cycles.refusals import Refused
from peerchallenge.audit.models import Entry, Revision
from reviews.actions import case_files as actions
from reviews.case_files import comparison, differing
from reviews.models import CaseFile, Reading
from tests.builders import a_person, a_team_member

from .practice_builders import a_case_file, a_file_read_by_both, a_practice_review, a_reading, answered

pytestmark = pytest.mark.django_db
SECRET = "What only the first reader saw"


@pytest.fixture
def practice():
    return a_practice_review()


@pytest.fixture
def file(practice):
    return a_case_file(practice.review, practice.host)


def read(client, practice, *, page="case-file-reading", **fields):
    return client.post(practice.url(page, "CF01"), answered(practice, **fields))


def everything_about(client, practice):
    """Every page on which something of a case file could stand."""
    pages = [
        practice.url(page) for page in ("practice-review", "case-files", "practice-findings", "practice-hand-over")
    ]
    pages += [practice.url(page, "CF01") for page in ("case-file", "case-file-reading", "case-file-agreement")]
    return "".join(client.get(page, follow=True).content.decode() for page in pages)


def test_a_reader_saves_comes_back_and_finds_what_they_said(practice, file, sign_in):
    client = sign_in(practice.first)
    read(client, practice, pr01="4", pr01_note="Her own words", value="", save="1")
    page = client.get(practice.url("case-file-reading", "CF01")).content.decode()
    assert "Her own words" in page
    reading = Reading.objects.get()
    assert reading.finished_at is None
    assert {rating.question.code: rating.value for rating in reading.ratings.all()}["PR01"] == "4"


def test_each_section_can_be_saved_on_the_way(practice, file, sign_in):
    answer = read(sign_in(practice.first), practice, value="", pr01="4", go_on="law-safety")
    assert answer.url.endswith("/reading/?at=law-safety#law-safety")


def test_finishing_asks_for_every_rating(practice, file, sign_in):
    answer = read(sign_in(practice.first), practice, value="", pr01="4", finish="1")
    errors = answer.context["form"].errors
    assert "pr01" not in errors
    assert errors["pr04"] == ["Select a rating of “Care Act duties”"]
    assert len(errors) == len(practice.criteria)  # the thirteen left, and how good the work is overall
    assert not Reading.objects.filter(finished_at__isnull=False).exists()


def test_nobody_sees_what_a_reader_saw_until_both_have_finished(practice, file, sign_in):
    first, people = sign_in(practice.first), (practice.second, practice.host)
    read(first, practice, pr01_note=SECRET, finish="1")
    for person in people:
        assert SECRET not in everything_about(sign_in(person), practice)
    assert Reading.objects.open_to(practice.second).count() == 0

    read(sign_in(practice.second), practice, value="2", finish="1")
    for person in people:
        assert SECRET in everything_about(sign_in(person), practice), "the control: now everybody sees it"


def test_the_team_lead_too_is_blind_until_both_have_finished(sign_in):
    practice = a_practice_review(stage=Stage.READING)
    a_reading(a_case_file(practice.review, practice.host), practice.first, note=SECRET)
    a_file_read_by_both(practice, notes=("What both may know", ""))
    client = sign_in(practice.lead)
    assert SECRET not in client.get(practice.url("case-file", "CF01")).content.decode()
    assert "What both may know" in client.get(practice.url("case-file", "CF02")).content.decode()


def test_a_finished_reading_can_be_changed_until_the_other_has_finished(practice, file, sign_in):
    client = sign_in(practice.first)
    read(client, practice, finish="1")
    read(client, practice, value="2", version=2, finish="1")
    assert Reading.objects.get().overall == "2"

    a_reading(file, practice.second)
    CaseFile.objects.update(both_read_at=Reading.objects.get(reader=practice.first).finished_at)
    answer = read(client, practice, value="4", version=3, pr01_note="Too late", finish="1")
    assert "Both of you have finished this file" in answer.content.decode()
    assert "Too late" in answer.content.decode(), "what was typed is not lost"
    assert Reading.objects.get(reader=practice.first).overall == "2"


def test_the_page_of_a_reading_saves_by_itself_and_finishes_nothing(practice, file, sign_in):
    client = sign_in(practice.first)
    answer = read(client, practice, page="case-file-draft", value="", pr01_note="Half a")
    assert answer.json()["version"] == 2
    assert Reading.objects.get().finished_at is None

    read(client, practice, version=2, finish="1")
    read(client, practice, page="case-file-draft", version=3, pr01_note="One word more")
    assert Reading.objects.get().finished_at, "a draft does not undo that a reader has finished"
    assert Entry.objects.filter(verb="case_file.read").count() == 1


def test_a_draft_that_tells_who_a_person_is_is_not_saved(practice, file, sign_in):
    answer = read(sign_in(practice.first), practice, page="case-file-draft", pr01_note="NHS 943 476 5919")
    assert answer.status_code == 400
    says = "Not saved. This looks like an NHS number: 943 476 5919. Take it out."
    assert answer.json()["says"] == says
    assert not Reading.objects.exists()


def test_two_windows_of_one_reader_lose_nothing(practice, file, sign_in):
    client = sign_in(practice.first)
    read(client, practice, pr01="4", pr01_note="From the first window")
    answer = read(client, practice, pr01="1", pr01_note="From the second window")
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("From the first window", "From the second window", "Exceptional", "Significant gaps"):
        assert text in page

    kept = {name: value for name, value in answered(practice, pr01="1", pr01_note="Both", version=2).items()}
    assert client.post(practice.url("case-file-reading", "CF01"), kept).status_code == 302
    versions = Revision.objects.filter(target="reviews.reading").order_by("version")
    assert [revision.after.get("PR01") for revision in versions] == [["4", "From the first window"], ["1", "Both"]]


def test_the_button_that_sends_what_the_page_had_saved_by_itself_is_no_conflict(practice, file, sign_in):
    client = sign_in(practice.first)
    client.post(practice.url("case-file-draft", "CF01"), answered(practice))
    assert read(client, practice, finish="1").status_code == 302
    assert Reading.objects.get().finished_at


def test_a_reader_who_has_left_is_not_waited_for(practice, file):
    a_reading(file, practice.first, finished=False)
    practice.challenge.team.filter(person=practice.first).update(ended_at="2026-01-01T00:00Z")
    third = a_team_member(practice.challenge, TeamRole.PRACTICE_REVIEWER, a_person("Third"))
    for reader in (practice.second, third):
        actions.save_reading(file, what=seen(practice), finish=True, seen=1, by=reader)
    file.refresh_from_db()
    assert file.both_read_at
    assert [look.who for look in comparison(file, practice.host).looks] == ["Sam Second", "Third"]


def seen(practice, value="3", **more):
    return actions.Seen({criterion: (value, "") for criterion in practice.criteria}, value, **more)


def test_the_comparison_marks_in_words_where_readers_differ(practice, sign_in):
    a_file_read_by_both(practice, notes=("I heard her", "I did not"), differs={"PR01": "1", "PR05": "not_seen"})
    page = sign_in(practice.host).get(practice.url("case-file", "CF01")).content.decode()
    assert "Readers differ on 2 points" in page
    assert page.count(">Different<") == 2
    listed = sign_in(practice.host).get(practice.url("case-files")).content.decode()
    assert "Talk: 2 of 14 differ" in listed


def test_not_seen_and_a_rating_are_different_and_no_answer_is_not():
    assert differing([{1: "3", 2: "2"}, {1: "not_seen", 2: "2"}]) == {1}
    assert differing([{1: "3"}]) == set()


def test_what_both_chose_alike_is_filled_in_for_the_agreement(practice, sign_in):
    a_file_read_by_both(practice, differs={"PR05": "1"})
    form = sign_in(practice.host).get(practice.url("case-file-agreement", "CF01")).context["form"]
    assert form.initial["pr01"] == "3"
    assert form.initial["pr05"] == ""
    assert form.initial["overall"] == "3"


@pytest.mark.parametrize("who", ["first", "second", "host"])
def test_any_of_the_three_writes_what_they_agree(who, practice, sign_in):
    file = a_file_read_by_both(practice)
    answer = read(sign_in(getattr(practice, who)), practice, page="case-file-agreement", value="2", finish="1")
    assert answer.status_code == 302
    agreed = Reading.objects.get(case_file=file, reader=None)
    assert agreed.finished_at
    assert agreed.overall == "2"
    assert not CaseFile.objects.to_agree().exists()


def test_nothing_is_agreed_before_both_have_finished(practice, file, sign_in):
    a_reading(file, practice.first)
    answer = sign_in(practice.host).get(practice.url("case-file-agreement", "CF01"), follow=True)
    assert "Two readers must finish this case file first" in answer.content.decode()
    with pytest.raises(Refused):
        actions.agree(file, what=seen(practice), finish=True, seen=1, by=practice.host)


def test_two_people_who_write_the_agreement_at_once_see_both(practice, sign_in):
    a_file_read_by_both(practice)
    read(sign_in(practice.first), practice, page="case-file-agreement", praise="Riley’s words")
    answer = read(sign_in(practice.host), practice, page="case-file-agreement", praise="Harper’s words", pr02="1")
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("Riley’s words", "Harper’s words", "Riley First", "Significant gaps"):
        assert text in page
    assert Reading.objects.get(reader=None).praise == "Riley’s words"


def test_the_host_does_not_rate_blind(practice, file, sign_in):
    client = sign_in(practice.host)
    for page in ("case-file-reading", "case-file-draft"):
        assert client.get(practice.url(page, "CF01")).status_code == 404
        assert client.post(practice.url(page, "CF01"), answered(practice)).status_code == 404


def test_the_trail_tells_that_a_file_was_read_and_not_by_whom(practice, file):
    actions.save_reading(file, what=seen(practice, praise="Kind"), finish=True, seen=1, by=practice.first)
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.detail) == ("case_file.read", None, {"reference": "CF01"})
    assert entry.as_event()["title"] == "A reader finished the case file CF01"
