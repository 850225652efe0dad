"""The milestones of a visit as rows: writing them from the plan, and showing what a move would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from peerchallenge.accounts.models import Person
from peerchallenge.ui.wording import visit_days
from peerchallenge.workdays import today_in_london

from .holders import holders
from .models import BlackoutPeriod, Milestone, PeerChallenge
from .scheduling import Planned, back_plan, free_working_day

DAYS_TO_CATCH_UP = 5  # working days: what the plan puts in the past is due then


@dataclass(frozen=True)
class Change:
    """What a move does to one milestone."""

    name: str
    before: date | None
    after: date
    done: bool

    @property
    def moves(self) -> bool:
        return not self.done and self.before != self.after


def plan_for(challenge: PeerChallenge, first_day: date, last_day: date) -> list[Planned]:
    """The milestones that the cycle's plan gives a visit on these days."""
    soonest = free_working_day(today_in_london(), DAYS_TO_CATCH_UP)
    return back_plan(challenge.cycle.template.all(), first_day, last_day, not_before=soonest)


def changes(challenge: PeerChallenge, first_day: date, last_day: date) -> list[Change]:
    """What moving the visit to these days would change, milestone by milestone. Done ones stay where they are."""
    present = {milestone.code: milestone for milestone in challenge.milestones.all()}
    found = []
    for planned in plan_for(challenge, first_day, last_day):
        milestone = present.get(planned.code)
        before = milestone.due_on if milestone else None
        done = bool(milestone and milestone.done_at)
        found.append(Change(planned.name, before, before if done else planned.due_on, done))
    return found


def with_holders(challenge: PeerChallenge, *, only_of: Person | None = None) -> list[Milestone]:
    """The milestones in order, each with the names of the people who have it (`only_of`: only this person's)."""
    everybody, found = holders(), []
    for milestone in challenge.milestones.all():
        people = {key: name for owner in milestone.owners for key, name in everybody.of(challenge, owner).items()}
        milestone.holders = sorted(people.values())
        if only_of is None or only_of.pk in people:
            found.append(milestone)
    return found


def write_milestones(challenge: PeerChallenge) -> None:
    """Write the plan's dates for the challenge's visit: new milestones are added, open ones move, done ones stay."""
    present = {milestone.code: milestone for milestone in challenge.milestones.all()}
    for planned in plan_for(challenge, challenge.first_day, challenge.last_day):
        milestone = present.get(planned.code)
        if milestone and milestone.done_at:
            continue
        facts = {
            "name": planned.name,
            "position": planned.position,
            "starts_on": planned.starts_on,
            "due_on": planned.due_on,
            "owner": planned.owner,
            "second_owner": planned.second_owner,
        }
        Milestone.objects.update_or_create(challenge=challenge, code=planned.code, defaults=facts)


def keep_milestone(challenge: PeerChallenge, code: str, *, by: Person) -> None:
    """A fact has made a milestone true, such as the release of the pack: no one has to tick it off as well.

    Writes no line of the trail: the action that made the fact does. Does nothing where it is kept already.
    """
    challenge.milestones.open().filter(code=code).update(done_at=timezone.now(), done_by=by)


def open_milestone_again(challenge: PeerChallenge, code: str) -> None:
    """The fact that kept a milestone is one no more, such as a form that was opened again after it was signed off."""
    challenge.milestones.filter(code=code).update(done_at=None, done_by=None)


def move_milestone(challenge: PeerChallenge, code: str, due_on: date) -> None:
    """A fact has moved the end of a milestone, such as the day on which the draft went out. It begins today."""
    challenge.milestones.open().filter(code=code).update(starts_on=min(today_in_london(), due_on), due_on=due_on)


def warnings(challenge: PeerChallenge, first_day: date, last_day: date) -> list[str]:
    """What speaks against a visit on these days without forbidding it: other visits, closed periods, short notice."""
    found = [
        f"{other.host} has its visit on {visit_days(other.first_day, other.last_day)}."
        for other in _visits_near(challenge, first_day, last_day)
    ]
    found += [
        f"{period.reason}: {visit_days(period.starts_on, period.ends_on)}."
        for period in closed_periods(challenge, first_day, last_day)
    ]
    notice = (first_day - today_in_london()).days // 7
    if notice < challenge.cycle.notice_weeks:
        found.append(f"That is {notice} weeks from now. The cycle asks for {challenge.cycle.notice_weeks} weeks.")
    return found


def _visits_near(challenge: PeerChallenge, first_day: date, last_day: date) -> Iterable[PeerChallenge]:
    visits = PeerChallenge.objects.in_region(challenge.cycle.region_id).on_site_between(first_day, last_day)
    return visits.exclude(pk=challenge.pk).select_related("host")


def closed_periods(challenge: PeerChallenge, first_day: date, last_day: date) -> Iterable[BlackoutPeriod]:
    """Closed periods of the region or of this council that touch these days."""
    periods = BlackoutPeriod.objects.filter(
        region=challenge.cycle.region_id, starts_on__lte=last_day, ends_on__gte=first_day
    )
    return [period for period in periods if period.authority_id in (None, challenge.host_id)]
