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
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django.utils.text import slugify

from .models import Invitation, Person

VALID_FOR = timedelta(days=14)
SIGNS = "bcdfghjkmnpqrstvwxz23456789"  # without vowels, so that no word comes out


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def take_turn() -> None:
    """Wait for whoever lets somebody in or accepts at this moment: so nobody is doubled, or lost on the way."""
    import_string(settings.TAKE_TURN)("letting people in")


def add_stand_in(*, name: str, email: str, phone: str = "") -> Person:
    """Somebody as they are called where they are let in, until they say yes."""
    person = Person(name=name.strip(), email=email.strip().lower(), phone=phone.strip(), slug=new_slug(name))
    person.set_unusable_password()
    person.save()
    return person


def new_slug(name: str) -> str:
    """An address for a person's page: the name and a few signs by chance.

    Counting those of the same name would tell one region of another's people.
    """
    return f"{slugify(name)[:60] or 'person'}-{get_random_string(6, SIGNS)}"


def make_invitation(person: Person, *, by: Person | None, region_id: int | None = None) -> str:
    """A new way in for this person; the region's earlier ones end. Returns the token, which is shown nowhere else."""
    earlier = person.invitations.filter(region_id=region_id, accepted_at=None, cancelled_at=None)
    earlier.update(cancelled_at=timezone.now())
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


class CannotBeAccepted(Exception):
    """Says in a sentence why, to the person who tried."""


@transaction.atomic
def accept(invitation: Invitation, *, password: str = "", account: Person | None = None) -> bool:
    """Use the invitation up: its person has joined, or the account that their address has takes over what they were.

    False when it was used or ended a moment ago, or when the address has another account by now, or has one at last.
    """
    take_turn()
    if Person.objects.with_email(invitation.person.email) != account or not _use_up(invitation):
        return False
    person = account or invitation.person
    if account:
        _take_over(account, invitation.person)
    else:
        _join(person, password)
    region = SimpleNamespace(pk=invitation.region_id) if invitation.region_id else None
    import_string(settings.TRAIL)("person.joined", person, by=person, region=region)
    return True


def _use_up(invitation: Invitation) -> int:
    now = timezone.now()
    still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, cancelled_at=None, expires_at__gt=now)
    return still_open.filter(person__is_active=True).update(accepted_at=now)


def _join(person: Person, password: str) -> None:
    """A stand-in becomes an account."""
    person.joined_at = timezone.now()
    if password:
        person.set_password(password)
    person.save(update_fields=["joined_at", "password"])
    prove_address(person)


def _take_over(account: Person, stand_in: Person) -> None:
    """All that the stand-in was, the account is from now on. It opens again if it was closed; the stand-in goes."""
    import_string(settings.HAND_OVER)(stand_in, account)
    account.is_active = True
    account.may_open_region |= stand_in.may_open_region
    account.save(update_fields=["is_active", "may_open_region"])
    stand_in.delete()


def prove_address(person: Person) -> None:
    """Tell allauth that this person's address is theirs, because our mail reached them there, and is their only one."""
    email = person.email.lower()
    stale = EmailAddress.objects.filter(Q(user=person) | Q(email=email)).exclude(user=person, email=email)
    stale.delete()
    EmailAddress.objects.update_or_create(user=person, email=email, defaults={"verified": True, "primary": True})
