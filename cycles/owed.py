"""What people owe the programme now, computed from its state: dates to offer and answer, milestones to keep.

The home page, the reminders and the last check before a mail all ask this one function.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse

from peerchallenge.notifications.owed import Owed
from peerchallenge.ui.wording import civil
from peerchallenge.workdays import add_working_days

from .holders import Holders, holders
from .models import (
    ChallengeRequest,
    DateOffer,
    Milestone,
    Offerer,
    Owner,
    PeerChallenge,
    Stage,
    TeamInvitation,
    TeamMember,
)
from .team_rule import has_declared, is_cleared

A_WEEK = 5  # working days


def owed(people: list[int] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe on challenges that are neither paused nor closed."""
    roles = holders(people)
    challenges = {challenge.pk: challenge for challenge in _running(roles, everybody=people is None)}
    offers = _open_offers(challenges)
    yield from _dates_to_offer(challenges.values(), offers, roles)
    yield from _offers_to_answer(challenges, offers, roles)
    yield from _milestones(challenges, roles)
    yield from _requests(roles)
    yield from _invitations(people)
    yield from _members(challenges, roles, people)


def _running(roles: Holders, *, everybody: bool) -> QuerySet[PeerChallenge]:
    running = PeerChallenge.objects.running().with_namesakes().select_related("host", "cycle")
    if everybody:
        return running
    return running.filter(
        Q(cycle__region__in=roles.numbers("region"))
        | Q(host__in=roles.numbers("authority"))
        | Q(pk__in=roles.numbers("host") | roles.numbers("team"))
    )


def _open_offers(challenges: Iterable[int]) -> dict[int, list[DateOffer]]:
    found = defaultdict(list)
    for offer in DateOffer.objects.filter(answer=None, challenge__in=list(challenges)):
        found[offer.challenge_id].append(offer)
    return found


def _dates_to_offer(
    challenges: Iterable[PeerChallenge], offers: dict[int, list[DateOffer]], roles: Holders
) -> Iterator[Owed]:
    for challenge in challenges:
        if challenge.stage == Stage.PLANNED and not challenge.first_day and not offers.get(challenge.pk):
            path = reverse("offer-new", args=[challenge.slug])
            for person_id in roles.of(challenge, Owner.REGIONAL_LEAD):
                yield _owed(person_id, f"offer-dates:{challenge.pk}", "Offer dates for the visit", challenge, path)


def _offers_to_answer(
    challenges: dict[int, PeerChallenge], offers: dict[int, list[DateOffer]], roles: Holders
) -> Iterator[Owed]:
    for number, waiting in offers.items():
        challenge = challenges[number]
        for side, owner, text in (
            (Offerer.REGION, Owner.HOST_DASS, "Choose dates for the visit"),
            (Offerer.HOST, Owner.REGIONAL_LEAD, "Answer the dates that the host proposes"),
        ):
            due = [offer.reply_by for offer in waiting if offer.offered_by_side == side]
            if due:
                path = reverse("offers", args=[challenge.slug])
                for person_id in roles.of(challenge, owner):
                    yield _owed(person_id, f"offers:{challenge.pk}:{side}", text, challenge, path, due_on=min(due))


def _milestones(challenges: dict[int, PeerChallenge], roles: Holders) -> Iterator[Owed]:
    whole = Milestone.objects.open().exclude(code__in=settings.MILESTONES_OWED_IN_PARTS)
    for milestone in whole.filter(challenge__in=list(challenges)):
        challenge = challenges[milestone.challenge_id]
        people = {person for owner in milestone.owners for person in roles.of(challenge, owner)}
        for person_id in people:
            yield _owed(
                person_id,
                f"milestone:{milestone.pk}",
                milestone.name,
                challenge,
                reverse("dates", args=[challenge.slug]),
                due_on=milestone.due_on,
            )


def _requests(roles: Holders) -> Iterator[Owed]:
    waiting = ChallengeRequest.objects.filter(answered_at=None, cycle__region__in=roles.numbers("region"))
    for request in waiting.select_related("host", "cycle"):
        for person_id in roles.office(request.cycle.region_id):
            yield Owed(
                person_id,
                f"request:{request.pk}",
                f"Answer the request for a peer challenge in {request.cycle}",
                str(request.host),
                reverse("requests", args=[request.cycle.slug]),
            )


def _invitations(people: list[int] | None) -> Iterator[Owed]:
    """Whoever is asked to join a team answers; they need be nothing else here."""
    running = TeamInvitation.objects.open().filter(challenge__paused_at=None, challenge__stage__lte=Stage.ON_SITE)
    waiting = running.filter(person__is_active=True).select_related("challenge__host")
    for asked in waiting if people is None else waiting.filter(person__in=people):
        challenge = asked.challenge
        text, about = f"Answer whether you join the review team for {challenge.host}", f"team-invitation:{asked.pk}"
        path = reverse("team-invitation", args=[challenge.slug])
        yield _owed(asked.person_id, about, text, challenge, path, due_on=asked.reply_by)


def _members(challenges: dict[int, PeerChallenge], roles: Holders, people: list[int] | None) -> Iterator[Owed]:
    """Members say which interest they have and what helps them; the regional lead decides about an interest."""
    silent = Q(declaration=None) | Q(declaration__cleared_at=None) | Q(needs=None)
    known = Milestone.objects.filter(challenge=OuterRef("challenge"), code="team-confirmed").values("due_on")
    members = TeamMember.objects.current().filter(silent, challenge__in=list(challenges), person__is_active=True)
    before = members.filter(challenge__stage__lte=Stage.ON_SITE).annotate(confirmed_by=Subquery(known))
    for member in before.select_related("person", "declaration", "needs"):
        challenge = challenges[member.challenge_id]
        if people is None or member.person_id in people:
            yield from _of_member(member, challenge)
        if has_declared(member) and not is_cleared(member):
            text, about = f"Decide about the interest that {member.person.name} declared", member.declaration.pk
            path = reverse("team-member-interest", args=[challenge.slug, member.person.slug])
            due_on = _time_for(member, member.declaration.declared_at)
            for person_id in roles.of(challenge, Owner.REGIONAL_LEAD):
                yield _owed(person_id, f"interest:{about}", text, challenge, path, due_on=due_on)


def _of_member(member: TeamMember, challenge: PeerChallenge) -> Iterator[Owed]:
    due_on = _time_for(member, member.added_at)
    if not has_declared(member):
        text, path = (
            f"Say whether you have an interest in {challenge.host}",
            reverse("team-interests", args=[challenge.slug]),
        )
        yield _owed(member.person_id, f"declare:{member.pk}", text, challenge, path, due_on=due_on)
    if not getattr(member, "needs", None):
        path = reverse("team-needs", args=[challenge.slug])
        text = "Tell us what helps you take part"
        yield _owed(member.person_id, f"needs:{member.pk}", text, challenge, path, due_on=due_on)


def _time_for(member: Any, since: datetime) -> date | None:
    """The day by which the team is confirmed; who joins or declares late has a working week."""
    return max(member.confirmed_by, add_working_days(civil(since), A_WEEK)) if member.confirmed_by else None


def _owed(
    person_id: int, about: str, text: str, challenge: PeerChallenge, path: str, due_on: date | None = None
) -> Owed:
    return Owed(person_id, about, text, challenge.called, path, challenge_id=challenge.pk, due_on=due_on)
