"""Asking people to join a review team: who can be asked, what they are told, and what a yes or a no does."""

from datetime import timedelta

import pytest
from django.core import mail

from cycles.actions import team
from cycles.actions.people import change_job, take_out
from cycles.candidates import Newcomer, choices
from cycles.forms.team import AskForm
from cycles.models import PostKind, Stage, TeamInvitation, TeamMember, TeamRole
from cycles.people import Access, people_of
from cycles.policy import standing, visible_challenge_ids
from cycles.refusals import Refused
from peerchallenge.accounts.invitations import accept
from peerchallenge.accounts.models import Person
from peerchallenge.audit.models import Entry
from peerchallenge.jobs import queue
from peerchallenge.notifications.models import Notice
from peerchallenge.workdays import today_in_london
from tests import builders as a

pytestmark = pytest.mark.django_db
IN_A_WEEK = today_in_london() + timedelta(days=7)


@pytest.fixture
def challenge():
    region = a.a_region("Lakeside")
    host = a.an_authority("Dunmere", region=region)
    return a.a_challenge(host, a.a_cycle(region), Stage.PREPARING, first_day=a.a_monday())


@pytest.fixture
def lead(challenge):
    return a.a_regional_lead(challenge.cycle.region, a.a_person("Amara Bell"))


@pytest.fixture
def manager(challenge):
    council = a.an_authority("Fernley", region=challenge.cycle.region)
    return a.a_post(council, PostKind.SENIOR_MANAGER, a.a_person("Colin Head"))


def ask(challenge, who, lead, role=TeamRole.SENIOR_MANAGER):
    return team.ask(challenge, who, role=role, reply_by=IN_A_WEEK, by=lead)


def test_whoever_is_asked_is_on_the_team_only_once_they_say_yes(challenge, lead, manager):
    invitation = ask(challenge, manager, lead)
    assert not standing(manager, challenge).roles
    member = team.say_yes(invitation, by=manager)
    assert (member.role, member.home.short_name) == (TeamRole.SENIOR_MANAGER, "Fernley")
    assert standing(manager, challenge).may("see_team")


def test_asking_twice_is_the_same_as_asking_once(challenge, lead, manager):
    assert ask(challenge, manager, lead) == ask(challenge, manager, lead)
    assert Entry.objects.filter(verb="team.asked").count() == 1
    with pytest.raises(Refused, match="has been asked already"):
        ask(challenge, manager, lead, TeamRole.TEAM_LEAD)


def of_host(challenge):
    return a.a_post(challenge.host, PostKind.OFFICER)


def starts_at_host_soon(challenge):
    return a.a_post(challenge.host, PostKind.OFFICER, starts_on=IN_A_WEEK)


def takes_part_for_host(challenge):
    return a.a_host_member(challenge)


@pytest.mark.parametrize("somebody", [of_host, starts_at_host_soon, takes_part_for_host, a.a_team_member])
def test_nobody_of_the_host_and_nobody_of_the_team_can_be_asked(somebody, challenge, lead):
    person = somebody(challenge)
    with pytest.raises(Refused, match=r"works for Dunmere|takes part for Dunmere|is on the review team already"):
        ask(challenge, person, lead)
    assert not TeamInvitation.objects.exists()


def test_a_newcomer_of_the_host_cannot_be_asked_and_is_not_let_in(challenge, lead):
    with pytest.raises(Refused, match="works for Dunmere") as refusal:
        ask(challenge, Newcomer("Nora New", "nora@example.org", challenge.host), lead)
    assert refusal.value.field == "email"
    assert not people_of(challenge.cycle.region).filter(email="nora@example.org").exists()


def test_who_joined_before_finds_the_question_in_the_morning_mail(challenge, lead, manager):
    ask(challenge, manager, lead)
    (notice,) = Notice.objects.filter(person=manager)
    assert notice.text == "Dunmere: you are asked to join the review team. Please answer."
    assert notice.path == f"/team-invitations/{challenge.slug}/"
    assert challenge.pk in visible_challenge_ids(manager), "else the mail would leave it out"


def deliver():
    for number in queue.sweep():
        queue.run(number)


def test_who_has_not_joined_gets_an_invitation_that_says_what_they_are_asked(challenge, lead):
    council = a.an_authority("Elsewhere")
    ask(challenge, Newcomer("Nora New", "nora@example.org", council), lead, TeamRole.POLITICIAN)
    deliver()
    (sent,) = mail.outbox
    assert sent.to == ["nora@example.org"]
    assert "You are asked to join the review team for Dunmere: councillor. You can say yes or no." in sent.body
    assert "/invitations/" in sent.body
    invitation = TeamInvitation.objects.get()
    assert (invitation.home, invitation.role) == (council, TeamRole.POLITICIAN)


def test_the_region_knows_whom_it_asked(challenge, lead):
    ask(challenge, Newcomer("Nora New", "nora@example.org"), lead)
    assert people_of(challenge.cycle.region).get(name="Nora New").access == Access.INVITED


def test_a_question_taken_back_cannot_be_answered_and_closes_the_way_in(challenge, lead):
    invitation = ask(challenge, Newcomer("Nora New", "nora@example.org"), lead)
    team.take_back_invitation(invitation, by=lead)
    nora = invitation.person
    nora.refresh_from_db()
    assert not nora.is_active
    assert not nora.invitations.filter(cancelled_at=None).exists()
    with pytest.raises(Refused, match="answered or taken back already"):
        team.say_yes(invitation, by=nora)
    assert not TeamMember.objects.exists()


def test_somebody_with_a_job_keeps_their_way_in_when_a_question_is_taken_back(challenge, lead, manager):
    team.take_back_invitation(ask(challenge, manager, lead), by=lead)
    manager.refresh_from_db()
    assert manager.is_active
    assert not Notice.objects.filter(person=manager).exists(), "nobody is asked any more"


def test_a_no_says_why_and_the_office_is_told_without_the_reason(challenge, lead, manager):
    invitation = ask(challenge, manager, lead)
    with pytest.raises(Refused, match="Say why"):
        team.say_no(invitation, reason=" ", by=manager)
    team.say_no(invitation, reason="I am away", by=manager)
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.reason) == ("no", "I am away")
    (told,) = Notice.objects.filter(person=lead)
    assert told.text == "Dunmere: Colin Head cannot join the review team. Please ask somebody else"
    assert not Entry.objects.filter(detail__icontains="away").exists()


def test_a_yes_tells_the_office_and_the_team_lead(challenge, lead, manager):
    team_lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    team.say_yes(ask(challenge, manager, lead), by=manager)
    told = dict(Notice.objects.filter(about__endswith=":answered").values_list("person_id", "text"))
    assert told == dict.fromkeys((lead.pk, team_lead.pk), "Dunmere: Colin Head joins the review team as senior manager")


def test_who_was_asked_and_could_not_come_is_for_the_office_alone(challenge, lead, manager, sign_in):
    team_lead = a.a_team_member(challenge, TeamRole.TEAM_LEAD)
    team.say_no(ask(challenge, manager, lead), reason="I am away", by=manager)
    assert not Notice.objects.filter(person=team_lead).exists()
    client = sign_in(team_lead)
    for page in ("activity", "team"):
        assert "Colin Head" not in client.get(f"/challenges/{challenge.slug}/{page}/").content.decode()
    assert Entry.objects.filter(verb="team.declined", region_id=challenge.region_id, challenge_id=None).exists()


def test_an_answer_is_given_once(challenge, lead, manager):
    invitation = ask(challenge, manager, lead)
    team.say_yes(invitation, by=manager)
    with pytest.raises(Refused, match="answered or taken back already"):
        team.say_no(invitation, reason="No", by=manager)


def test_a_team_has_one_lead(challenge, lead, manager):
    other = a.a_person("Grace Lowe")
    first = ask(challenge, other, lead, TeamRole.TEAM_LEAD)
    with pytest.raises(Refused, match="Grace Lowe has been asked to lead this team"):
        ask(challenge, manager, lead, TeamRole.TEAM_LEAD)
    team.say_yes(first, by=other)
    with pytest.raises(Refused, match="Grace Lowe leads this team"):
        ask(challenge, manager, lead, TeamRole.TEAM_LEAD)


def test_a_yes_comes_too_late_after_a_new_job_at_the_host(challenge, lead, manager):
    """The row would be refused by the database; the person is told in words."""
    invitation = ask(challenge, manager, lead)
    a.a_post(challenge.host, PostKind.OFFICER, manager)
    with pytest.raises(Refused, match="Nobody of the host council can be on its review team"):
        team.say_yes(invitation, by=manager)
    invitation.refresh_from_db()
    assert invitation.answer is None


def test_a_new_job_at_the_host_takes_the_question_back(challenge, lead, manager):
    invitation = ask(challenge, manager, lead)
    new_job = {"kind": PostKind.OFFICER, "council": challenge.host, "starts_on": today_in_london()}
    change_job(challenge.cycle.region, manager, post=manager.posts.get(), by=lead, **new_job)
    invitation.refresh_from_db()
    assert invitation.answer == TeamInvitation.Answer.TAKEN_BACK


def test_taking_somebody_out_of_the_region_takes_the_question_back(challenge, lead):
    invitation = ask(challenge, Newcomer("Nora New", "nora@example.org"), lead)
    take_out(challenge.cycle.region, invitation.person, reason="A mistake", by=lead)
    invitation.refresh_from_db()
    invitation.person.refresh_from_db()
    assert invitation.answer == TeamInvitation.Answer.TAKEN_BACK
    assert not invitation.person.is_active


def test_nobody_joins_while_the_challenge_is_paused_or_after_the_visit(challenge, lead, manager):
    paused = a.a_paused_challenge(cycle=challenge.cycle, stage=Stage.PREPARING)
    with pytest.raises(Refused, match="postponed or withdrawn"):
        team.say_yes(a.an_invitation_to_the_team(paused, manager), by=manager)
    over = a.a_challenge(cycle=challenge.cycle, stage=Stage.DRAFTING)
    with pytest.raises(Refused, match="The visit is over"):
        team.say_yes(a.an_invitation_to_the_team(over, manager), by=manager)


def test_taken_off_the_team_somebody_loses_access_at_once_and_is_told(challenge, lead):
    person = a.a_team_member(challenge, person=a.a_person("Tariq Team", email="tariq@example.org"))
    member = TeamMember.objects.get(person=person)
    with pytest.raises(Refused, match="Say why"):
        team.take_off_team(member, reason="", by=lead)
    team.take_off_team(member, reason="A clash of dates", by=lead)
    assert not standing(person, challenge).roles
    deliver()
    (sent,) = mail.outbox
    assert sent.to == ["tariq@example.org"]
    assert "Your place on the review team for Dunmere has ended." in sent.body
    assert "clash" not in sent.body
    with pytest.raises(Refused, match="not on the team any more"):
        team.take_off_team(member, reason="Again", by=lead)


def test_only_those_who_fit_are_offered_with_how_often_they_came_and_when_they_were_trained(challenge, lead, manager):
    region = challenge.cycle.region
    expert = a.a_region_role(region, "expert")
    a.a_post(challenge.host, PostKind.SENIOR_MANAGER)
    busy = a.a_challenge(cycle=challenge.cycle, first_day=challenge.first_day)
    a.a_team_member(busy, TeamRole.SENIOR_MANAGER, manager)
    manager.trainings.create(
        region=region, name="Day", held_on=today_in_london().replace(month=3, day=1), recorded_by=lead
    )
    people, hints = choices(challenge, TeamRole.SENIOR_MANAGER)
    assert people == [(manager.slug, "Colin Head")]
    assert f"On a team once so far. Trained in March {today_in_london().year}." in hints[manager.slug]
    assert "On another visit on these days." in hints[manager.slug]
    assert [slug for slug, _ in choices(challenge, TeamRole.EXPERT_BY_EXPERIENCE)[0]] == [expert.slug]
    ask(challenge, manager, lead)
    assert choices(challenge, TeamRole.SENIOR_MANAGER)[0] == []


def test_somebody_let_in_who_has_not_joined_yet_can_be_asked(challenge, lead):
    expert = a.a_region_role(challenge.cycle.region, "expert", a.a_person("Esther Okafor"))
    Person.everybody.filter(pk=expert.pk).update(joined_at=None)
    client_sees, _ = choices(challenge, TeamRole.EXPERT_BY_EXPERIENCE)
    assert client_sees == [(expert.slug, "Esther Okafor")]
    form = AskForm(
        {"person": expert.slug, "reply_by-day": "1", "reply_by-month": "2", "reply_by-year": "2099"},
        challenge=a.a_challenge(challenge.host, a.a_cycle(challenge.cycle.region)),
        role=TeamRole.EXPERT_BY_EXPERIENCE,
    )
    assert form.is_valid(), form.errors
    ask(challenge, form.cleaned_data["person"], lead, TeamRole.EXPERT_BY_EXPERIENCE)
    deliver()
    assert "You are asked to join the review team for Dunmere" in mail.outbox[-1].body


def test_an_account_of_another_region_takes_over_the_question_when_it_accepts(challenge, lead):
    """Until then this region knows a stand-in by the name it was given, and nothing of the account."""
    elsewhere = a.a_region_role(a.a_region(), "expert", a.a_person("Known Elsewhere", email="k@example.org"))
    invitation = ask(challenge, Newcomer("Kay Elsewhere", "K@example.org"), lead, TeamRole.EXPERT_BY_EXPERIENCE)
    assert (invitation.person.name, invitation.person.joined_at) == ("Kay Elsewhere", None)
    assert accept(invitation.person.invitations.get(), account=elsewhere)
    invitation.refresh_from_db()
    assert invitation.person == elsewhere
    assert team.say_yes(invitation, by=elsewhere).role == TeamRole.EXPERT_BY_EXPERIENCE
