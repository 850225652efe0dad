"""The way in and the way out: what letting a person in, or out, means wherever it is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from peerchallenge.accounts.invitations import add_stand_in, hashed, make_invitation, take_turn
from peerchallenge.accounts.models import Person
from peerchallenge.accounts.sessions import end_sessions
from peerchallenge.notifications.outbox import call_off, send_now

from .guards import MESSAGE
from .models import Region, TeamMember
from .people import has_a_place, known_as
from .refusals import Refused


def person_here(region: Region, *, name: str, email: str, phone: str = "") -> Person:
    """The person whom this region knows by this address, or else a stand-in; with the way in open.

    What other regions know is not looked at, so that nothing here can depend on it.
    """
    take_turn()
    return _opened(known_as(email, region) or add_stand_in(name=name, email=email, phone=phone))


def lead_to_be(*, name: str, email: str) -> Person:
    """A stand-in for whoever is to open a region, the same one each time until they say yes."""
    take_turn()
    asked = Person.everybody.filter(joined_at=None, may_open_region=True, email__iexact=email).first()
    person = _opened(asked or add_stand_in(name=name, email=email))
    person.may_open_region = True
    person.save(update_fields=["may_open_region"])
    return person


def _opened(person: Person) -> Person:
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])
    return person


def take_turn_with(person: Person) -> None:
    """Wait for others, then look again: a stand-in may have gone, because the person said yes a moment ago."""
    take_turn()
    if not Person.everybody.filter(pk=person.pk).exists():
        raise Refused(f"{person.name} has just joined. Open the list of people and try again.")


def show_the_way_in(
    person: Person, *, standing: str, place: Any, region: Region | None, by: Person | None, asked: str = ""
) -> str:
    """Send the mail that lets a person in: an invitation, or news for who has joined. Returns its link.

    `asked` says what they are asked, where they are nothing yet until they say yes.
    """
    region_id = region.pk if region else None
    words = {"region": region.name if region else "", "inviter": by.name if by else "", "standing": standing}
    words["asked"] = asked
    if person.joined_at:
        link, key = f"{settings.BASE_URL}/", f"let-in:{place._meta.model_name}:{place.pk}"
        send_now("let_in", key=key, to=person, region_id=region_id, link=link, **words)
        return link
    token = make_invitation(person, by=by, region_id=region_id)
    link, key = f"{settings.BASE_URL}/invitations/{token}/", f"invitation:{hashed(token)[:32]}"
    send_now("invitation", key=key, to=person, region_id=region_id, secret=True, link=link, **words)
    return link


@contextmanager
def sides_kept_apart(sentence: str, *, field: str = "") -> Iterator[None]:
    """Say in plain words what the database refuses: one person on two sides of a challenge."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if MESSAGE not in str(error):
            raise
        raise Refused(sentence, field=field) from error


def close_the_door(person: Person, region: Region) -> None:
    """Sign a person out everywhere, call off mail of a region where they are nothing now, and close their account
    when nothing anywhere gives them a reason to be here.
    """
    end_sessions(person)
    if not has_a_place(person, region):
        call_off(person, region_id=region.pk)
    if has_a_place(person) or person.may_open_region:
        return
    person.invitations.filter(accepted_at=None, cancelled_at=None).update(cancelled_at=timezone.now())
    person.is_active = False
    person.save(update_fields=["is_active"])


def leave_team(member: TeamMember, *, reason: str) -> None:
    """End a place on a review team at once. The person learns it by a mail of its own, because from now on the
    morning mail says nothing to them of this challenge.
    """
    person, challenge = member.person, member.challenge
    still_there = TeamMember.objects.current().filter(pk=member.pk)
    if not still_there.update(ended_at=timezone.now(), ended_reason=reason):
        raise Refused(f"{person.name} is not on the team any more.")
    region = challenge.cycle.region
    close_the_door(person, region)
    send_now(
        "place_ended",
        key=f"team_member:{member.pk}:ended",
        email=person.email,
        region_id=region.pk,
        first_name=person.first_name,
        host=str(challenge.host),
        office=region.office,
        contacts=[contact for contact in (region.contact_email, region.contact_phone) if contact],
    )
