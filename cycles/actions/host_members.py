"""The host names its own people for a challenge, and takes them out again."""

from django.db import transaction
from django.utils import timezone

from cycles.doors import close_the_door, person_here, show_the_way_in, sides_kept_apart, take_turn_with
from cycles.models import HostMember, HostRole, PeerChallenge
from cycles.people import holding
from cycles.refusals import Refused
from peerchallenge.accounts.models import Person
from peerchallenge.audit.trail import record


@transaction.atomic
def let_in_host_member(challenge: PeerChallenge, *, name: str, email: str, role: str, by: Person) -> Person:
    """Give somebody of the host council a part in its challenge, with a mail that lets them in.

    Nobody of the review team can have one. Doing it twice is the same as doing it once.
    """
    person = person_here(challenge.cycle.region, name=name, email=email)
    if HostMember.objects.current().filter(challenge=challenge, person=person, role=role).exists():
        return person
    sentence = (
        f"{person.name} is on the review team for {challenge.host}. "
        "Nobody can be on both sides of a challenge. Name somebody else."
    )
    with sides_kept_apart(sentence, field="email"):
        member = HostMember.objects.create(challenge=challenge, person=person, role=role, added_by=by)
    words = holding(member).words
    show_the_way_in(person, standing=words, place=member, region=challenge.cycle.region, by=by)
    record(
        "host_member.let_in",
        person,
        by=by,
        challenge=challenge,
        name=person.name,
        role=HostRole(role).label,
    )
    return person


@transaction.atomic
def take_out_host_member(challenge: PeerChallenge, person: Person, *, by: Person) -> None:
    """End at once every part that somebody of the host has in a challenge. What they wrote stays."""
    take_turn_with(person)
    places = HostMember.objects.current().filter(challenge=challenge, person=person)
    if not places.exists():
        raise Refused(f"{person.name} has no part in this challenge any more")
    places.update(ended_at=timezone.now())
    close_the_door(person, challenge.cycle.region)
    record("host_member.taken_out", person, by=by, challenge=challenge, name=person.name)
