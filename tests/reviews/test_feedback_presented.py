"""What was presented is a copy that never changes: it holds no author, no note and no count, and the host reads it."""

import json

import pytest
from django.db import DatabaseError, transaction

from cycles.models import Stage, TeamRole
from peerchallenge.audit.models import Entry
from peerchallenge.workdays import today_in_london
from reviews.actions.feedback import CHANGED, NOTHING, SAME
from reviews.models import Finding, PresentedFeedback
from tests import builders as a
from tests.pages import body

from .feedback_builders import CLOSING, OPENING, a_feedback, freeze, present, url
from .visit_builders import a_finding, a_note, a_recommendation, a_session

pytestmark = pytest.mark.django_db
NOTE, WAITING, ADVICE = "I waited nine weeks, she said.", "People wait too long.", "Agree one way in."


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.ON_SITE, first_day=today_in_london())


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD, a.a_person("Leonora Quist"))


@pytest.fixture
def author(challenge):
    return a.a_team_member(challenge, person=a.a_person("Anselm Threlfall"))


@pytest.fixture
def finding(challenge, author):
    note = a_note(a_session(challenge), author, text=NOTE)
    return a_finding(challenge, author, text=WAITING, notes=[note], thin_because="It counts because of tears.")


@pytest.fixture
def feedback(challenge, finding):
    return a_feedback(challenge, finding, a_recommendation(challenge, finding, text=ADVICE))


def move_to(challenge, stage):
    challenge.stage = stage
    challenge.save()


def test_a_copy_holds_what_was_said_and_nothing_of_how_the_team_knows(challenge, lead, author, feedback, sign_in):
    page = freeze(sign_in(lead), challenge).content.decode()
    assert "It is frozen" in page
    content = PresentedFeedback.objects.get().content
    assert content == {
        "opening": OPENING,
        "groups": [{"title": "Areas for consideration", "texts": [{"text": WAITING, "detail": ""}]}],
        "recommendations": [{"text": ADVICE, "time": "Within 6 months", "how_known": "People wait less than 28 days."}],
        "closing": CLOSING,
    }
    kept = json.dumps(content)
    hidden = (NOTE, author.name, lead.name, "F01", "R1", "evidence", "note", "It counts because")
    assert [words for words in hidden if words in kept] == []


def test_a_finding_that_changes_later_leaves_the_copy_as_it_was(challenge, lead, feedback, finding, sign_in):
    freeze(sign_in(lead), challenge)
    Finding.objects.filter(pk=finding.pk).update(text="Something quite different.")
    move_to(challenge, Stage.DRAFTING)
    page = body(sign_in(a.a_host_dass(challenge)), url(challenge))
    assert WAITING in page
    assert "Something quite different." not in page


def test_the_database_lets_nobody_change_a_copy(feedback, lead):
    copy = present(feedback, lead)
    with pytest.raises(DatabaseError), transaction.atomic():
        PresentedFeedback.objects.filter(pk=copy.pk).update(content={})


def test_only_what_was_read_is_frozen(challenge, lead, feedback, finding, sign_in):
    client = sign_in(lead)
    seen = client.get(url(challenge, "feedback-release")).context["form"]["seen"].value()
    Finding.objects.filter(pk=finding.pk).update(text="Somebody changed it.")
    page = client.post(url(challenge, "feedback-release"), {"seen": seen}, follow=True).content.decode()
    assert CHANGED.split(".")[0] in page
    assert "Somebody changed it." in page
    assert not PresentedFeedback.objects.exists()


def test_frozen_again_it_is_another_copy_and_the_same_words_are_not(challenge, lead, feedback, finding, sign_in):
    client = sign_in(lead)
    freeze(client, challenge)
    assert SAME.split(".")[0] in freeze(client, challenge).content.decode()
    Finding.objects.filter(pk=finding.pk).update(text="People wait.")
    freeze(client, challenge)
    assert list(PresentedFeedback.objects.values_list("number", flat=True)) == [2, 1]
    entries = list(Entry.objects.order_by("pk").values_list("verb", "detail"))
    assert entries == [("feedback.presented", {"number": 1}), ("feedback.presented", {"number": 2})]


def test_feedback_without_a_finding_is_not_frozen(challenge, lead, sign_in):
    client = sign_in(lead)
    assert NOTHING.split(".")[0] in client.get(url(challenge, "feedback-release"), follow=True).content.decode()
    a_feedback(challenge)
    assert "Freeze it</button>" not in body(client, url(challenge, "feedback-release"))
    assert NOTHING.split(".")[0] in freeze(client, challenge).content.decode()
    assert not PresentedFeedback.objects.exists()


def test_the_host_reads_the_last_copy_and_the_team_all_of_them(challenge, lead, author, feedback, finding, sign_in):
    present(feedback, lead)
    Finding.objects.filter(pk=finding.pk).update(text="People wait.")
    present(feedback, lead)
    move_to(challenge, Stage.DRAFTING)
    for person, reads_all in ((a.a_host_dass(challenge), False), (author, True)):
        client = sign_in(person)
        page = body(client, url(challenge))
        assert "People wait." in page
        assert (WAITING in page) == reads_all
        for name in ("feedback-slides", "feedback-handout"):
            assert client.get(url(challenge, name), {"copy": 1}).status_code == (200 if reads_all else 404)


FROM = {"RL": 4, "HD": 4, "HC": 4, "HX": 4, "HP": 6, "PR": 6, "TM": 3, "EE": 3}


@pytest.mark.parametrize("role", FROM)
def test_each_reads_it_from_their_stage_on(role, challenge, lead, feedback, sign_in):
    present(feedback, lead)
    client = sign_in(a.someone_in_role(role, challenge))
    for stage in (Stage.ON_SITE, Stage.DRAFTING, Stage.ACCURACY_CHECK, Stage.AGREED, Stage.FOLLOW_UP):
        move_to(challenge, stage)
        for page in ("feedback", "feedback-slides", "feedback-handout"):
            expected = 200 if stage >= FROM[role] else 403
            assert client.get(url(challenge, page)).status_code == expected, f"{page} at {stage}"


@pytest.mark.parametrize("role", ["RC", "HA", "SO", "OA", "OR", "SA"])
def test_nobody_else_knows_of_it(role, challenge, lead, feedback, sign_in):
    present(feedback, lead)
    move_to(challenge, Stage.AGREED)
    assert sign_in(a.someone_in_role(role, challenge)).get(url(challenge)).status_code == 404


def test_after_the_visit_nothing_is_written_or_frozen(challenge, lead, feedback, sign_in):
    client = sign_in(lead)
    move_to(challenge, Stage.DRAFTING)
    for page in ("feedback-change", "feedback-release"):
        assert client.post(url(challenge, page), {"seen": "x"}).status_code == 403


def test_slides_follow_each_other_and_say_where_one_is(challenge, lead, feedback, sign_in):
    client = sign_in(lead)
    first = body(client, url(challenge, "feedback-slides"))
    assert "What the team found" in first
    assert 'rel="prev"' not in first
    assert "Slide 1 of 4" in first
    second = body(client, url(challenge, "feedback-slides") + "?slide=2")
    assert f'<h1 class="app-slide__title">{WAITING}</h1>' in second
    assert "?slide=1" in second
    assert "?slide=3" in second
    third = body(client, url(challenge, "feedback-slides") + "?slide=3")
    assert "People wait less than 28 days." in third
    last = body(client, url(challenge, "feedback-slides") + "?slide=4")
    assert CLOSING in last
    assert 'rel="next"' not in last
    assert url(challenge) in last, "there is a way out"


@pytest.mark.parametrize("text", ["0", "-1", "x", "99", "²", "1" * 400])
def test_a_slide_that_is_not_there_is_the_nearest_one(text, challenge, lead, feedback, sign_in):
    answer = sign_in(lead).get(url(challenge, "feedback-slides"), {"slide": text})
    assert answer.status_code == 200


def test_slides_of_a_copy_stay_with_that_copy(challenge, lead, feedback, finding, sign_in):
    present(feedback, lead)
    Finding.objects.filter(pk=finding.pk).update(text="People wait.")
    page = body(sign_in(lead), url(challenge, "feedback-slides") + "?slide=2&copy=1")
    assert WAITING in page
    assert "?slide=3&amp;copy=1" in page


def test_without_feedback_slides_and_paper_lead_back(challenge, lead, sign_in):
    client = sign_in(lead)
    for page in ("feedback-slides", "feedback-handout"):
        assert client.get(url(challenge, page)).headers["Location"] == url(challenge)


def test_on_paper_the_team_sees_whether_it_is_frozen(challenge, lead, feedback, sign_in):
    client = sign_in(lead)
    assert "This is not frozen yet" in body(client, url(challenge, "feedback-handout"))
    freeze(client, challenge)
    page = body(client, url(challenge, "feedback-handout"))
    assert "As it was presented" in page
    assert "data-print" in page
