"""Letting a person in: an invitation is a random token, of which only the hash is kept."""

import hashlib
import secrets
from datetime import timedelta
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.text import slugify

from .models import Invitation, Person

VALID_FOR = timedelta(days=14)
NOT_A_PERSON = "new"  # …/people/new/ is where a person is let in


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def find_or_add_person(*, name: str, email: str, phone: str = "") -> Person:
    """The person with this address, added when nobody has it yet. An existing name is left as it is."""
    if person := Person.objects.with_email(email):
        return person
    person = Person(name=name.strip(), email=email.strip().lower(), phone=phone.strip(), slug=free_slug(name))
    person.set_unusable_password()
    person.save()
    return person


def free_slug(name: str) -> str:
    """An address for a person's page: the name, and a number when somebody else of that name was first."""
    base = slugify(name)[:60] or "person"
    taken = {NOT_A_PERSON, *Person.objects.filter(slug__startswith=base).values_list("slug", flat=True)}
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def make_invitation(person: Person, *, by: Person | None, region_id: int | None = None) -> str:
    """A new way in for this person; earlier open ones end. Returns the token, which is shown nowhere else."""
    person.invitations.filter(accepted_at=None, cancelled_at=None).update(cancelled_at=timezone.now())
    token = secrets.token_urlsafe(32)
    Invitation.objects.create(
        person=person,
        token_hash=hashed(token),
        region_id=region_id,
        invited_by=by,
        expires_at=timezone.now() + VALID_FOR,
    )
    return token


def open_invitation(token: str) -> Invitation | None:
    """The invitation behind this token, if it can still be used."""
    known = Invitation.objects.select_related("person", "invited_by")
    invitation = known.filter(token_hash=hashed(token), person__is_active=True).first()
    return invitation if invitation and invitation.is_open else None


@transaction.atomic
def accept(invitation: Invitation, *, password: str = "") -> bool:
    """Use the invitation up: its person has joined. False when it was used or ended a moment ago."""
    now, person = timezone.now(), invitation.person
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, cancelled_at=None, expires_at__gt=now)
    if person.joined_at or not still_open.filter(person__is_active=True).update(accepted_at=now):
        return False
    person.joined_at = now
    if password:
        person.set_password(password)
    person.save(update_fields=["joined_at", "password"])
    prove_address(person)
    region = SimpleNamespace(pk=invitation.region_id) if invitation.region_id else None
    import_string(settings.TRAIL)("person.joined", person, by=person, region=region)
    return True


def prove_address(person: Person) -> None:
    """Tell allauth that this person's address is theirs, because our mail reached them there, and is their only one."""
    email = person.email.lower()
    stale = EmailAddress.objects.filter(Q(user=person) | Q(email=email)).exclude(user=person, email=email)
    stale.delete()
    EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
