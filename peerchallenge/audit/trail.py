"""The only writer of the trail, and the check that nobody rewrote it.

Every line is also named in the log, which leaves the machine: its last digest of a chain tells whether the end of that
chain was cut off, which the chain alone cannot.
"""

import hashlib
import json
import logging
from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from peerchallenge.accounts.models import Person

from .locks import take_turn
from .models import Entry
from .verbs import NAMELESS, VERBS

log = logging.getLogger(__name__)
START = "0" * 64


def record(
    verb: str,
    subject: models.Model,
    *,
    by: Person | None,
    challenge: Any = None,
    region: Any = None,
    **detail: Any,
) -> Entry:
    """Write one line of history inside the caller's transaction: change and line land together or not at all.

    `challenge` is anything with `pk` and `region_id`; lines of one challenge form one chain, then those of one region.
    A nameless verb keeps no actor.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{verb}: the change and its history must land together.")
    if verb not in VERBS:
        raise RuntimeError(f"{verb} has no sentence in audit/verbs.py.")
    region_id = challenge.region_id if challenge else getattr(region, "pk", None)
    chain = f"challenge:{challenge.pk}" if challenge else f"region:{region_id}" if region_id else "site"
    take_turn(f"trail {chain}")
    last = Entry.objects.filter(chain=chain).order_by("-position").first()
    entry = Entry(
        chain=chain,
        position=last.position + 1 if last else 1,
        challenge_id=getattr(challenge, "pk", None),
        region_id=region_id,
        actor=None if verb in NAMELESS else by,
        verb=verb,
        subject=f"{subject._meta.label_lower}:{subject.pk}",
        detail=detail,
        at=timezone.now(),
        detail_digest=_digest(detail),
        previous=last.digest if last else START,
    )
    entry.digest = _digest_of(entry)
    entry.save(force_insert=True)
    transaction.on_commit(lambda: log.info("trail %s line %s is %s", chain, entry.position, entry.digest))
    return entry


def broken_links(entries: Iterable[Entry], last_digest: str = "") -> list[int]:
    """The positions in one chain, given in order, where a line was changed, moved or is missing before it.

    Purged detail breaks nothing. With the digest that the log gives for the last line, a missing end shows as well.
    """
    broken, previous, position = [], START, 0
    for position, entry in enumerate(entries, start=1):
        detail_is_whole = entry.detail == {} or _digest(entry.detail) == entry.detail_digest
        in_place = entry.previous == previous and entry.position == position
        if not (detail_is_whole and in_place and entry.digest == _digest_of(entry)):
            broken.append(position)
        previous = entry.digest
    if last_digest and previous != last_digest:
        broken.append(position + 1)
    return broken


def _digest_of(entry: Entry) -> str:
    return _digest(
        [
            entry.previous,
            entry.chain,
            entry.position,
            entry.challenge_id,
            entry.region_id,
            entry.actor_id,
            entry.verb,
            entry.subject,
            entry.at.isoformat(),
            entry.detail_digest,
        ]
    )


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
