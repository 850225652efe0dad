"""Handing over: a frozen copy of counts and words, never a single case, and word to those who wait."""

import json

import pytest
from django.db import DatabaseError, transaction

from cycles.models import PeerChallenge, Stage
from cycles.refusals import Refused
from cycles.tracker import step_number
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Notice
from reviews.actions import handing_over as actions
from reviews.handing_over import Material, content_of, still_open
from reviews.models import HandedOver, PracticeFinding, PracticeReview
from reviews.readiness import unmet_practice_review
from tests import builders as a

from .practice_builders import a_case_file, a_file_read_by_both, a_finding, a_focus_group, a_practice_review, a_reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return a_practice_review()


@pytest.fixture
def ready(practice):
    """A review from which nothing is missing: one finding and the summary."""
    a_finding(practice.review)
    PracticeReview.objects.update(summary="Practice is warm and lawful.")
    practice.review.refresh_from_db()
    return practice


def result_of(content, title):
    return next(one for one in content["criteria"] if one["title"] == title)


def test_without_a_finding_and_the_summary_it_stays(practice, sign_in):
    with pytest.raises(Refused, match="Write the short summary"):
        actions.hand_over(practice.challenge, by=practice.first)
    page = sign_in(practice.first).post(practice.url("practice-hand-over"), {"send": "1"}).content.decode()
    assert "Write the short summary." in page
    assert list(unmet_practice_review(practice.challenge)) == ["The practice review is not handed over."]


def test_what_is_open_is_said_and_stops_nobody(ready, sign_in):
    a_case_file(ready.review, ready.host)
    a_file_read_by_both(ready)
    a_focus_group(ready.review, text="")
    a_focus_group(ready.review, head_count=None)
    assert list(still_open(Material(ready.review))) == [
        "1 of 2 case files is not read by two people.",
        "1 case file is read, but not agreed. What you saw there is not counted.",
        "Focus group 1 is not written up.",
        "Focus group 2 has no head-count, so it is left out.",
        "Nothing is said about practice conditions.",
    ]
    sign_in(ready.first).post(ready.url("practice-hand-over"))
    assert HandedOver.objects.count() == 1


def test_an_empty_review_says_what_it_lacks(ready):
    assert list(still_open(Material(ready.review))) == [
        "No case file was picked.",
        "There was no focus group.",
        "Nothing is said about practice conditions.",
    ]


def test_the_handed_over_review_moves_the_tracker_and_keeps_its_milestones(ready):
    lead = a.a_regional_lead(ready.challenge.cycle.region)
    for code in ("practice-review", "practice-review-handed-over"):
        a.a_milestone(ready.challenge, code=code)
    actions.hand_over(ready.challenge, by=ready.first)

    challenge = PeerChallenge.objects.for_tracker().get(pk=ready.challenge.pk)
    assert step_number(challenge) == 3
    assert set(challenge.milestones.values_list("done_by", flat=True)) == {ready.first.pk}
    assert list(unmet_practice_review(challenge)) == []
    told = dict(Notice.objects.values_list("person", "path"))
    assert told == {ready.lead.pk: ready.url("practice-summary"), lead.pk: ready.url("challenge")}


def test_the_copy_holds_counts_and_words_and_nothing_of_a_single_case(ready):
    for _ in range(5):
        a_file_read_by_both(ready, notes=("Secret of the first", "Secret of the second"), agreed="3")
    a_reading(a_case_file(ready.review, ready.host), ready.first, praise="Secret praise")
    a_focus_group(ready.review, text="Secret of a group", detail="secret detail", head_count=4)
    PracticeReview.objects.update(how_chosen="Secret of the sample")
    copy = actions.hand_over(ready.challenge, by=ready.first)

    assert "ecret" not in json.dumps(copy.content)
    assert "CF0" not in json.dumps(copy.content)
    voice = result_of(copy.content, "The person’s voice and wishes")
    assert voice["steps"] == [["Significant gaps", 0], ["Some gaps", 0], ["Good", 5], ["Exceptional", 0]]
    assert copy.content["files"] == {"chosen": 6, "read": 5, "agreed": 5}
    assert copy.content["groups"] == [{"kind": "Staff", "count": "fewer than 5"}]
    assert copy.content["findings"][0]["title"] == "Strengths"


def test_a_point_rated_in_fewer_than_five_files_is_not_shown(ready):
    for number in range(5):
        file = a_file_read_by_both(ready)
        a_reading(file, values={"PR05": "not_applicable" if number else "1"})
    content = content_of(Material(ready.review))
    assert result_of(content, "Mental capacity") == {
        "section": "The law and safety",
        "title": "Mental capacity",
        "rated": None,
        "steps": [],
    }
    assert result_of(content, "Recording")["rated"] == 5


def test_what_is_read_but_not_agreed_is_not_counted(ready):
    for _ in range(6):
        a_file_read_by_both(ready)
    a_reading(a_file_read_by_both(ready), finished=False)
    content = content_of(Material(ready.review))
    assert {one["rated"] for one in content["criteria"]} == {None}


def test_the_copy_stays_as_it_was_whatever_is_changed_later(ready, sign_in):
    actions.hand_over(ready.challenge, by=ready.first)
    PracticeFinding.objects.update(text="Changed after the hand-over")
    PracticeReview.objects.update(summary="Changed as well")
    page = sign_in(ready.lead).get(ready.url("practice-summary")).content.decode()
    assert "Practice is warm and lawful." in page
    assert "Changed" not in page
    with pytest.raises(DatabaseError), transaction.atomic():
        HandedOver.objects.update(content={})


def test_a_new_copy_takes_the_place_of_the_old_one_and_both_are_kept(ready, sign_in):
    client = sign_in(ready.first)
    client.post(ready.url("practice-hand-over"))
    PracticeReview.objects.update(summary="Better words")
    client.post(ready.url("practice-hand-over"))
    assert list(HandedOver.objects.values_list("number", flat=True)) == [1, 2]
    page = sign_in(ready.lead).get(ready.url("practice-summary")).content.decode()
    assert "Better words" in page
    assert "copy 2" in page


def test_before_the_hand_over_the_team_finds_one_sentence_and_nothing_else(ready, sign_in):
    a_finding(ready.review, "A draft that is nobody’s yet")
    for page in ("practice-review", "practice-summary"):
        text = sign_in(ready.lead).get(ready.url(page)).content.decode()
        assert "The practice review is not handed over yet." in text
        assert "draft" not in text
        assert "warm" not in text


def test_the_pack_as_one_file_can_read_the_copy(ready):
    """It takes headings with lines, as of the signed forms."""
    a_focus_group(ready.review)
    sections = {section["title"]: section["answers"] for section in content_of(Material(ready.review))["sections"]}
    assert sections["Summary"] == [{"title": "In short", "lines": ["Practice is warm and lawful."]}]
    assert sections["Focus groups"][0]["lines"] == ["Front-line practitioners: 7 people"]


def test_nothing_is_handed_over_while_the_challenge_is_paused(ready, sign_in):
    PeerChallenge.objects.update(
        paused_at="2026-11-01T00:00Z", paused_by=ready.lead, paused_as="postponed", paused_reason="Snow"
    )
    assert sign_in(ready.first).post(ready.url("practice-hand-over")).status_code == 403
    assert not HandedOver.objects.exists()


def test_region_and_host_director_read_the_copy_from_the_drafting_on(ready, sign_in):
    actions.hand_over(ready.challenge, by=ready.first)
    people = (a.a_regional_lead(ready.challenge.cycle.region), a.a_host_dass(ready.challenge))
    for stage, status in ((Stage.ON_SITE, 403), (Stage.DRAFTING, 200)):
        PeerChallenge.objects.update(stage=stage)
        for person in people:
            assert sign_in(person).get(ready.url("practice-summary")).status_code == status


def test_the_trail_names_the_hand_over(ready):
    actions.hand_over(ready.challenge, by=ready.first)
    assert Entry.objects.get().as_event()["title"] == "Riley First handed over the practice review, copy 1"
