"""Agreeing the days of a visit, moving it, pausing it, and keeping its milestones."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cycles import dates
from cycles.holders import holders
from cycles.holding import hold_back_reports
from cycles.models import DateOffer, Milestone, Offerer, Owner, Pause, PeerChallenge, Stage
from cycles.refusals import Refused
from cycles.scheduling import faults, last_day_of_visit
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import take_back, tell
from peerchallenge.ui.wording import visit_days
from peerchallenge.workdays import add_working_days, today_in_london

MOST_OPEN_OFFERS = 5
OTHER_SIDE = {Offerer.REGION: Owner.HOST_DASS, Offerer.HOST: Owner.REGIONAL_LEAD}


@transaction.atomic
def offer_dates(challenge: PeerChallenge, *, side: Offerer, first_day: date, note: str = "", by: Person) -> DateOffer:
    """Offer days for the visit to the other side. It lasts as many working days as the cycle says."""
    take_turn(f"offers {challenge.pk}")
    last_day = last_day_of_visit(first_day, challenge.cycle.visit_days)
    _refuse_faults(challenge, first_day, last_day)
    if challenge.first_day:
        raise Refused("The dates are agreed already. Move the visit instead.")
    if challenge.offers.filter(answer=None, first_day=first_day).exists():
        raise Refused("These dates are on offer already", field="first_day")
    if challenge.offers.filter(answer=None, offered_by_side=side).count() >= MOST_OPEN_OFFERS:
        raise Refused(f"There can be at most {MOST_OPEN_OFFERS} offers at a time")
    offer = DateOffer.objects.create(
        challenge=challenge,
        number=(challenge.offers.aggregate(most=Max("number"))["most"] or 0) + 1,
        offered_by_side=side,
        first_day=first_day,
        last_day=last_day,
        note=note,
        reply_by=add_working_days(today_in_london(), challenge.cycle.reply_days),
        offered_by=by,
    )
    days = visit_days(first_day, last_day)
    record("dates.offered", offer, by=by, challenge=challenge, days=days)
    people = holders().of(challenge, OTHER_SIDE[side])
    text = f"{challenge.called}: {days} is offered for the visit. Please answer."
    tell(people, text, about=_made(offer.pk), challenge=challenge, path=_offers(challenge))
    return offer


@transaction.atomic
def accept_offer(offer: DateOffer, *, by: Person) -> None:
    """Agree on these days: every milestone gets its date, other offers lapse, and “Agree the dates” is done."""
    challenge = offer.challenge
    _refuse_faults(challenge, offer.first_day, offer.last_day)
    if challenge.first_day:
        raise Refused("Dates for this visit are agreed already")
    agreed = {
        "first_day": offer.first_day,
        "last_day": offer.last_day,
        "dates_agreed_at": timezone.now(),
        "dates_agreed_by": by,
    }
    unagreed = PeerChallenge.objects.filter(pk=challenge.pk, first_day=None, version=challenge.version)
    if not unagreed.update(version=challenge.version + 1, **agreed):
        raise Refused("Somebody else changed the dates a moment ago. Look at them again.")
    _answer(offer, DateOffer.Answer.ACCEPTED, by=by)
    for name, value in agreed.items():
        setattr(challenge, name, value)
    challenge.version += 1
    others = challenge.offers.filter(answer=None)
    take_back(_made(pk) for pk in others.values_list("pk", flat=True))
    others.update(answer=DateOffer.Answer.LAPSED, answered_at=timezone.now(), answered_by=by)
    dates.write_milestones(challenge)
    Milestone.objects.filter(challenge=challenge, code="dates-agreed").update(done_at=timezone.now(), done_by=by)
    days = visit_days(offer.first_day, offer.last_day)
    record("dates.accepted", offer, by=by, challenge=challenge, days=days)
    _tell_both_sides(challenge, f"the visit is on {days}", about=f"offer:{offer.pk}:accepted", besides=by)


@transaction.atomic
def decline_offer(offer: DateOffer, *, reason: str, by: Person) -> None:
    """Say that these days do not suit, and why."""
    if not reason.strip():
        raise Refused("Say why these dates do not suit", field="reason")
    _answer(offer, DateOffer.Answer.DECLINED, reason=reason, by=by)
    days = visit_days(offer.first_day, offer.last_day)
    record("dates.declined", offer, by=by, challenge=offer.challenge, days=days)
    _tell_both_sides(offer.challenge, f"{days} does not suit", about=f"offer:{offer.pk}:declined", besides=by)


@transaction.atomic
def withdraw_offer(offer: DateOffer, *, by: Person) -> None:
    """Take back days that one's own side offered."""
    _answer(offer, DateOffer.Answer.LAPSED, by=by)
    days = visit_days(offer.first_day, offer.last_day)
    record("dates.withdrawn", offer, by=by, challenge=offer.challenge, days=days)


@transaction.atomic
def move_visit(
    challenge: PeerChallenge, *, first_day: date, last_day: date, reason: str, seen: int, by: Person
) -> None:
    """Move a visit to other days. Open milestones move with it; what is done stays done on its day.

    Raises Stale when somebody else moved it since this person looked.
    """
    if not challenge.first_day:
        raise Refused("There are no dates to move yet. Offer dates first.")
    if challenge.visit_is_over:
        raise Refused("The visit is over, so it cannot be moved")
    if not reason.strip():
        raise Refused("Say why the visit moves", field="reason")
    before = visit_days(challenge.first_day, challenge.last_day)
    if seen == challenge.version:
        _refuse_faults(challenge, first_day, last_day)
    save_version(challenge, {"first_day": first_day, "last_day": last_day}, seen=seen, by=by)
    dates.write_milestones(challenge)
    after = visit_days(first_day, last_day)
    record("visit.moved", challenge, by=by, challenge=challenge, before=before, after=after, reason=reason)
    about = f"visit:{challenge.pk}:v{challenge.version}"
    _tell_both_sides(challenge, f"the visit moved from {before} to {after}", about=about, besides=by)


@transaction.atomic
def finish_milestone(milestone: Milestone, *, by: Person) -> None:
    """Record that a milestone was kept, today."""
    _refuse_closed(milestone)
    if not Milestone.objects.open().filter(pk=milestone.pk).update(done_at=timezone.now(), done_by=by):
        raise Refused("Somebody else has recorded this as done already")
    record("milestone.done", milestone, by=by, challenge=milestone.challenge, milestone=milestone.name)


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, by: Person) -> None:
    """Record that a milestone was not kept after all."""
    _refuse_closed(milestone)
    if milestone.code == "dates-agreed":
        raise Refused("The dates are agreed. Move the visit if they have to change.")
    if not Milestone.objects.exclude(done_at=None).filter(pk=milestone.pk).update(done_at=None, done_by=None):
        raise Refused("This is not recorded as done")
    record("milestone.undone", milestone, by=by, challenge=milestone.challenge, milestone=milestone.name)


def _refuse_closed(milestone: Milestone) -> None:
    if milestone.challenge.is_closed:
        raise Refused("This peer challenge is closed. Its milestones stay as they are.")


@transaction.atomic
def pause(challenge: PeerChallenge, *, how: Pause, reason: str, by: Person) -> None:
    """Postpone or withdraw a challenge: nothing changes in it and nobody is reminded until it is resumed."""
    hold_back_reports([challenge], why="the peer challenge is paused", by=by)
    running = PeerChallenge.objects.filter(pk=challenge.pk, paused_at=None).exclude(stage=Stage.CLOSED)
    if not running.update(paused_at=timezone.now(), paused_by=by, paused_as=how, paused_reason=reason):
        raise Refused("This peer challenge is postponed, withdrawn or closed already")
    words = Pause(how).label.lower()
    record("challenge.paused", challenge, by=by, challenge=challenge, how=words, reason=reason)
    about = f"paused:{challenge.pk}:{timezone.now():%Y%m%d%H%M%S}"
    _tell_both_sides(challenge, f"the peer challenge is {words}", about=about, besides=by)


@transaction.atomic
def resume(challenge: PeerChallenge, *, reason: str, by: Person) -> None:
    """Take up a paused challenge again, where it stopped."""
    paused = PeerChallenge.objects.filter(pk=challenge.pk).exclude(paused_at=None)
    if not paused.update(paused_at=None, paused_by=None, paused_as=None, paused_reason=""):
        raise Refused("This challenge is not paused")
    record("challenge.resumed", challenge, by=by, challenge=challenge, reason=reason)
    about = f"resumed:{challenge.pk}:{timezone.now():%Y%m%d%H%M%S}"
    _tell_both_sides(challenge, "the peer challenge goes on", about=about, besides=by)


def _answer(offer: DateOffer, answer: DateOffer.Answer, *, by: Person, reason: str = "") -> None:
    waiting = DateOffer.objects.filter(pk=offer.pk, answer=None)
    if not waiting.update(answer=answer, answered_at=timezone.now(), answered_by=by, reason=reason):
        raise Refused("This offer has been answered already")
    take_back([_made(offer.pk)])


def _made(offer_id: int) -> str:
    """What the news of an offer is about; once it is answered, nobody is asked to answer it."""
    return f"offer:{offer_id}:made"


def _refuse_faults(challenge: PeerChallenge, first_day: date, last_day: date) -> None:
    for field, sentence in faults(first_day, last_day, challenge.cycle, today_in_london()):
        raise Refused(sentence, field=field)


def _tell_both_sides(challenge: PeerChallenge, text: str, *, about: str, besides: Person) -> None:
    """Tell the regional lead, the host DASS, the host coordinator and the team, but not the person who did it."""
    everybody = holders()
    people = {
        person
        for owner in (Owner.REGIONAL_LEAD, Owner.HOST_DASS, Owner.HOST_COORDINATOR, Owner.TEAM, Owner.PSW)
        for person in everybody.of(challenge, owner)
    }
    path = reverse("challenge", args=[challenge.slug])
    tell(
        sorted(people - {besides.pk}),
        f"{challenge.called}: {text}",
        about=about,
        challenge=challenge,
        path=path,
    )


def _offers(challenge: PeerChallenge) -> str:
    return reverse("offers", args=[challenge.slug])
