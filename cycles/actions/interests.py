"""What members of a review team declare, how the regional lead decides, and what helps each of them take part."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cycles.doors import leave_team
from cycles.holders import holders
from cycles.models import AccessNeeds, Declaration, Interest, Owner, TeamMember
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.locks import take_turn
from peerchallenge.audit.revisions import Stale, save_version
from peerchallenge.audit.trail import record
from peerchallenge.notifications.outbox import take_back, tell

# Why the place ended, for everybody who may see that it did. What it was about stays with the declaration.
NOT_CLEARED = "Interest not cleared"


@transaction.atomic
def declare(member: TeamMember, *, kinds: Iterable[str] = (), text: str = "", seen: int = 0, by: Person) -> Declaration:
    """Say which interest one has in the host, or none. None is an answer and opens what the host has written.

    An interest waits for the regional lead; so does taking back an interest. Raises Stale when the member saved
    something else meanwhile.
    """
    kinds = set(kinds)
    if kinds and not text.strip():
        raise Refused("Say in a few words what it is", field="text")
    take_turn(f"declaration {member.pk}")
    before = Declaration.objects.filter(member=member).first()
    must_wait = bool(kinds) or bool(before and before.has_interest)
    said = {
        "has_interest": bool(kinds),
        "text": text if kinds else "",
        "declared_at": timezone.now(),
        "cleared_at": None if must_wait else timezone.now(),
        "cleared_by_id": None if must_wait else by.pk,
        "cleared_note": "",
    }
    declaration = _said(member, before, said, seen, by)
    declaration.interests.all().delete()
    Interest.objects.bulk_create(Interest(declaration=declaration, kind=kind) for kind in sorted(kinds))
    record("interest.declared" if kinds else "interest.none", declaration, by=by, challenge=member.challenge)
    if must_wait:
        _ask_to_decide(declaration)
    return declaration


def _said(member: TeamMember, before: Declaration | None, said: dict[str, Any], seen: int, by: Person) -> Declaration:
    if not before:
        return Declaration.objects.create(member=member, **said)
    save_version(before, said, seen=seen, by=by)
    take_back([_waiting(before, seen)])
    return before


def _ask_to_decide(declaration: Declaration) -> None:
    member = declaration.member
    challenge = member.challenge
    does = "has declared" if declaration.has_interest else "takes back"
    tell(
        holders().of(challenge, Owner.REGIONAL_LEAD),
        f"{challenge.called}: {member.person.name} {does} an interest. Please decide.",
        about=_waiting(declaration, declaration.version),
        challenge=challenge,
        path=reverse("team-member-interest", args=[challenge.slug, member.person.slug]),
    )


@transaction.atomic
def decide_interest(declaration: Declaration, *, cleared: bool, note: str, seen: int, by: Person) -> None:
    """Let a member stay on the team with the interest they declared, or end their place with a reason."""
    if not cleared and not note.strip():
        raise Refused("Say why this person cannot be on the team", field="note")
    member = declaration.member
    waiting = Declaration.objects.filter(pk=declaration.pk, version=seen, cleared_at=None, member__ended_at=None)
    facts = {"cleared_at": timezone.now(), "cleared_by": by} if cleared else {}
    if not waiting.update(version=seen + 1, cleared_note=note, **facts):
        raise Refused("This was changed or decided a moment ago. Look at it again.")
    take_back([_waiting(declaration, seen)])
    if cleared:
        text = f"{member.challenge.called}: you can go on. The regional lead has decided about your interest."
        path = reverse("team-interests", args=[member.challenge.slug])
        about = f"declaration:{declaration.pk}:v{seen}:cleared"
        tell([member.person_id], text, about=about, challenge=member.challenge, path=path)
    else:
        leave_team(member, reason=NOT_CLEARED)
    record(
        "interest.cleared" if cleared else "interest.not_cleared",
        declaration,
        by=by,
        challenge=member.challenge,
        name=member.person.name,
    )


@transaction.atomic
def say_needs(
    member: TeamMember, *, text: str, share_with_lead: bool, share_with_host: bool, seen: int = 0, by: Person
) -> AccessNeeds:
    """Say what helps one take part, or that nothing is needed, and who may know it besides the regional office.

    Raises Stale when the member saved something else meanwhile. No earlier version is kept: these texts are about
    health, and are deleted soon after they are last needed.
    """
    take_turn(f"needs {member.pk}")
    said = {
        "text": text.strip(),
        "share_with_lead": bool(text.strip()) and share_with_lead,
        "share_with_host": bool(text.strip()) and share_with_host,
    }
    before = AccessNeeds.objects.filter(member=member).first()
    if before:
        same = AccessNeeds.objects.filter(pk=before.pk, version=seen)
        if not same.update(version=seen + 1, answered_at=timezone.now(), **said):
            raise Stale(before, said)
    needs = before or AccessNeeds.objects.create(member=member, **said)
    record("needs.said", needs, by=by, challenge=member.challenge)
    return needs


def _waiting(declaration: Declaration, version: int) -> str:
    """What the news is about that an interest waits; once it is decided or changed, nobody is asked to decide."""
    return f"declaration:{declaration.pk}:v{version}:waiting"
