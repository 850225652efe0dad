"""What people owe the programme now, computed from its state: dates to offer and answer, milestones to keep.

The home page, the reminders and the last check before a mail all ask this one function.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from peerchallenge.notifications.owed import Owed

from .holders import Holders, holders
from .models import ChallengeRequest, DateOffer, Milestone, Offerer, Owner, PeerChallenge, Stage


def owed(people: list[int] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe on challenges that are neither paused nor closed."""
    roles = holders(people)
    challenges = {challenge.pk: challenge for challenge in _running(roles, everybody=people is None)}
    offers = _open_offers(challenges)
    yield from _dates_to_offer(challenges.values(), offers, roles)
    yield from _offers_to_answer(challenges, offers, roles)
    yield from _milestones(challenges, roles)
    yield from _requests(roles)


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
    for milestone in Milestone.objects.open().filter(challenge__in=list(challenges)):
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


def _owed(
    person_id: int, about: str, text: str, challenge: PeerChallenge, path: str, due_on: date | None = None
) -> Owed:
    return Owed(person_id, about, text, challenge.called, path, challenge_id=challenge.pk, due_on=due_on)
