"""What a team lead owes the visit itself: to start it on its first day."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from cycles.holders import holders_once
from cycles.models import Owner, Stage
from cycles.owed import running_once
from peerchallenge.notifications.owed import Owed
from peerchallenge.workdays import today_in_london


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """One line for the lead of each team whose first day has come and whose visit has not started."""
    known = {} if known is None else known
    roles, today = holders_once(people, known), today_in_london()
    if not roles.numbers("team"):
        return
    for challenge in running_once(people, known).values():
        if challenge.stage == Stage.READING and challenge.first_day and challenge.first_day <= today:
            path = reverse("visit-start", args=[challenge.slug])
            for person_id in roles.of(challenge, Owner.TEAM_LEAD):
                about, day = f"visit:{challenge.pk}:start", challenge.first_day
                yield Owed(person_id, about, "Start the visit", challenge.called, path, challenge.pk, day)
