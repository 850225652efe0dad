"""Publishing what a review found: the host decides, the public reads a frozen copy, and it can be taken back."""

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cycles.models import HostRole, PeerChallenge, Stage, TeamRole
from reports.models import HostWord, ProgressVersion
from reports.progress import to_publish
from tests import builders as a
from tests.assessments.builders import a_baseline
from tests.pages import body, said

from .plan_builders import (
    FIRST,
    a_figure,
    a_plan,
    a_review,
    an_agreed_challenge,
    an_indicator,
    measured_by,
    progress_on,
    recommended,
    url,
)
from .test_reviews import HOST, SIX, TEAM, TWELVE

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    challenge = an_agreed_challenge(stage=Stage.FOLLOW_UP)
    a_plan(challenge, agreed=True)
    a_baseline(challenge, an_indicator(), value=48, year="2024-25", fixed_on="2026-03-10")
    measured_by(recommended(challenge, 1), an_indicator())
    measured_by(recommended(challenge, 2), why_none="Nobody counts it yet.")
    return challenge


@pytest.fixture
def review(challenge):
    review = a_review(challenge, host=HOST, team=TEAM, recorded=True)
    a_figure(review, an_indicator(), 66, people=120)
    return review


@pytest.fixture
def host(challenge, sign_in):
    return sign_in(a.a_host_dass(challenge))


def publish(client, review):
    _, seen = to_publish(review.challenge, review)
    return client.post(url(review.challenge, "review-publication", review.kind), {"seen": seen}, follow=True)


def withdraw(client, challenge, reason="A figure was wrong."):
    return client.post(url(challenge, "review-withdrawal", SIX), {"reason": reason}, follow=True)


def public(client, challenge):
    client.logout()
    return client.get(url(challenge, "progress"))


def test_before_it_is_published_there_is_nothing(challenge, review, host):
    assert public(host, challenge).status_code == 404
    unknown = host.get("/reports/nowhere-2026/progress/")
    here = host.get(url(challenge, "progress"))
    assert unknown.status_code == here.status_code == 404
    assert unknown.content.replace(b"nowhere-2026", b"") == here.content.replace(challenge.slug.encode(), b"")


def test_the_host_director_publishes_what_the_team_lead_recorded(challenge, review, host):
    assert "It is public now" in publish(host, review).content.decode()
    page = said(public(host, challenge))
    assert all(words in page for words in (FIRST, HOST[0][1], TEAM[0][1], "Nobody counts it yet."))
    assert "now 66.0 in 2025-26 (of 120 people): higher" in page.replace("%", "")


def test_what_is_not_recorded_is_not_published(challenge, host):
    review = a_review(challenge, host=HOST, team=TEAM)
    assert "has not recorded the review" in publish(host, review).content.decode()
    assert not ProgressVersion.objects.exists()


@pytest.mark.parametrize("role", ["HC", "TL", "RL"])
def test_nobody_else_publishes(role, challenge, review, sign_in):
    assert publish(sign_in(a.someone_in_role(role, challenge)), review).status_code == 404
    assert not ProgressVersion.objects.exists()


def test_the_copy_holds_no_name_no_meeting_and_no_report_on_an_action(challenge, review, host):
    colleague = a.a_host_member(challenge, HostRole.COLLEAGUE, a.a_person("Dana Marsh"))
    a.a_team_member(challenge, TeamRole.TEAM_LEAD, a.a_person("Ruth Adeyemi"))
    action = challenge.actions.first()
    challenge.actions.update(reporter=colleague)
    progress_on(action, words="What only the council reads.")
    publish(host, review)
    page = public(host, challenge).content.decode() + str(ProgressVersion.objects.get().content)
    assert action.what in page
    hidden = ("Dana Marsh", "Ruth Adeyemi", "What only the council reads.", review.agreed, review.took_part)
    assert [words for words in hidden if words in page] == []


def test_what_is_published_never_changes(challenge, review, host):
    publish(host, review)
    for change in (
        lambda: ProgressVersion.objects.update(content={}),
        lambda: ProgressVersion.objects.all().delete(),
        lambda: ProgressVersion.objects.get().save(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    HostWord.objects.update(words="Rewritten behind the page.")
    assert HOST[0][1] in said(public(host, challenge))


def test_only_what_was_read_is_published(challenge, review, host):
    _, seen = to_publish(challenge, review)
    progress_on(challenge.actions.first(), state="completed")
    answer = host.post(url(challenge, "review-publication", SIX), {"seen": seen}, follow=True)
    assert "Something was changed a moment ago" in answer.content.decode()
    assert not ProgressVersion.objects.exists()
    assert "It is public now" in publish(host, review).content.decode()


def test_publishing_twice_is_publishing_once(challenge, review, host):
    publish(host, review)
    assert "This is public already" in publish(host, review).content.decode()
    assert ProgressVersion.objects.count() == 1


def test_a_newer_version_takes_its_place(challenge, review, host):
    publish(host, review)
    assert "1 of 2 is completed" not in body(host, url(challenge, "progress"))
    progress_on(challenge.actions.first(), state="completed")
    publish(host, review)
    assert "1 of 2 is completed" in said(public(host, challenge))
    assert list(ProgressVersion.objects.values_list("number", flat=True)) == [2, 1]


def test_a_page_that_was_taken_away_says_so_and_can_come_back(challenge, review, host):
    publish(host, review)
    assert "off the web" in withdraw(host, challenge).content.decode()
    answer = host.get(url(challenge, "progress"))
    assert answer.status_code == 410
    page = answer.content.decode()
    assert "A figure was wrong." in page
    assert FIRST not in page
    publish(host, review)
    assert public(host, challenge).status_code == 200


def test_what_is_not_public_cannot_be_taken_away(challenge, review, host):
    assert "Nothing is public" in withdraw(host, challenge).content.decode()
    assert not ProgressVersion.objects.exists()


def test_a_host_that_never_answered_is_said_in_public(challenge, host):
    review = a_review(challenge, team=TEAM, recorded=True)
    publish(host, review)
    page = said(public(host, challenge))
    assert "The council has not said how far it is." in page
    assert "The council did not say how far it is." in page


def test_a_figure_of_fewer_than_five_people_is_not_shown_nor_counted(challenge, host):
    review = a_review(challenge, host=HOST, team=TEAM, recorded=True)
    a_figure(review, an_indicator(), 66.25, people=4)
    publish(host, review)
    page = said(public(host, challenge))
    assert "it speaks of fewer than 5 people" in page
    assert "66.25" not in page
    assert "higher" not in page


def test_the_second_review_is_published_with_the_first_judgement_beside_it(challenge, review, host):
    second = a_review(challenge, TWELVE, host=HOST, team=(("completed", "It works."), TEAM[1]), recorded=True)
    publish(host, second)
    page = said(public(host, challenge))
    assert "After six months" in page
    assert TEAM[0][1] in page
    assert "It works." in page


def test_it_can_still_be_published_after_the_end_and_not_while_paused(challenge, review, host):
    PeerChallenge.objects.update(stage=Stage.CLOSED)
    assert "It is public now" in publish(host, review).content.decode()
    progress_on(challenge.actions.first())
    by = challenge.cycle.opened_by
    PeerChallenge.objects.update(paused_at=timezone.now(), paused_by=by, paused_as="postponed")
    assert publish(host, review).status_code == 403


def test_the_public_page_asks_few_questions(challenge, review, host, django_assert_max_num_queries):
    publish(host, review)
    host.logout()
    with django_assert_max_num_queries(4):
        host.get(url(challenge, "progress"))
