"""A cycle at a glance: each challenge with its step, what comes next and what is late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .models import DateOffer, Milestone, Offerer, PeerChallenge, Stage
from .tracker import step_words


@dataclass
class Line:
    """One challenge of a cycle, as a row of the plan."""

    challenge: PeerChallenge
    step: str
    next_action: str = ""
    due_on: date | None = None
    late: list[Milestone] = field(default_factory=list)


def lines(challenges: Iterable[PeerChallenge], today: date) -> list[Line]:
    """The rows of a plan, for challenges loaded `for_tracker`, in two queries however many there are."""
    challenges = list(challenges)
    milestones, offers = defaultdict(list), {}
    for milestone in Milestone.objects.open().filter(challenge__in=challenges):
        milestones[milestone.challenge_id].append(milestone)
    for offer in DateOffer.objects.filter(challenge__in=challenges, answer=None).order_by("-reply_by"):
        offers[offer.challenge_id] = offer
    return [_line(challenge, milestones[challenge.pk], offers.get(challenge.pk), today) for challenge in challenges]


def _line(challenge: PeerChallenge, open_ones: list[Milestone], offer: DateOffer | None, today: date) -> Line:
    line = Line(challenge, step_words(challenge))
    if challenge.is_paused:
        line.next_action = challenge.get_paused_as_display()
    elif challenge.stage == Stage.CLOSED:
        line.next_action = "Nothing: this peer challenge is closed"
    elif not challenge.first_day:
        line.next_action, line.due_on = _about_dates(offer)
    elif open_ones:
        line.next_action, line.due_on = open_ones[0].name, open_ones[0].due_on
        line.late = [milestone for milestone in open_ones if milestone.due_on < today]
    return line


def _about_dates(offer: DateOffer | None) -> tuple[str, date | None]:
    if not offer:
        return "Offer dates", None
    waiting_for = "the host" if offer.offered_by_side == Offerer.REGION else "the regional office"
    return f"Dates offered, waiting for {waiting_for}", offer.reply_by


@dataclass
class Month:
    """One month of a cycle with the visits in it."""

    first: date
    visits: list[PeerChallenge] = field(default_factory=list)
    is_now: bool = False


def months(starts_on: date, ends_on: date, challenges: Iterable[PeerChallenge], today: date) -> list[Month]:
    """Every month of a cycle in order, each with the visits that begin in it."""
    found, year, month = [], starts_on.year, starts_on.month
    by_month = defaultdict(list)
    for challenge in challenges:
        if challenge.first_day:
            by_month[challenge.first_day.year, challenge.first_day.month].append(challenge)
    while (year, month) <= (ends_on.year, ends_on.month):
        visits = sorted(by_month[year, month], key=lambda challenge: challenge.first_day)
        found.append(Month(date(year, month, 1), visits, (year, month) == (today.year, today.month)))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found
