"""Writing what the team will look at: the host's question, its lines, and what the team wants to test."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cycles.models import LineOfEnquiry, PeerChallenge
from cycles.refusals import Refused
from cycles.scope import HOST, MOST_LINES, TEAM, why_not_add_tests, why_not_change_lines
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import save_version
from peerchallenge.audit.trail import record

AS_WORDS: dict[str, str] = {HOST: "a line of enquiry", TEAM: "a thing to test"}


@transaction.atomic
def write_scope(challenge: PeerChallenge, *, focus: str, seen: int, by: Person) -> None:
    """Write the host's one question. Raises Stale with both texts when somebody saved first."""
    _refuse(why_not_change_lines(challenge, by))
    save_version(challenge, {"focus": focus}, seen=seen, by=by)
    record("scope.written", challenge, by=by, challenge=challenge)


@transaction.atomic
def write_line(challenge: PeerChallenge, *, text: str, because: str = "", by: Person) -> LineOfEnquiry:
    """Add a line of enquiry of the host. There are at most four."""
    take_turn(f"lines {challenge.pk}")
    _refuse(why_not_change_lines(challenge, by))
    if challenge.lines.filter(source=HOST, dropped_at=None).count() >= MOST_LINES:
        raise Refused(f"There are {MOST_LINES} lines already. Change one of them, or take one out first.")
    line = _added(challenge, HOST, text, because, by)
    record("scope.line_added", line, by=by, challenge=challenge)
    return line


@transaction.atomic
def add_test(challenge: PeerChallenge, *, text: str, because: str = "", by: Person) -> LineOfEnquiry:
    """Add something that the team wants to test, from the release of the pack to day 2 of the visit."""
    take_turn(f"lines {challenge.pk}")
    _refuse(why_not_add_tests(challenge))
    line = _added(challenge, TEAM, text, because, by)
    record("scope.test_added", line, by=by, challenge=challenge)
    return line


@transaction.atomic
def change_line(line: LineOfEnquiry, *, text: str, because: str = "", seen: int, by: Person) -> None:
    """Write a line anew. Raises Stale with both texts when somebody saved first."""
    _refuse_change(line, by)
    save_version(line, {"text": text, "because": because}, seen=seen, by=by)
    record("scope.line_changed", line, by=by, challenge=line.challenge, what=AS_WORDS[line.source])


@transaction.atomic
def drop_line(line: LineOfEnquiry, *, by: Person) -> None:
    """Take a line out. Its number is not given to another."""
    _refuse_change(line, by)
    standing = LineOfEnquiry.objects.filter(pk=line.pk, dropped_at=None)
    if not standing.update(dropped_at=timezone.now(), dropped_by=by):
        raise Refused("Somebody else has taken this out already.")
    record("scope.line_dropped", line, by=by, challenge=line.challenge, what=AS_WORDS[line.source])


def _added(challenge: PeerChallenge, source: str, text: str, because: str, by: Person) -> LineOfEnquiry:
    highest = challenge.lines.filter(source=source).aggregate(most=Max("number"))["most"] or 0
    return LineOfEnquiry.objects.create(
        challenge=challenge, source=source, number=highest + 1, text=text, because=because, added_by=by
    )


def _refuse_change(line: LineOfEnquiry, by: Person) -> None:
    _refuse(why_not_change_lines(line.challenge, by) if line.source == HOST else why_not_add_tests(line.challenge))


def _refuse(reason: str) -> None:
    if reason:
        raise Refused(reason)
