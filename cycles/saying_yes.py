"""What follows when somebody says yes who has an account: all that their stand-in was, the account is from then on."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, UniqueConstraint

from peerchallenge.accounts.invitations import CannotBeAccepted
from peerchallenge.accounts.models import Person

from .doors import sides_kept_apart
from .models import Post, RegionRole
from .refusals import Refused

BOTH_SIDES = "You would be on both sides of a peer challenge, and nobody can be. Tell whoever invited you"
ONE_AT_A_TIME = {Post: ("authority", "kind"), RegionRole: ("region", "kind")}


def hand_over(stand_in: Person, account: Person) -> None:
    """Give an account every row that is meant for the stand-in, in whichever app. Named in settings as HAND_OVER.

    Such rows point at a person by a relation that Person has a name for. Those that say who did something give it
    none ("+"): a stand-in never did anything. Where somebody would come to stand on two sides, nothing moves.
    """
    try:
        with sides_kept_apart(BOTH_SIDES):
            for relation in Person._meta.related_objects:
                _move(relation.related_model, relation.field.name, stand_in, account)
    except Refused as refusal:
        raise CannotBeAccepted(str(refusal)) from refusal


def _move(model: Any, field: str, stand_in: Person, account: Person) -> None:
    """Move the rows of one table, without those that the account has already."""
    for rows, facts in _once_per_person(model, field):
        same = rows.filter(**{field: account}, **{fact: OuterRef(fact) for fact in facts})
        rows.filter(Exists(same), **{field: stand_in}).delete()
    model._base_manager.filter(**{field: stand_in}).update(**{field: account})


def _once_per_person(model: Any, field: str) -> Iterator[tuple[QuerySet[Any], Sequence[str]]]:
    """Rows of which a person has one with the same facts: as the table says, and jobs and roles while they last."""
    for rule in model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and field in rule.fields:
            yield model._base_manager.filter(rule.condition or Q()), [fact for fact in rule.fields if fact != field]
    if model in ONE_AT_A_TIME:
        yield model.objects.not_ended(), ONE_AT_A_TIME[model]
