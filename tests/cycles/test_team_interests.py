"""Interests: none is an answer, silence is not; what waits, who decides, and what stays closed until then."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from cycles.access import DECLARE_FIRST, challenge_view
from cycles.actions import interests
from cycles.actions.people import change_job
from cycles.models import AccessNeeds, Declaration, PeerChallenge, PostKind, Stage, TeamMember, TeamRole
from cycles.policy import standing, where_user_can
from cycles.refusals import Refused
from cycles.rules import CAN
from peerchallenge.audit.models import Entry, Revision
from peerchallenge.audit.revisions import Stale
from peerchallenge.jobs import queue
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import today_in_london
from tests import builders as a

pytestmark = pytest.mark.django_db
CLOSED_UNTIL_DECLARED = sorted(verb for verb, rule in CAN.items() if rule.declared)


@pytest.fixture
def challenge():
    region = a.a_region()
    return a.a_challenge(a.an_authority("Dunmere", region=region), a.a_cycle(region), Stage.READING)


@pytest.fixture
def lead(challenge):
    return a.a_regional_lead(challenge.cycle.region)


@pytest.fixture
def silent(challenge):
    return a.a_team_member(challenge, TeamRole.TEAM_LEAD, a.a_person("Ruth Adeyemi"), declared=False)


def place(person):
    return TeamMember.objects.get(person=person)


def interest(person, **more):
    return interests.declare(place(person), kinds=["family"], text="My cousin works there", by=person, **more)


def readable(person):
    return {verb for verb in CLOSED_UNTIL_DECLARED if where_user_can(PeerChallenge.objects.all(), person, verb)}


# --- what stays closed -----------------------------------------------------------------------------------------------


def test_a_member_who_has_said_nothing_reads_nothing_of_the_host(challenge, silent):
    assert readable(silent) == set()
    control = a.a_team_member(a.a_challenge(stage=Stage.READING), TeamRole.TEAM_LEAD)
    assert readable(control) >= {"see_self_assessment", "see_risks", "see_documents", "read_pack"}


def test_a_page_of_the_host_says_what_to_do_first(challenge, silent, rf):
    @challenge_view("see_documents")
    def documents(request, challenge):
        return HttpResponse("what the host wrote")

    def opened_by(person):
        request = rf.get("/")
        request.user = person
        return documents(request, challenge.slug)

    with pytest.raises(PermissionDenied, match=DECLARE_FIRST):
        opened_by(silent)
    assert b"what the host wrote" in opened_by(a.a_team_member(challenge)).content


# --- saying it -------------------------------------------------------------------------------------------------------


def test_no_interest_is_an_answer_that_opens_the_papers_at_once(silent):
    interests.declare(place(silent), by=silent)
    assert "see_documents" in readable(silent)
    assert place(silent).declaration.cleared_by == silent


def test_an_interest_waits_for_the_regional_lead_who_is_told(challenge, silent, lead):
    interest(silent)
    assert readable(silent) == set()
    (told,) = Notice.objects.filter(person=lead)
    assert told.text == "Dunmere: Ruth Adeyemi has declared an interest. Please decide."
    assert told.path == f"/challenges/{challenge.slug}/team/{silent.slug}/interest/"
    assert not Entry.objects.filter(detail__icontains="cousin").exists()


def test_an_interest_says_what_it_is(silent):
    with pytest.raises(Refused, match="Say in a few words"):
        interests.declare(place(silent), kinds=["family"], text=" ", by=silent)


def test_an_interest_found_later_closes_the_papers_again(silent):
    interests.declare(place(silent), by=silent)
    interest(silent, seen=1)
    assert readable(silent) == set()


def test_an_interest_taken_back_waits_too(silent, lead):
    """Else a member could clear themselves by changing their mind."""
    interest(silent)
    interests.declare(place(silent), seen=1, by=silent)
    assert readable(silent) == set()
    assert Notice.objects.get(person=lead).text == "Dunmere: Ruth Adeyemi takes back an interest. Please decide."


def test_two_windows_do_not_overwrite_each_other(silent):
    interest(silent)
    with pytest.raises(Stale):
        interests.declare(place(silent), seen=0, by=silent)
    assert place(silent).declaration.has_interest


# --- deciding --------------------------------------------------------------------------------------------------------


def test_a_cleared_member_reads_on_and_is_told(silent, lead):
    declaration = interest(silent)
    interests.decide_interest(declaration, cleared=True, note="Another service", seen=1, by=lead)
    assert "see_documents" in readable(silent)
    assert "you can go on" in Notice.objects.get(person=silent).text
    assert not Notice.objects.filter(person=lead).exists(), "nobody is asked to decide any more"


def test_not_cleared_ends_the_place_at_once_with_a_reason_that_only_the_lead_keeps(challenge, silent, lead):
    declaration = interest(silent)
    with pytest.raises(Refused, match="Say why"):
        interests.decide_interest(declaration, cleared=False, note="", seen=1, by=lead)
    interests.decide_interest(declaration, cleared=False, note="Too close", seen=1, by=lead)
    assert not standing(silent, challenge).roles
    assert (place(silent).ended_reason, place(silent).declaration.cleared_note) == ("Interest not cleared", "Too close")
    for number in queue.sweep():
        queue.run(number)
    (sent,) = mail.outbox
    assert sent.to == [silent.email]
    assert "Too close" not in sent.body


def test_what_changed_meanwhile_is_looked_at_again(silent, lead):
    declaration = interest(silent)
    interests.declare(place(silent), kinds=["dispute"], text="A case in court", seen=1, by=silent)
    with pytest.raises(Refused, match="changed or decided a moment ago"):
        interests.decide_interest(declaration, cleared=True, note="", seen=1, by=lead)
    assert readable(silent) == set()


def test_a_decision_is_made_once(silent, lead):
    declaration = interest(silent)
    interests.decide_interest(declaration, cleared=True, note="", seen=1, by=lead)
    with pytest.raises(Refused):
        interests.decide_interest(declaration, cleared=False, note="After all not", seen=2, by=lead)


# --- going -----------------------------------------------------------------------------------------------------------


def test_who_becomes_an_employee_of_the_host_loses_place_access_and_what_they_had_said(challenge, lead, sign_in):
    region = challenge.cycle.region
    person = a.a_team_member(challenge, person=a.a_post(an_other_council(region), PostKind.SENIOR_MANAGER))
    member = place(person)
    AccessNeeds.objects.create(member=member, text="Large print", share_with_lead=True)
    client = sign_in(person)
    assert client.get(f"/challenges/{challenge.slug}/team/").status_code == 200

    job = {"kind": PostKind.OFFICER, "council": challenge.host, "starts_on": today_in_london()}
    change_job(region, person, post=person.posts.get(), by=lead, **job)

    assert client.get(f"/challenges/{challenge.slug}/team/").status_code == 404
    assert readable(person) == set()
    for reader in (lead, a.a_team_member(challenge, TeamRole.TEAM_LEAD)):
        for name in ("team", "team/interests", "team/needs"):
            shown = sign_in(reader).get(f"/challenges/{challenge.slug}/{name}/").content.decode()
            assert "Large print" not in shown
            assert f">{person.name}</dt>" not in shown


def an_other_council(region):
    return a.an_authority("Fernley", region=region)


def test_who_comes_back_to_the_team_says_it_again(challenge, silent, lead):
    interests.declare(place(silent), by=silent)
    TeamMember.objects.update(ended_at=Declaration.objects.get().declared_at + timedelta(days=1))
    a.a_team_member(challenge, TeamRole.TEAM_LEAD, silent, declared=False)
    assert readable(silent) == set()


# --- what helps ------------------------------------------------------------------------------------------------------


def say(person, text="Large print", lead=False, host=False, seen=0):
    shares = {"share_with_lead": lead, "share_with_host": host}
    return interests.say_needs(place(person), text=text, seen=seen, by=person, **shares)


def test_nothing_is_an_answer_and_is_shared_with_nobody(silent):
    needs = say(silent, text=" ", lead=True, host=True)
    assert (needs.text, needs.share_with_lead, needs.share_with_host) == ("", False, False)


def test_needs_changed_in_two_windows_are_not_lost(silent):
    say(silent)
    say(silent, text="A quiet room", seen=1)
    with pytest.raises(Stale) as stale:
        say(silent, text="Breaks", seen=1)
    assert stale.value.mine["text"] == "Breaks"
    assert place(silent).needs.text == "A quiet room"


def test_no_history_is_kept_of_needs(silent):
    say(silent)
    say(silent, text="A quiet room", seen=1)
    assert not Revision.objects.exists()
    assert not Entry.objects.filter(detail__icontains="print").exists()
