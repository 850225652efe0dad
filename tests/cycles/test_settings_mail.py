"""The mail of a region and the background work, as its office sees them."""

import pytest
from django.utils import timezone

from cycles.actions.settings import retry_job, send_message_again
from cycles.region_mail import plain_cause
from peerchallenge.audit.models import Entry
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications.models import Message, MessageState, Notice, NoticeKind
from tests.builders import (
    a_challenge,
    a_cycle,
    a_host_dass,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    an_authority,
    number,
)

from .steps import at, page_of

pytestmark = pytest.mark.django_db


# --- messages --------------------------------------------------------------------------------------------------------


def a_message(region=None, **facts):
    facts.setdefault("state", MessageState.SENT)
    facts.setdefault("subject", f"Subject {next(number)}")
    facts.setdefault("sent_at", timezone.now() if facts["state"] == MessageState.SENT else None)
    return Message.objects.create(
        key=f"message:{next(number)}",
        template=facts.pop("template", "digest"),
        region_id=region.pk if region else None,
        **facts,
    )


def a_job(state, **facts):
    facts.setdefault("error", "ConnectionRefusedError: [Errno 111]")
    return Job.objects.create(
        kind=facts.pop("kind", "deliver"),
        key=f"job:{next(number)}",
        state=state,
        finished_at=timezone.now(),
        **facts,
    )


def shown_messages(office, region, asked=""):
    return [message.subject for message in office.get(at(region, f"messages/{asked}")).context["page_obj"]]


def test_messages_of_the_region_its_challenges_and_its_people_are_shown(office, region):
    challenge = a_challenge(cycle=a_cycle(region))
    director = a_host_dass(challenge)
    wanted = {
        a_message(region).subject,
        a_message(challenge_id=challenge.pk).subject,
        a_message(recipient=director).subject,
    }
    assert set(shown_messages(office, region)) == wanted


def test_messages_of_another_region_are_not_shown_even_to_people_of_both(office, region):
    both = a_post(an_authority(region=region))
    other = a_region()
    a_post(an_authority(region=other), "psw", both)
    a_message(other, recipient=both)
    a_message(challenge_id=a_challenge(cycle=a_cycle(other)).pk, recipient=both)
    a_message(recipient=a_person())
    assert shown_messages(office, region) == []


def test_messages_can_be_filtered_by_state(office, region):
    a_message(region, subject="Sent one")
    a_message(region, subject="Failed one", state=MessageState.FAILED)
    assert shown_messages(office, region, "?state=failed") == ["Failed one"]
    assert len(shown_messages(office, region, "?state=nonsense")) == 2
    assert "Show all messages" in page_of(office.get(at(region, "messages/?state=cancelled")))


def test_messages_have_pages_and_cost_the_same_with_many(office, region, django_assert_max_num_queries):
    a_message(region, recipient=a_person())
    office.get(at(region, "messages/"))
    with django_assert_max_num_queries(15) as one:
        office.get(at(region, "messages/"))
    for _ in range(29):
        a_message(region, recipient=a_person(), error="TimeoutError: x")
    with django_assert_max_num_queries(15) as many:
        office.get(at(region, "messages/"))
    assert len(one) == len(many)
    assert len(shown_messages(office, region, "?page=2")) == 5


def test_lines_that_wait_for_the_morning_are_shown(office, region):
    challenge = a_challenge(cycle=a_cycle(region))
    elsewhere = a_challenge()
    for place, text in ((challenge, "Dudley: 3 questions"), (elsewhere, "Secret of elsewhere")):
        Notice.objects.create(
            key=text, person=a_person("Maya Grant"), kind=NoticeKind.NEWS, about="x", challenge_id=place.pk, text=text
        )
    shown = page_of(office.get(at(region, "messages/")))
    assert "Waiting for the next morning mail" in shown
    assert '>Dudley: 3 questions</td><td class="govuk-table__cell" data-label="To">Maya Grant</td>' in shown
    assert "Maya Grant: Dudley:" not in shown
    assert "Secret of elsewhere" not in shown


def test_a_message_shows_what_it_says(office, region):
    message = a_message(region, text="Hello Maya <b>", recipient=a_person("Maya Grant"))
    shown = page_of(office.get(at(region, f"messages/{message.pk}/")))
    assert "Hello Maya &lt;b&gt;" in shown
    assert "Maya Grant" in shown


def test_a_sign_in_link_is_not_shown(office, region):
    message = a_message(region, text="Follow /invitations/abc/", secret=True, template="invitation")
    shown = page_of(office.get(at(region, f"messages/{message.pk}/")))
    assert "This message holds a sign-in link or code, so its text is not shown here." in shown
    assert "/invitations/abc/" not in shown


def test_a_demo_shows_even_those(office, region, settings):
    settings.DEMO = True
    message = a_message(region, text="Follow /invitations/abc/", secret=True)
    assert "/invitations/abc/" in page_of(office.get(at(region, f"messages/{message.pk}/")))


def a_line_of(message, challenge):
    key = f"line:{next(number)}"
    facts = {"kind": NoticeKind.NEWS, "about": "x", "challenge_id": challenge.pk, "message": message}
    Notice.objects.create(key=key, person=message.recipient, **facts)


def test_the_text_of_a_mail_that_speaks_of_another_region_is_not_shown(office, region):
    both = a_post(an_authority(region=region))
    message = a_message(recipient=both, text="Elsewhere: something")
    for challenge in (a_challenge(cycle=a_cycle(region)), a_challenge()):
        a_line_of(message, challenge)
    shown = page_of(office.get(at(region, f"messages/{message.pk}/")))
    assert "also speaks of another region" in shown
    assert "Elsewhere: something" not in shown


@pytest.mark.parametrize("which", ["other", "none", "huge"])
def test_a_message_that_is_not_of_the_region_does_not_exist(office, region, which):
    numbers = {"other": a_message(a_region()).pk, "none": 0, "huge": 10**30}
    for send in (office.get, office.post):
        assert send(at(region, f"messages/{numbers[which]}/")).status_code == 404


def test_a_message_is_sent_again_once_for_each_press(office, region):
    message = a_message(region, state=MessageState.FAILED, error="TimeoutError: x")
    address = at(region, f"messages/{message.pk}/")
    for _ in range(2):
        answer = office.post(address, follow=True)
    assert "The message will be sent again in a moment" in page_of(answer)
    message.refresh_from_db()
    assert message.state == MessageState.WAITING
    assert Job.objects.filter(kind="deliver").count() == 1
    assert Entry.objects.filter(verb="message.sent_again").count() == 1


def test_a_code_that_ends_soon_is_not_sent_again(office, region):
    code = a_message(region, secret=True, template="sign_in_code")
    assert "Send again" not in page_of(office.get(at(region, f"messages/{code.pk}/")))


def test_an_invitation_that_went_out_meanwhile_is_not_sent_again(office, region):
    """The page was opened while it had failed. Its link is not kept once it is out."""
    invitation = a_message(region, secret=True, template="invitation", state=MessageState.FAILED)
    address = at(region, f"messages/{invitation.pk}/")
    assert "Send again" in page_of(office.get(address))
    Message.objects.update(state=MessageState.SENT)
    assert "Send again" not in page_of(office.post(address, follow=True))
    invitation.refresh_from_db()
    assert invitation.state == MessageState.SENT
    assert not Job.objects.exists()
    assert not Entry.objects.exists()


def test_sending_again_what_waits_changes_nothing(region):
    message = a_message(region, state=MessageState.WAITING)
    send_message_again(region, message, by=a_regional_lead(region))
    assert not Entry.objects.exists()


# --- background work -------------------------------------------------------------------------------------------------


def test_background_work_is_counted_and_what_failed_says_why(office, region):
    a_job(State.DONE)
    a_job(State.FAILED)
    shown = page_of(office.get(at(region, "jobs/")))
    assert "Send a mail" in shown
    assert "The mail server did not answer." in shown
    assert "Errno 111" not in shown


def test_failed_work_is_tried_again(office, region):
    job = a_job(State.FAILED)
    for _ in range(2):
        answer = office.post(at(region, "jobs/"), {"job": job.pk}, follow=True)
    assert "tried again in a moment" in page_of(answer)
    job.refresh_from_db()
    assert job.state == State.QUEUED
    assert Entry.objects.filter(verb="job.retried").count() == 1


@pytest.mark.parametrize("what", ["", "x", "9" * 30, "0"])
def test_retrying_what_is_no_work_does_nothing(office, region, what):
    assert office.post(at(region, "jobs/"), {"job": what}).status_code == 302


def test_only_failed_work_is_tried_again(region):
    job = a_job(State.DONE)
    retry_job(region, job, by=a_regional_lead(region))
    assert not Entry.objects.exists()


def test_failed_work_has_pages_and_costs_the_same_with_much(office, region, django_assert_max_num_queries):
    a_job(State.FAILED)
    office.get(at(region, "jobs/"))
    with django_assert_max_num_queries(15) as one:
        office.get(at(region, "jobs/"))
    for _ in range(29):
        a_job(State.FAILED)
    with django_assert_max_num_queries(15) as many:
        office.get(at(region, "jobs/"))
    assert len(one) == len(many)
    assert len(office.get(at(region, "jobs/?page=2")).context["page_obj"]) == 5


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        ("SMTPRecipientsRefused: {'a@example.org': (550, b'no')}", "The mail server does not know this address."),
        ("ValueError: secret", "Something went wrong that we did not expect (ValueError)."),
        ("It never finished: each run was cut off.", "It never finished: each run was cut off."),
        ("", "No reason was recorded."),
    ],
)
def test_the_cause_of_a_failure_is_said_plainly(error, sentence):
    assert plain_cause(error) == sentence


def test_the_hub_says_what_did_not_work(office, region):
    a_message(region, state=MessageState.FAILED)
    a_job(State.FAILED)
    shown = page_of(office.get(at(region)))
    assert "1 could not be sent" in shown
    assert "1 failed" in shown
    assert shown.count("There is a problem") == 2
