"""The review team: asking people to join it, their answers, and taking somebody off it."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cycles.candidates import Newcomer, home_of, why_not
from cycles.doors import close_the_door, leave_team, person_here, show_the_way_in, sides_kept_apart
from cycles.holders import holders
from cycles.models import Owner, PeerChallenge, Stage, TeamInvitation, TeamMember, TeamRole
from cycles.people import has_a_place, question_of
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import take_back, tell


@transaction.atomic
def ask(
    challenge: PeerChallenge, who: Person | Newcomer, *, role: str, reply_by: date, note: str = "", by: Person
) -> TeamInvitation:
    """Ask somebody to join the review team. They are on it when they say yes. Nobody of the host can be asked.

    Doing it twice is the same as doing it once.
    """
    take_turn(f"team {challenge.pk}")
    person = person_here(challenge.cycle.region, name=who.name, email=who.email) if isinstance(who, Newcomer) else who
    waiting = challenge.team_invitations.open().filter(person=person, role=role).first()
    if waiting:
        return waiting
    home = who.home if isinstance(who, Newcomer) else home_of(person, role, challenge.cycle.region)
    field = "email" if isinstance(who, Newcomer) else "person"
    if reason := why_not(challenge, person, home):
        raise Refused(reason, field=field)
    _refuse_second_lead(challenge, role)
    invitation = TeamInvitation.objects.create(
        challenge=challenge, person=person, role=role, home=home, note=note, reply_by=reply_by, asked_by=by
    )
    _let_them_know(invitation)
    region = challenge.cycle.region  # whom it asks is for the office: the team lead reads the trail of the challenge
    record("team.asked", invitation, by=by, region=region, name=person.name, role=TeamRole(role).label)
    return invitation


@transaction.atomic
def take_back_invitation(invitation: TeamInvitation, *, by: Person) -> None:
    """Take back the question to somebody who has not answered."""
    person, region = invitation.person, invitation.challenge.cycle.region
    _answer(invitation, TeamInvitation.Answer.TAKEN_BACK)
    if not has_a_place(person):
        close_the_door(person, region)
    record("team.invitation_taken_back", invitation, by=by, region=region, name=person.name)


@transaction.atomic
def say_yes(invitation: TeamInvitation, *, by: Person) -> TeamMember:
    """Join the review team."""
    challenge = invitation.challenge
    take_turn(f"team {challenge.pk}")
    _refuse_when_closed(challenge)
    _refuse_second_lead(challenge, invitation.role, besides=invitation)
    _answer(invitation, TeamInvitation.Answer.YES)
    sentence = (
        f"You work for {challenge.host} or take part for it. Nobody of the host council can be on its review team."
    )
    with sides_kept_apart(sentence):
        member = TeamMember.objects.create(
            challenge=challenge,
            person=by,
            role=invitation.role,
            home=home_of(by, invitation.role) or invitation.home,
            added_by=invitation.asked_by,
        )
    record("team.joined", by, by=by, challenge=challenge, role=member.get_role_display())
    text = f"{by.name} joins the review team as {member.get_role_display().lower()}"
    _tell(challenge, _office_and_lead(challenge), text, about=_answered(invitation), besides=by)
    return member


@transaction.atomic
def say_no(invitation: TeamInvitation, *, reason: str, by: Person) -> None:
    """Say that one cannot join, and why. The account stays open: who cannot come now may come another time."""
    if not reason.strip():
        raise Refused("Say why you cannot join.", field="reason")
    _answer(invitation, TeamInvitation.Answer.NO, reason=reason)
    record("team.declined", invitation, by=by, region=invitation.challenge.cycle.region)
    text = f"{by.name} cannot join the review team. Please ask somebody else"
    _tell(invitation.challenge, _office(invitation.challenge), text, about=_answered(invitation), besides=by)


@transaction.atomic
def take_off_team(member: TeamMember, *, reason: str, by: Person) -> None:
    """End somebody's place on the review team at once. What they wrote stays."""
    if not reason.strip():
        raise Refused("Say why this place ends.", field="reason")
    person, challenge = member.person, member.challenge
    leave_team(member, reason=reason)
    record("team.taken_off", person, by=by, challenge=challenge, name=person.name)
    text = f"{person.name} is not on the review team any more"
    _tell(challenge, _office_and_lead(challenge), text, about=f"team_member:{member.pk}:ended", besides=by)


def _let_them_know(invitation: TeamInvitation) -> None:
    person, challenge, by = invitation.person, invitation.challenge, invitation.asked_by
    if person.joined_at:
        text = f"{challenge.called}: you are asked to join the review team. Please answer."
        path = reverse("team-invitation", args=[challenge.slug])
        tell([person.pk], text, about=_asked(invitation), challenge=challenge, path=path)
        return
    asked, region = question_of(invitation), challenge.cycle.region
    show_the_way_in(person, standing="", place=invitation, region=region, by=by, asked=asked)


def _answer(invitation: TeamInvitation, answer: TeamInvitation.Answer, *, reason: str = "") -> None:
    waiting = TeamInvitation.objects.open().filter(pk=invitation.pk)
    if not waiting.update(answer=answer, answered_at=timezone.now(), reason=reason):
        raise Refused("This question has been answered or taken back already.")
    take_back([_asked(invitation)])


def _refuse_when_closed(challenge: PeerChallenge) -> None:
    if challenge.is_paused:
        raise Refused("This peer challenge is postponed or withdrawn. You can answer when it goes on.")
    if challenge.stage > Stage.ON_SITE:
        raise Refused("The visit is over, so nobody can join the team any more.")


def _refuse_second_lead(challenge: PeerChallenge, role: str, *, besides: TeamInvitation | None = None) -> None:
    if role != TeamRole.TEAM_LEAD:
        return
    if lead := challenge.team.current().filter(role=role).select_related("person").first():
        raise Refused(f"{lead.person.name} leads this team. A team has one lead.")
    asked = challenge.team_invitations.open().filter(role=role).select_related("person")
    if other := asked.exclude(pk=besides.pk if besides else None).first():
        raise Refused(f"{other.person.name} has been asked to lead this team. Wait for the answer, or take it back.")


def _office(challenge: PeerChallenge) -> set[int]:
    """Who builds the team, and so learns who was asked and could not come."""
    return set(holders().office(challenge.cycle.region_id))


def _office_and_lead(challenge: PeerChallenge) -> set[int]:
    return _office(challenge) | set(holders().of(challenge, Owner.TEAM_LEAD))


def _tell(challenge: PeerChallenge, people: set[int], text: str, *, about: str, besides: Person) -> None:
    """Tell these people, but not the person who did it."""
    path = reverse("team", args=[challenge.slug])
    tell(sorted(people - {besides.pk}), f"{challenge.called}: {text}", about=about, challenge=challenge, path=path)


def _asked(invitation: TeamInvitation) -> str:
    """What the news of a question is about; once it is answered, nobody is asked to answer it."""
    return f"team_invitation:{invitation.pk}:asked"


def _answered(invitation: TeamInvitation) -> str:
    return f"team_invitation:{invitation.pk}:answered"
