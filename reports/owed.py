"""What people owe the report: the sections that they write, the look of a second reader, and the draft itself.

It says in parts what the milestone of the draft says as a whole, so cycles.owed leaves that one to it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from cycles.holders import Holders, holders_once
from cycles.models import Milestone, Owner, PeerChallenge, Stage
from cycles.owed import running_once
from peerchallenge.notifications.owed import Owed

from .models import ReportSection, ReportVersion, SecondLook
from .parts import WRITTEN

Challenges = dict[int, PeerChallenge]
Days = dict[int, date]


def owed(people: list[int] | None = None, known: dict[str, Any] | None = None) -> Iterator[Owed]:
    """Everything that these people (everybody, if None) owe the reports that are being written."""
    known = {} if known is None else known
    roles = holders_once(people, known)
    team = roles.numbers("team")
    running = running_once(people, known) if team else {}
    drafting = {pk: one for pk, one in running.items() if one.stage == Stage.DRAFTING and pk in team}
    if not drafting:
        return
    milestones = Milestone.objects.filter(challenge__in=drafting, code="draft-report")
    due = dict(milestones.values_list("challenge", "due_on"))
    yield from _sections(drafting, due, roles)
    for pk, challenge in drafting.items():
        for person_id in roles.of(challenge, Owner.TEAM_LEAD):
            path = reverse("report-send", args=[challenge.slug])
            yield _owed(person_id, "send", "Send the draft report to the council", challenge, path, due.get(pk))


def _sections(drafting: Challenges, due: Days, roles: Holders) -> Iterator[Owed]:
    """What each writer has not finished; once all is, the others are asked to read the whole."""
    rows = ReportSection.objects.filter(report__challenge__in=drafting, part__in=list(WRITTEN))
    open_parts: dict[int, set[str]] = {pk: set(WRITTEN) for pk in drafting}
    for row in rows.select_related("report"):
        pk = row.report.challenge_id
        if row.is_done:
            open_parts[pk].discard(row.part)
        elif row.owner_id in roles.of(drafting[pk], Owner.TEAM):
            path = reverse("report-section", args=[drafting[pk].slug, row.part])
            text = f"Write “{row}” for the report"
            yield _owed(row.owner_id, row.part, text, drafting[pk], path, due.get(pk))
    yield from _second_looks({pk: drafting[pk] for pk, left in open_parts.items() if not left}, due, roles)


def _second_looks(written: Challenges, due: Days, roles: Holders) -> Iterator[Owed]:
    """One of the team besides its lead is enough, for each draft. A look that lapsed stands on the report's page."""
    if not written:
        return
    sent_since = ReportVersion.objects.filter(report=OuterRef("report"), made_at__gte=OuterRef("looked_at"))
    looks = SecondLook.objects.filter(~Exists(sent_since), report__challenge__in=written)
    looked = set(looks.values_list("report__challenge", flat=True))
    for pk in written.keys() - looked:
        challenge = written[pk]
        path = reverse("report-second-look", args=[challenge.slug])
        for person_id in roles.of(challenge, Owner.TEAM).keys() - roles.of(challenge, Owner.TEAM_LEAD).keys():
            text = "Read the draft report as its second reader"
            yield _owed(person_id, "second-look", text, challenge, path, due.get(pk))


def _owed(person_id: int, what: str, text: str, challenge: PeerChallenge, path: str, due_on: date | None) -> Owed:
    return Owed(person_id, f"report:{challenge.pk}:{what}", text, challenge.called, path, challenge.pk, due_on)
