"""Facts in pairs and in order, kept honest by the database."""

from django.db.models import CheckConstraint, F, Q


def both_or_neither(*fields: str, name: str) -> CheckConstraint:
    """All of these fields have a value, or none has."""
    return CheckConstraint(
        condition=Q(**{f"{field}__isnull": True for field in fields})
        | Q(**{f"{field}__isnull": False for field in fields}),
        name=name,
    )


def in_order(first: str, last: str, *, name: str) -> CheckConstraint:
    """`last` is not before `first`; an open end is in order."""
    return CheckConstraint(
        condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__gte": F(first)}),
        name=name,
    )
