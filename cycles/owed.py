"""What people owe the programme now, computed from its state: dates to offer and answer, milestones to keep.

The home page, the reminders and the last check before a mail all ask this one function.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from peerchallenge.notifications.owed import Owed
from peerchallenge.workdays import add_working_days

from .holders import Holders, holders_once
from .models import ChallengeRequest, Milestone, Offerer, Owner, PeerChallenge, Stage
from .waiting import DECLARATION, INTEREST, INVITATION, NEEDS, OFFER, Waiting, waiting

A_WEEK = 5  # working days: what a member has who joins when the team should be confirmed already
CONFIRMED = "team-confirmed"


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe on challenges that are neither paused nor closed."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    challenges = running_once(people, known)
    open_things = defaultdict(list)
    before_the_end = [pk for pk, one in challenges.items() if one.stage <= Stage.ON_SITE]  # later nothing waits
    for thing in waiting(before_the_end) if before_the_end else ():
        open_things[thing.kind].append(thing)
    milestones = milestones_once(people, known)
    confirmed = {one.challenge_id: one.due_on for one in milestones if one.code == CONFIRMED}
    yield from _dates_to_offer(challenges.values(), open_things[OFFER], roles)
    yield from _offers_to_answer(challenges, open_things[OFFER], roles)
    yield from _milestones(challenges, milestones, roles)
    yield from _requests(roles)
    for thing in open_things[INVITATION] + open_things[DECLARATION] + open_things[NEEDS]:
        if people is None or thing.person_id in people:
            yield _of_member(thing, challenges[thing.challenge_id], confirmed)
    yield from _interests(challenges, open_things[INTEREST], confirmed, roles)


def running_once(people: list[int] | None, known: dict[str, Any] | None) -> dict[int, PeerChallenge]:
    """The running challenges in which these people (anybody, if None) have a part, by number, looked up once."""
    known = {} if known is None else known
    if "running" not in known:
        running = _running(holders_once(people, known), everybody=people is None)
        known["running"] = {challenge.pk: challenge for challenge in running}
    found: dict[int, PeerChallenge] = known["running"]
    return found


def _running(roles: Holders, *, everybody: bool) -> QuerySet[PeerChallenge]:
    running = PeerChallenge.objects.running().with_namesakes().with_officer().select_related("host", "cycle")
    if everybody:
        return running
    return running.filter(
        Q(cycle__region__in=roles.numbers("region"))
        | Q(host__in=roles.numbers("authority"))
        | Q(pk__in=roles.numbers("host") | roles.numbers("team") | roles.numbers("asked"))
    )


def _dates_to_offer(challenges: Iterable[PeerChallenge], offers: list[Waiting], roles: Holders) -> Iterator[Owed]:
    offered = {offer.challenge_id for offer in offers}
    for challenge in challenges:
        if challenge.stage == Stage.PLANNED and not challenge.first_day and challenge.pk not in offered:
            path = reverse("offer-new", args=[challenge.slug])
            for person_id in roles.of(challenge, Owner.REGIONAL_LEAD):
                yield _owed(person_id, f"offer-dates:{challenge.pk}", "Offer dates for the visit", challenge, path)


def _offers_to_answer(challenges: dict[int, PeerChallenge], offers: list[Waiting], roles: Holders) -> Iterator[Owed]:
    first: dict[tuple[int, str], date] = {}
    for offer in offers:
        asks = (offer.challenge_id, offer.words)
        first[asks] = min(offer.day, first.get(asks, offer.day))
    for (number, side), due_on in first.items():
        challenge, (owner, text) = challenges[number], TO_ANSWER[Offerer(side)]
        path = reverse("offers", args=[challenge.slug])
        for person_id in roles.of(challenge, owner):
            yield _owed(person_id, f"offers:{challenge.pk}:{side}", text, challenge, path, due_on=due_on)


# Who answers what each side offers.
TO_ANSWER = {
    Offerer.REGION: (Owner.HOST_DASS, "Choose dates for the visit"),
    Offerer.HOST: (Owner.REGIONAL_LEAD, "Answer the dates that the host proposes"),
}


def milestones_once(people: list[int] | None, known: dict[str, Any]) -> list[Milestone]:
    """The milestones of those challenges that may be owed, looked up once."""
    if "milestones" not in known:
        known["milestones"] = list(_milestones_of(running_once(people, known)))
    found: list[Milestone] = known["milestones"]
    return found


def days_once(people: list[int] | None, known: dict[str, Any]) -> dict[tuple[int, str], date]:
    """The days of those milestones, by the number of the challenge and the code of the milestone."""
    return {(one.challenge_id, one.code): one.due_on for one in milestones_once(people, known)}


def any_at(people: list[int] | None, known: dict[str, Any], *stages: Stage) -> bool:
    """Whether one of those challenges is at one of these stages: else nothing of them is owed, and nobody need ask."""
    return any(one.stage in stages for one in running_once(people, known).values())


def _milestones_of(challenges: Iterable[int]) -> QuerySet[Milestone]:
    """The open ones, and the one by which the team is confirmed: what its members owe is due then."""
    return Milestone.objects.filter(Q(done_at=None) | Q(code=CONFIRMED), challenge__in=list(challenges))


def _milestones(challenges: dict[int, PeerChallenge], milestones: list[Milestone], roles: Holders) -> Iterator[Owed]:
    for milestone in milestones:
        if milestone.done_at or milestone.code in settings.MILESTONES_OWED_IN_PARTS:
            continue
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


# What people say for themselves: the page, the name of the thing, and the words of the task.
FOR_THEMSELVES = {
    INVITATION: ("team-invitation", "team-invitation", "Answer whether you join the review team"),
    DECLARATION: ("team-interests", "declare", "Say whether you have an interest in this council"),
    NEEDS: ("team-needs", "needs", "Tell us what helps you take part"),
}


def _of_member(thing: Waiting, challenge: PeerChallenge, confirmed: dict[int, date]) -> Owed:
    """What somebody asked to join, or a member, has to say themselves."""
    page, about, text = FOR_THEMSELVES[thing.kind]
    due_on = thing.day if thing.kind == INVITATION else _in_time(thing, confirmed)
    path = reverse(page, args=[challenge.slug])
    return _owed(thing.person_id, f"{about}:{thing.number}", text, challenge, path, due_on)


def _interests(
    challenges: dict[int, PeerChallenge], things: list[Waiting], confirmed: dict[int, date], roles: Holders
) -> Iterator[Owed]:
    for thing in things:
        challenge = challenges[thing.challenge_id]
        path = reverse("team-member-interest", args=[challenge.slug, thing.slug])
        text, about = f"Decide about the interest that {thing.words} declared", f"interest:{thing.number}"
        for person_id in roles.of(challenge, Owner.REGIONAL_LEAD):
            yield _owed(person_id, about, text, challenge, path, due_on=_in_time(thing, confirmed))


def _in_time(thing: Waiting, confirmed: dict[int, date]) -> date | None:
    """The day by which the team is confirmed; who joins or declares late has a working week."""
    day = confirmed.get(thing.challenge_id)
    return max(day, add_working_days(thing.day, A_WEEK)) if day else None


def _owed(
    person_id: int, about: str, text: str, challenge: PeerChallenge, path: str, due_on: date | None = None
) -> Owed:
    return Owed(person_id, about, text, challenge.called, path, challenge_id=challenge.pk, due_on=due_on)
