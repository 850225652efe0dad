"""Mail about an immediate concern: at once, again when nobody has read it in time, and never a word of it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cycles.models import HostRole, Stage, TeamRole
from peerchallenge.jobs import queue
from peerchallenge.notifications.models import Message
from reviews.concern_mail import chase
from reviews.models import Concern
from tests import builders as a
from tests.pages import body

from .evening_builders import ABOUT, WORDS, a_concern, pass_on, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge():
    return a.a_challenge(stage=Stage.ON_SITE, first_day=a.a_monday())


@pytest.fixture
def officer(challenge):
    return a.a_host_member(challenge, HostRole.CONCERNS_OFFICER)


@pytest.fixture
def lead(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD)


@pytest.fixture
def expert(challenge):
    return a.a_team_member(challenge, TeamRole.EXPERT_BY_EXPERIENCE)


def test_it_is_passed_on_and_the_officer_and_the_lead_get_a_mail_at_once_with_no_word_of_it(
    challenge, officer, lead, expert, sign_in, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks():
        answer = pass_on(sign_in(expert), challenge)
    assert answer.url == url(challenge, "concern", "IC1")
    assert set(Message.objects.values_list("recipient_id", flat=True)) == {officer.pk, lead.pk}
    for number in queue.sweep():
        queue.run(number)
    assert {sent.to[0] for sent in mail.outbox} == {officer.email, lead.email}
    for sent in mail.outbox:
        assert url(challenge, "concern", "IC1") in sent.body
        assert not [word for word in (*WORDS, expert.name) if word in sent.body + sent.subject]


def test_without_an_officer_the_page_says_so_and_the_lead_is_told(challenge, lead, expert, sign_in):
    client = sign_in(expert)
    assert "has not named an officer yet" in body(client, url(challenge, "concern-new"))
    pass_on(client, challenge)
    assert Message.objects.get().recipient == lead


def test_when_nobody_reads_it_in_time_both_are_told_once_more(challenge, officer, lead, expert):
    a_concern(challenge, expert, about=ABOUT)
    chase()
    assert not Message.objects.exists()
    Concern.objects.update(written_at=timezone.now() - timedelta(minutes=61))
    for _ in range(3):
        chase()
    late = Message.objects.filter(template="concern_late")
    assert {message.recipient for message in late} == {officer, lead}
    assert late.count() == 2, "once each"
    for number in queue.sweep():
        queue.run(number)
    assert {"nobody has read a concern" in sent.subject for sent in mail.outbox} == {True}
    assert not [sent for sent in mail.outbox if ABOUT in sent.body]


@pytest.mark.parametrize("hours", [0, 25])
def test_nobody_is_told_again_too_early_or_for_ever(hours, challenge, officer, expert):
    a_concern(challenge, expert, written_at=timezone.now() - timedelta(hours=hours))
    a_concern(challenge, expert, read_by=officer, written_at=timezone.now() - timedelta(hours=2))
    chase()
    assert not Message.objects.exists()
