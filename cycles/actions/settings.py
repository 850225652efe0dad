"""Opening a region and keeping its settings: details, councils, closed periods, messages, background work."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from cycles.holding import hold_back_reports
from cycles.models import (
    Authority,
    BlackoutPeriod,
    PeerChallenge,
    Region,
    RegionRole,
    RegionRoleKind,
    Stage,
)
from cycles.refusals import Refused
from cycles.region_mail import can_go_again
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from peerchallenge.jobs import queue
from peerchallenge.jobs.models import Job, State
from peerchallenge.notifications import outbox
from peerchallenge.notifications.models import Message
from peerchallenge.ui.wording import day
from peerchallenge.workdays import today_in_london

NOT_A_REGION = "regions"  # /settings/regions/new/ is where a region is opened
TAKEN = "Another region has this name. Choose another one."


@transaction.atomic
def open_region(
    *,
    name: str,
    office: str,
    contact_email: str = "",
    contact_phone: str = "",
    government_region: str = "",
    by: Person,
) -> Region:
    """Open a regional programme, led by the one who opens it, with the councils of a part of the country.

    Councils that belong to another region stay there. One invitation opens one region.
    """
    take_turn("regions")
    if not Person.objects.filter(pk=by.pk, may_open_region=True).update(may_open_region=False):
        raise Refused("You have opened your region already")
    _refuse_taken_name(name)
    region = Region.objects.create(
        name=name,
        slug=_free_slug(name),
        office=office,
        contact_email=contact_email,
        contact_phone=contact_phone,
    )
    RegionRole.objects.create(person=by, region=region, kind=RegionRoleKind.LEAD)
    free = Authority.objects.existing().filter(government_region=government_region, region=None)
    councils = free.update(region=region)
    record("region.opened", region, by=by, region=region, name=name, councils=councils)
    by.may_open_region = False
    return region


def _refuse_taken_name(name: str, *, besides: Region | None = None) -> None:
    taken = Region.objects.filter(name__iexact=name)
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise Refused(TAKEN, field="name")


def _free_slug(name: str) -> str:
    base = slugify(name)[:60] or "region"
    taken = {NOT_A_REGION, *Region.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


@transaction.atomic
def change_details(region: Region, changes: dict[str, Any], *, seen: int, by: Person) -> None:
    """Change what a region is called and how its office is reached.

    Raises Stale when somebody saved in between.
    """
    take_turn("regions")
    if seen == region.version:
        _refuse_taken_name(changes["name"], besides=region)
    save_version(region, changes, seen=seen, by=by)
    record("region.settings_changed", region, by=by, region=region, fields=sorted(changes))


@transaction.atomic
def add_council(region: Region, council: Authority, *, by: Person) -> None:
    """Take a council into the region. It must be in no other one."""
    if council.region_id == region.pk:
        return
    if not Authority.objects.filter(pk=council.pk, region=None).update(region=region):
        raise Refused(f"{council} cannot be added. Choose another council.", field="council")
    record("council.added", council, by=by, region=region, council=council.short_name)


@transaction.atomic
def take_out_council(region: Region, council: Authority, *, by: Person) -> None:
    """Take a council out of the region, unless it has a challenge in a cycle that still runs."""
    running = PeerChallenge.objects.filter(host=council, cycle__region=region, cycle__ends_on__gte=today_in_london())
    if running.exists():
        raise Refused(f"{council} has a peer challenge in a cycle that still runs, so it stays in the region")
    Authority.objects.filter(pk=council.pk, region=region).update(region=None)
    record("council.taken_out", council, by=by, region=region, council=council.short_name)


@transaction.atomic
def record_end(
    region: Region, council: Authority, *, ends_on: date | None, successors: list[Authority], by: Person
) -> None:
    """Record that a council ends, and which councils take over its duties, or that it goes on after all.

    Its past challenges stay with it. Successors that are in no region come into this one.
    """
    if ends_on and council.starts_on and ends_on < council.starts_on:
        raise Refused("The last day must be after the council began", field="ends_on")
    council.ends_on = ends_on
    council.save(update_fields=["ends_on"])
    followers = successors if ends_on else []
    council.successors.set(followers)
    Authority.objects.filter(pk__in=[one.pk for one in followers], region=None).update(region=region)
    names = [one.short_name for one in followers]
    record(
        "council.ended" if ends_on else "council.goes_on",
        council,
        by=by,
        region=region,
        council=council.short_name,
        day=day(ends_on) if ends_on else "",
        successors=names,
    )


@transaction.atomic
def add_period(
    region: Region,
    *,
    reason: str,
    starts_on: date,
    ends_on: date,
    council: Authority | None = None,
    blocks_publication: bool = False,
    by: Person,
) -> None:
    """Keep days clear of visits, in the whole region or for one council. Adding it twice adds it once."""
    facts = {"reason": reason, "starts_on": starts_on, "ends_on": ends_on, "authority": council}
    period, new = BlackoutPeriod.objects.get_or_create(
        region=region, **facts, defaults={"blocks_publication": blocks_publication}
    )
    if new:
        record("period.added", period, by=by, region=region, reason=reason)
        if blocks_publication:
            hosts = [council] if council else region.authorities.all()
            agreed = PeerChallenge.objects.in_region(region).filter(host__in=hosts, stage__gte=Stage.AGREED)
            why = "its day is in a closed period now"
            hold_back_reports(agreed.select_related("host", "cycle"), why=why, days=(starts_on, ends_on), by=by)


@transaction.atomic
def remove_period(region: Region, period: BlackoutPeriod, *, by: Person) -> None:
    """Open these days again."""
    record("period.removed", period, by=by, region=region, reason=period.reason, first=str(period.starts_on))
    period.delete()


@transaction.atomic
def send_message_again(region: Region, message: Message, *, by: Person) -> None:
    """Promise a mail once more, if it can go again: not while it waits to be sent, or when its text is not kept."""
    if not can_go_again(message, region):
        return
    outbox.send_again(message)
    record("message.sent_again", message, by=by, region=region, template=message.template)


@transaction.atomic
def retry_job(region: Region, job: Job, *, by: Person) -> None:
    """Give failed background work another try, now."""
    if job.state != State.FAILED:
        return
    queue.retry(job)
    record("job.retried", job, by=by, region=region, kind=job.kind)
