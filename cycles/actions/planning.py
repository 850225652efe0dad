"""Opening a cycle and everything in it: hosts, requests, the plan of milestones."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from cycles.holders import holders
from cycles.models import (
    Authority,
    ChallengeRequest,
    Cycle,
    MilestoneTemplate,
    Owner,
    PeerChallenge,
    Region,
)
from cycles.refusals import Refused
from cycles.scheduling import DEFAULT_PLAN
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import tell
from peerchallenge.ui.wording import plural


@transaction.atomic
def open_cycle(
    region: Region, *, name: str, starts_on: date, ends_on: date, hosts: Iterable[Authority], by: Person
) -> Cycle:
    """Open a round of peer challenges: one for each host, all following the default plan of milestones."""
    hosts = list(hosts)
    take_turn(f"cycles of {region.pk}")
    if region.cycles.filter(name__iexact=name).exists():
        raise Refused(f"{region} already has a cycle called “{name}”", field="name")
    cycle = Cycle.objects.create(
        region=region,
        name=name,
        slug=_free_slug(Cycle, slugify(f"{region.slug} {name}")[:100]),
        starts_on=starts_on,
        ends_on=ends_on,
        opened_by=by,
    )
    MilestoneTemplate.objects.bulk_create(
        MilestoneTemplate(
            cycle=cycle,
            position=position,
            code=code,
            name=name,
            anchor=anchor,
            unit=unit,
            starts=starts,
            due=due,
            owner=owner,
            second_owner=second,
        )
        for position, (code, name, anchor, unit, starts, due, owner, second) in enumerate(DEFAULT_PLAN, start=1)
    )
    _add_challenges(cycle, hosts)
    record("cycle.opened", cycle, by=by, region=region, name=name, hosts=plural(len(hosts), "council"))
    return cycle


@transaction.atomic
def add_hosts(cycle: Cycle, *, hosts: Iterable[Authority], by: Person) -> None:
    """Add councils that a cycle began without."""
    hosts = list(hosts)
    if not hosts:
        raise Refused("Select at least one council", field="hosts")
    _add_challenges(cycle, hosts)
    record("cycle.hosts_added", cycle, by=by, region=cycle.region, hosts=plural(len(hosts), "council"))


@transaction.atomic
def ask_for_challenge(cycle: Cycle, *, host: Authority, reasons: str, focus: str, by: Person) -> ChallengeRequest:
    """A host director asks for a peer challenge of their own council in this cycle."""
    if PeerChallenge.objects.filter(cycle=cycle, host=host).exists():
        raise Refused(f"{host} already has a peer challenge in this cycle", field="host")
    try:
        with transaction.atomic():
            request = ChallengeRequest.objects.create(cycle=cycle, host=host, reasons=reasons, focus=focus, asked_by=by)
    except IntegrityError:
        raise Refused(f"{host} has already asked, and is waiting for an answer", field="host") from None
    record("request.made", request, by=by, region=cycle.region, host=str(host))
    return request


@transaction.atomic
def answer_request(request: ChallengeRequest, *, agreed: bool, answer: str, by: Person) -> PeerChallenge | None:
    """Agree to a request, which adds the challenge to the cycle, or decline it with a reason."""
    if not agreed and not answer.strip():
        raise Refused("Say why the region does not agree", field="answer")
    waiting = ChallengeRequest.objects.filter(pk=request.pk, answered_at=None)
    if not waiting.update(answered_at=timezone.now(), answered_by=by, agreed=agreed, answer=answer):
        raise Refused("Somebody else has answered this request already")
    challenge = _add_challenges(request.cycle, [request.host], focus=request.focus)[0] if agreed else None
    record(
        "request.agreed" if agreed else "request.declined",
        request,
        by=by,
        challenge=challenge,
        region=request.cycle.region,
        host=str(request.host),
    )
    if challenge:
        directors = holders().of(challenge, Owner.HOST_DASS)
        text = f"{challenge.called}: your request for a peer challenge was agreed"
        tell(directors, text, about=f"request:{request.pk}:agreed", challenge=challenge, path=_path(challenge))
    return challenge


@transaction.atomic
def change_milestone_template(line: MilestoneTemplate, *, changes: dict[str, Any], seen: int, by: Person) -> None:
    """Change one line of a cycle's plan. Challenges whose dates are agreed keep theirs until their visit is moved."""
    starts, due = changes.get("starts", line.starts), changes.get("due", line.due)
    if starts is not None and starts > due:
        raise Refused("The start must not be after the due date", field="starts")
    save_version(line, changes, seen=seen, by=by)
    record("cycle.plan_changed", line, by=by, region=line.cycle.region, milestone=line.name)


def _add_challenges(cycle: Cycle, hosts: list[Authority], *, focus: str = "") -> list[PeerChallenge]:
    take_turn(f"hosts of {cycle.pk}")
    taken = set(cycle.challenges.filter(host__in=hosts).values_list("host__short_name", flat=True))
    if taken:
        raise Refused(f"Already in this cycle: {', '.join(sorted(taken))}", field="hosts")
    if any(host.region_id != cycle.region_id for host in hosts):
        raise Refused("Select councils of this region only", field="hosts")
    return [
        PeerChallenge.objects.create(
            cycle=cycle,
            host=host,
            slug=_free_slug(PeerChallenge, f"{host.slug}-{cycle.starts_on.year}"),
            focus=focus,
        )
        for host in hosts
    ]


def _free_slug(model: Any, slug: str) -> str:
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    return next(candidate for candidate in (slug, *numbered) if candidate not in taken)


def _path(challenge: PeerChallenge) -> str:
    return reverse("challenge", args=[challenge.slug])
