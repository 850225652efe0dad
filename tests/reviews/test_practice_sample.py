"""The sample: the host proposes, visiting readers pick, references are made by the system."""

import pytest

from cycles.refusals import Refused
from peerchallenge.audit.models import Entry
from reviews.actions import sample
from reviews.forms.practice import FilesForm
from reviews.models import CaseFile, PracticeReview
from reviews.practice import tool_of
from tests.assessments.builders import a_preparing_challenge
from tests.builders import a_host_member

from .practice_builders import a_case_file, a_practice_review, a_reading

pytestmark = pytest.mark.django_db
KIND = {"theme": "carers", "age_band": "65_to_84", "chosen_how": "random"}


@pytest.fixture
def practice():
    return a_practice_review()


def files(practice):
    return list(CaseFile.objects.filter(review=practice.review).values_list("number", "is_chosen"))


def test_looking_at_a_practice_review_begins_none(sign_in):
    challenge = a_preparing_challenge()
    client = sign_in(a_host_member(challenge, "psw"))
    for page in ("", "sample/", "case-files/", "findings/", "summary/"):
        assert client.get(f"/challenges/{challenge.slug}/practice-review/{page}").status_code == 200
    assert not PracticeReview.objects.exists()

    client.post(f"/challenges/{challenge.slug}/practice-review/sample/new/", {**KIND, "count": "1"})
    assert PracticeReview.objects.get().case_files.count() == 1


def test_the_host_proposes_several_files_at_once_and_they_get_the_next_references(practice, sign_in):
    a_case_file(practice.review, practice.host, number=7, is_chosen=False)
    client = sign_in(practice.host)
    answer = client.post(practice.url("practice-sample-add"), {**KIND, "count": "3"}, follow=True)
    assert "3 case files added: CF08 to CF10" in answer.content.decode()
    assert files(practice) == [(7, False), (8, False), (9, False), (10, False)]


def test_what_a_visiting_reader_adds_is_picked(practice, sign_in):
    sign_in(practice.first).post(practice.url("practice-sample-add"), {**KIND, "count": "1"})
    assert files(practice) == [(1, True)]


def test_there_is_no_field_for_a_reference_of_the_host(practice):
    form = FilesForm(tool=tool_of(practice.review))
    assert set(form.fields) == {"count", "theme", "age_band", "chosen_how"}


@pytest.mark.parametrize("count", ["0", "21", "-1", "many", ""])
def test_the_number_of_files_is_looked_at(count, practice, sign_in):
    answer = sign_in(practice.host).post(practice.url("practice-sample-add"), {**KIND, "count": count})
    assert answer.status_code == 200
    assert answer.context["form"].errors["count"]
    assert files(practice) == []


def test_a_theme_that_is_not_in_the_edition_is_refused(practice, sign_in):
    sent = {**KIND, "theme": "Mrs Smith", "count": "1"}
    answer = sign_in(practice.host).post(practice.url("practice-sample-add"), sent)
    assert "Choose a theme from the list" in answer.content.decode()
    assert files(practice) == []


def test_there_is_an_end_to_how_many_files_a_review_has(practice):
    a_case_file(practice.review, practice.host, number=sample.MOST_FILES)
    with pytest.raises(Refused, match="at most 80"):
        sample.add_case_files(practice.challenge, **KIND, count=1, picked=False, by=practice.host)


def test_visiting_readers_pick_and_may_change_their_mind(practice, sign_in):
    for _ in range(3):
        a_case_file(practice.review, practice.host, is_chosen=False)
    client = sign_in(practice.first)
    client.post(practice.url("practice-sample-pick"), {"files": ["1", "2"]})
    assert files(practice) == [(1, True), (2, True), (3, False)]
    client.post(practice.url("practice-sample-pick"), {"files": ["2", "3"]})
    assert files(practice) == [(1, False), (2, True), (3, True)]


def test_a_file_that_somebody_has_begun_to_read_stays_picked(practice, sign_in):
    file = a_case_file(practice.review, practice.host)
    a_case_file(practice.review, practice.host, is_chosen=False)
    a_reading(file, practice.second, finished=False)
    answer = sign_in(practice.first).post(practice.url("practice-sample-pick"), {"files": ["2"]})
    assert "Keep CF01. Somebody has begun to read it" in answer.content.decode()
    assert files(practice) == [(1, True), (2, False)]


def test_the_host_does_not_pick(practice, sign_in):
    a_case_file(practice.review, practice.host, is_chosen=False)
    assert sign_in(practice.host).post(practice.url("practice-sample-pick"), {"files": ["1"]}).status_code == 404
    assert files(practice) == [(1, False)]


def test_what_is_said_about_a_file_can_be_put_right(practice, sign_in):
    a_case_file(practice.review, practice.host)
    sign_in(practice.host).post(practice.url("practice-sample-file", "CF01"), KIND)
    assert CaseFile.objects.get().theme == "carers"


@pytest.mark.parametrize("reference", ["CF1", "CF99", "cf01", "01", "CF01x", "CF٠١", "CF0000001", "new-one"])
def test_an_address_that_names_no_file_does_not_exist(reference, practice, sign_in):
    a_case_file(practice.review, practice.host)
    client = sign_in(practice.first)
    assert client.get(practice.url("case-file", "CF01")).status_code == 200
    address = f"/challenges/{practice.challenge.slug}/practice-review/case-files/{reference}/"
    assert client.get(address).status_code == 404


def test_a_file_that_is_not_picked_has_no_page_to_read_it_on(practice, sign_in):
    a_case_file(practice.review, practice.host, is_chosen=False)
    client = sign_in(practice.first)
    for page in ("case-file", "case-file-reading", "case-file-agreement", "case-file-draft"):
        assert client.get(practice.url(page, "CF01")).status_code == 404


def test_the_trail_tells_how_many_and_not_which(practice):
    sample.add_case_files(practice.challenge, **KIND, count=4, picked=False, by=practice.host)
    sample.pick_case_files(practice.challenge, numbers=[1, 3], by=practice.first)
    told = list(Entry.objects.order_by("position").values_list("verb", "detail"))
    assert told == [
        ("case_files.proposed", {"count": "4 case files"}),
        ("case_files.picked", {"count": "2 case files"}),
    ]
