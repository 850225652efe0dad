"""The mail a region sees tells nothing of what its people, present or past, are in another region."""

from datetime import timedelta

import pytest

from cycles.actions.people import let_in, take_out
from cycles.models import RegionRoleKind
from peerchallenge.jobs.models import Job
from peerchallenge.notifications.models import Message, MessageState, Notice, NoticeKind
from peerchallenge.workdays import today_in_london
from tests.builders import (
    a_challenge,
    a_cycle,
    a_person,
    a_post,
    a_region,
    a_regional_lead,
    an_authority,
    number,
)
from tests.foundations.sign_in import delivered

pytestmark = pytest.mark.django_db

YESTERDAY = today_in_london() - timedelta(days=1)


@pytest.fixture
def region():
    return a_region("Testshire")


@pytest.fixture
def office(sign_in, region):
    return sign_in(a_regional_lead(region, a_person("Amara Bell")))


@pytest.fixture
def both(region):
    """Somebody of this region and of another."""
    return a_post(an_authority(region=a_region()), person=a_post(an_authority(region=region)))


@pytest.fixture
def gone(region):
    """Somebody who was taken out of this region and is of another."""
    return a_post(an_authority(region=a_region()), person=a_post(an_authority(region=region), ends_on=YESTERDAY))


def a_message(recipient, region=None, template="digest", about=(), **facts):
    """A mail with a line about each of these challenges."""
    facts.setdefault("state", MessageState.SENT)
    key, region_id = f"message:{next(number)}", region.pk if region else None
    message = Message.objects.create(key=key, template=template, recipient=recipient, region_id=region_id, **facts)
    for challenge in about:
        key, line = f"line:{next(number)}", {"kind": NoticeKind.NEWS, "about": "x", "challenge_id": challenge.pk}
        Notice.objects.create(key=key, person=recipient, message=message, **line)
    return message


def listed(office, region):
    return list(office.get(f"/settings/{region.slug}/messages/").context["page_obj"])


def page_of(office, region, message):
    return office.get(f"/settings/{region.slug}/messages/{message.pk}/")


def test_a_morning_mail_that_speaks_of_another_region_only_is_not_shown_at_all(office, region, both):
    message = a_message(both, subject="Elsewhere: 2 things to do", about=[a_challenge()])
    assert listed(office, region) == []
    assert page_of(office, region, message).status_code == 404


def test_a_morning_mail_that_speaks_of_both_is_shown(office, region, both):
    message = a_message(both, about=[a_challenge(), a_challenge(cycle=a_cycle(region))])
    assert listed(office, region) == [message]


@pytest.mark.parametrize("template", ["invitation", "let_in"])
def test_a_way_into_another_region_is_not_shown(office, region, both, template):
    a_message(both, template=template)
    assert listed(office, region) == []


def test_what_people_get_after_they_left_is_not_shown(office, region, gone):
    a_message(gone, about=[a_challenge()])
    a_message(gone, template="sign_in_code")
    assert listed(office, region) == []


def test_what_they_got_from_here_is_still_shown(office, region, gone):
    message = a_message(gone, region, template="let_in")
    assert listed(office, region) == [message]


def test_nothing_is_sent_again_to_people_who_left(office, region, gone):
    """Whether it arrives would tell whether they are something elsewhere."""
    message = a_message(gone, region, template="let_in")
    assert "Send again" not in page_of(office, region, message).content.decode()
    office.post(f"/settings/{region.slug}/messages/{message.pk}/")
    assert not Job.objects.exists()


def test_what_waits_for_people_who_leave_is_called_off(region, both):
    lead = a_regional_lead(region)
    facts = {"council": None, "starts_on": today_in_london(), "what": RegionRoleKind.EXPERT}
    let_in(region, name=both.name, email=both.email, by=lead, **facts)
    take_out(region, both, reason="A mistake", by=lead)
    assert delivered() == []
    message = Message.objects.get()
    assert (message.state, message.error) == (MessageState.CANCELLED, "This person has no access any more.")


def test_mail_of_another_region_is_not_called_off(region, both):
    elsewhere = a_region()
    a_message(both, elsewhere, template="let_in", state=MessageState.WAITING)
    take_out(region, both, reason="Left", by=a_regional_lead(region))
    assert Message.objects.get().state == MessageState.WAITING
