"""Saying yes: what a region meant for somebody becomes theirs when they accept, with an account or without one."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cycles.actions.people import invite_first_lead, let_in, take_out
from cycles.models import RegionRoleKind
from cycles.people import Access, people_of
from peerchallenge.accounts.invitations import accept, open_invitation
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.notifications.models import Message
from peerchallenge.workdays import today_in_london
from tests.builders import a_person, a_post, a_region, a_regional_lead, an_authority
from tests.foundations.sign_in import PASSWORD, a_person_with_a_password, by_password, is_signed_in, joined

pytestmark = pytest.mark.django_db

EMAIL = "maya.grant@example.org"
KETTLES = "three green kettles"


@pytest.fixture
def region():
    return a_region("Testshire")


@pytest.fixture
def elsewhere():
    return a_region("Elsewhere")


@pytest.fixture
def account(elsewhere):
    """Somebody whom the other region knows, who has joined."""
    person = a_person_with_a_password(name="Dr Maya Grant", email=EMAIL)
    return a_post(an_authority(region=elsewhere), person=person)


def invited(region, name="Maya"):
    """Let the address in. Returns the stand-in and the link."""
    lead = a_regional_lead(region, a_person("Amara Bell"))
    facts = {"council": None, "starts_on": today_in_london(), "what": RegionRoleKind.EXPERT}
    person = let_in(region, name=name, email=EMAIL, by=lead, **facts)
    link = Message.objects.get(template="invitation", recipient=person, region_id=region.pk).context["link"]
    return person, "/" + link.split("/", 3)[-1]


def token(link):
    return link.rstrip("/").rpartition("/")[2]


def seen_by(region):
    """Whom of this address the region sees, and how far they have come."""
    return [(one.name, one.access) for one in people_of(region).filter(email=EMAIL)]


def page_of(answer):
    return answer.content.decode()


# --- with an account -------------------------------------------------------------------------------------------------


def test_who_has_an_account_is_asked_to_sign_in(client, region, account):
    stand_in, link = invited(region)
    for answer in (client.get(link), client.post(link, {"password": KETTLES})):
        assert "You already have an account" in page_of(answer)
        assert "Amara Bell invites you" in page_of(answer)
        assert f'href="/sign-in/?next={link.replace("/", "%2F")}"' in page_of(answer)
    assert seen_by(region) == [("Maya", Access.INVITED)]
    assert not is_signed_in(client)
    assert not joined(stand_in)


def test_after_signing_in_one_button_accepts(client, region, account):
    _, link = invited(region)
    answer = by_password(client, account, next=link)
    assert answer["Location"] == link
    asked = page_of(client.get(link))
    assert "Accept this invitation?" in asked
    assert "in Testshire" in asked
    assert seen_by(region) == [("Maya", Access.INVITED)], "opening the link changes nothing"
    assert "You have accepted the invitation" in page_of(client.post(link, follow=True))
    assert seen_by(region) == [("Dr Maya Grant", Access.ACTIVE)]
    assert account.region_roles.get().region == region


def test_the_stand_in_is_gone_and_its_mail_is_the_account_s(client, region, account):
    stand_in, link = invited(region)
    by_password(client, account)
    client.post(link)
    assert not Person.everybody.filter(pk=stand_in.pk).exists()
    assert Message.objects.get(template="invitation").recipient == account
    assert account.invitations.get().accepted_at


def test_accepting_is_one_line_of_the_trail_of_the_region(client, region, account):
    _, link = invited(region)
    by_password(client, account)
    client.post(link)
    entry = Entry.objects.get(verb="person.joined")
    assert (entry.actor, entry.region_id) == (account, region.pk)


def test_somebody_else_who_is_signed_in_cannot_accept(client, region, account):
    _, link = invited(region)
    by_password(client, a_person_with_a_password())
    for answer in (client.get(link), client.post(link)):
        assert "This invitation is for someone else" in page_of(answer)
        assert "Dr Maya" not in page_of(answer)
    assert seen_by(region) == [("Maya", Access.INVITED)]


def test_the_other_region_learns_nothing(client, region, elsewhere, account):
    before = seen_by(elsewhere)
    _, link = invited(region)
    by_password(client, account)
    client.post(link)
    assert seen_by(elsewhere) == before == [("Dr Maya Grant", Access.ACTIVE)]
    assert not Entry.objects.exclude(region_id=region.pk).exists()


def test_a_wider_role_asks_for_a_second_factor_at_once(client, region, account):
    stand_in, link = invited(region)
    stand_in.region_roles.update(kind=RegionRoleKind.LEAD)
    by_password(client, account)
    assert client.get("/tasks/").status_code == 200
    client.post(link)
    assert client.get("/tasks/")["Location"].startswith("/account/security/")


def test_whoever_leads_a_region_already_can_be_invited_to_open_another(client, region):
    lead = a_regional_lead(region, a_person_with_a_password(email=EMAIL))
    link = invite_first_lead(name="Maya", email=EMAIL, another_region=True)
    assert not Person.objects.get(pk=lead.pk).may_open_region
    by_password(client, lead)
    client.post(f"/invitations/{token(link)}/")
    assert Person.objects.get(pk=lead.pk).may_open_region
    assert not Person.everybody.filter(joined_at=None).exists()


# --- with an account that was closed ---------------------------------------------------------------------------------


def test_a_closed_account_opens_again_and_then_signs_in(client, region, elsewhere, account):
    take_out(elsewhere, account, reason="Left", by=a_regional_lead(elsewhere))
    _, link = invited(region)
    by_password(client, account)
    assert not is_signed_in(client)
    assert "it is closed" in page_of(client.get(link))
    answer = client.post(link)
    assert answer["Location"] == "/sign-in/"
    assert not is_signed_in(client), "the link alone signs nobody in"
    by_password(client, account)
    assert is_signed_in(client, account)
    assert seen_by(region) == [("Dr Maya Grant", Access.ACTIVE)]
    assert seen_by(elsewhere) == [("Dr Maya Grant", Access.ENDED)]


# --- invited by two regions, joined in neither -----------------------------------------------------------------------


@pytest.mark.parametrize("first", [0, 1])
def test_the_first_yes_makes_the_account_and_the_second_adds_to_it(client, region, elsewhere, first):
    regions = (region, elsewhere)
    links = [invited(place, name)[1] for place, name in zip(regions, ("Maya", "Dr Grant"), strict=True)]
    client.post(links[first], {"password": KETTLES})
    person = Person.objects.get(email=EMAIL)
    name = ("Maya", "Dr Grant")[first]
    assert is_signed_in(client, person)
    assert seen_by(regions[first]) == [(name, Access.ACTIVE)]
    assert seen_by(regions[1 - first]) == [(("Dr Grant", "Maya")[first], Access.INVITED)]

    assert "You already have an account" in page_of(Client().get(links[1 - first]))
    client.post(links[1 - first])
    assert seen_by(regions[1 - first]) == [(name, Access.ACTIVE)]
    assert {role.region for role in person.region_roles.all()} == {region, elsewhere}
    assert Person.everybody.filter(email=EMAIL).count() == 1


def test_who_joined_meanwhile_does_not_join_again(client, region, elsewhere):
    _, link = invited(region)
    _, other = invited(elsewhere)
    assert "Choose a password" in page_of(client.get(link))
    Client().post(other, {"password": KETTLES})
    answer = client.post(link, {"password": "four green kettles"}, follow=True)
    assert "You already have an account" in page_of(answer)
    assert Person.objects.get(email=EMAIL).check_password(KETTLES)


def test_inviting_in_one_region_ends_no_invitation_of_another(region, elsewhere):
    _, link = invited(elsewhere)
    invited(region)
    assert open_invitation(token(link))


# --- once, and not too late ------------------------------------------------------------------------------------------


def test_accepting_twice_is_the_same_as_once(client, region, account):
    _, link = invited(region)
    by_password(client, account)
    assert client.post(link).status_code == 302
    assert "This link has ended" in page_of(client.post(link))
    assert account.region_roles.count() == Entry.objects.filter(verb="person.joined").count() == 1


def test_of_two_presses_at_once_one_counts(region, account):
    _, link = invited(region)
    first, second = open_invitation(token(link)), open_invitation(token(link))
    assert accept(first, account=account)
    assert not accept(second, account=account)
    assert account.region_roles.count() == 1


@pytest.mark.parametrize("closed", [False, True])
def test_a_link_that_has_ended_moves_nothing(client, region, account, closed):
    stand_in, link = invited(region)
    if closed:
        Person.objects.filter(pk=account.pk).update(is_active=False)
    stand_in.invitations.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(link).status_code == client.post(link).status_code == 404
    assert seen_by(region) == [("Maya", Access.INVITED)]


def test_who_was_taken_out_before_they_said_yes_stays_out(client, region, account):
    stand_in, link = invited(region)
    take_out(region, stand_in, reason="A mistake", by=a_regional_lead(region))
    by_password(client, account)
    assert client.get(link).status_code == client.post(link).status_code == 404
    assert seen_by(region) == [("Maya", Access.ENDED)]
    assert is_signed_in(client, account), "and the account stays as it is elsewhere"


def test_who_said_yes_a_moment_ago_is_not_taken_out_as_a_stand_in(client, sign_in, region, account):
    stand_in, link = invited(region)
    accept(open_invitation(token(link)), account=account)
    lead = a_regional_lead(region)
    with pytest.raises(Exception, match="Maya has just joined"):
        take_out(region, stand_in, reason="A mistake", by=lead)
    assert seen_by(region) == [("Dr Maya Grant", Access.ACTIVE)]


def test_nobody_can_use_a_link_to_change_a_password(client, region, account):
    _, link = invited(region)
    client.post(link, {"password": KETTLES})
    by_password(client, account, KETTLES)
    assert not is_signed_in(client)
    by_password(client, account, PASSWORD)
    client.post(link, {"password": KETTLES})
    assert Person.objects.get(pk=account.pk).check_password(PASSWORD)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_of_two_links_used_at_the_same_moment_one_makes_the_account(region, elsewhere):
    links, start, answers = [invited(place)[1] for place in (region, elsewhere)], threading.Barrier(2, timeout=10), []

    def press(link):
        found = open_invitation(token(link))
        start.wait()
        try:
            answers.append(accept(found))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(link,)) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(answers) == [False, True]
    assert Person.objects.filter(email=EMAIL).count() == 1
