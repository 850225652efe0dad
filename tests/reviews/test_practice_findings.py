"""What the practice review found: written by host and visitors together, each text on its own, nothing lost."""

import pytest

from reviews.models import PracticeFinding, PracticeReview

from .practice_builders import a_finding, a_practice_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return a_practice_review()


def test_host_and_visitors_add_findings_of_three_kinds(practice, sign_in):
    for person, kind in (("host", "strength"), ("first", "consider"), ("second", "recommendation")):
        sent = {"kind": kind, "text": f"A {kind}", "version": 1}
        sign_in(getattr(practice, person)).post(practice.url("practice-finding-new"), sent)
    page = sign_in(practice.host).get(practice.url("practice-findings")).content.decode()
    places = [page.index(words) for words in ("A strength", "A consider", "A recommendation")]
    assert places == sorted(places)


def test_a_finding_is_changed_and_taken_out(practice, sign_in):
    a_finding(practice.review)
    client, url = sign_in(practice.first), practice.url("practice-finding", 1)
    client.post(url, {"kind": "consider", "text": "Other words", "version": 1})
    assert PracticeFinding.objects.get().text == "Other words"
    client.post(url, {"kind": "consider", "text": "Other words", "version": 2, "take_out": "1"})
    assert not PracticeFinding.objects.current().exists()
    assert client.get(url).status_code == 404


def test_host_and_visitor_on_one_finding_see_both_texts(practice, sign_in):
    a_finding(practice.review, "First words")
    url = practice.url("practice-finding", 1)
    sign_in(practice.host).post(url, {"kind": "strength", "text": "Harper’s words", "version": 1})
    answer = sign_in(practice.first).post(url, {"kind": "consider", "text": "Riley’s words", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("Harper’s words", "Riley’s words", "Harper Host", "Area for consideration"):
        assert text in page
    assert PracticeFinding.objects.get().text == "Harper’s words"


def test_a_finding_that_somebody_changed_is_not_taken_out_unseen(practice, sign_in):
    a_finding(practice.review, "First words")
    url = practice.url("practice-finding", 1)
    sign_in(practice.host).post(url, {"kind": "strength", "text": "Better words", "version": 1})
    sent = {"kind": "strength", "text": "First words", "version": 1, "take_out": "1"}
    answer = sign_in(practice.first).post(url, sent)
    assert answer.status_code == 409
    assert "take_out" not in answer.content.decode()
    assert PracticeFinding.objects.current().get().text == "Better words"


def write(client, practice, name, text, version=1):
    url = practice.url("practice-how-chosen") if name == "how_chosen" else practice.url("practice-text", name)
    return client.post(url, {"text": text, "version": version})


@pytest.mark.parametrize("name", ["conditions", "summary", "how_chosen"])
def test_two_people_on_one_text_see_both(name, practice, sign_in):
    write(sign_in(practice.host), practice, name, "Harper’s words")
    answer = write(sign_in(practice.first), practice, name, "Riley’s words")
    assert answer.status_code == 409
    assert "Harper’s words" in answer.content.decode()
    assert "Riley’s words" in answer.content.decode()
    assert getattr(practice.saved(), name) == "Harper’s words"


def test_another_text_of_the_review_is_no_clash(practice, sign_in):
    write(sign_in(practice.host), practice, "conditions", "Caseloads are fair.")
    assert write(sign_in(practice.first), practice, "summary", "Practice is warm.").status_code == 302
    review = practice.saved()
    assert (review.conditions, review.summary, review.version) == ("Caseloads are fair.", "Practice is warm.", 3)


@pytest.mark.parametrize(("name", "most"), [("conditions", 6000), ("summary", 6000), ("how_chosen", 2000)])
def test_a_text_over_its_limit_is_kept_on_the_page_with_a_message(name, most, practice, sign_in):
    answer = write(sign_in(practice.host), practice, name, "x" * (most + 1))
    assert f"must be {most} characters or fewer" in answer.content.decode()
    assert "x" * (most + 1) in answer.content.decode()
    assert PracticeReview.objects.get().version == 1


@pytest.mark.parametrize("name", ["conditions", "summary", "how_chosen"])
def test_no_text_tells_who_a_person_is(name, practice, sign_in):
    answer = write(sign_in(practice.host), practice, name, "Mrs A, born 3 May 1951, lives at WV1 1SH")
    page = answer.content.decode()
    assert "This looks like a date of birth: 3 May 1951. Take it out." in page
    assert "This looks like a postcode: WV1 1SH. Take it out." in page
    assert getattr(practice.saved(), name) == ""


def test_a_finding_names_nobody_of_the_host(practice, sign_in):
    sent = {"kind": "strength", "text": "Harper Host leads well", "version": 1}
    answer = sign_in(practice.first).post(practice.url("practice-finding-new"), sent)
    assert "This looks like a name: Harper Host. Take it out." in answer.content.decode()


def test_a_text_that_does_not_exist_has_no_page(practice, sign_in):
    assert sign_in(practice.host).get(practice.url("practice-text", "how_chosen")).status_code == 404
    assert sign_in(practice.host).get(practice.url("practice-text", "edition")).status_code == 404
