"""Saving an editable row so that nobody's words are lost: the save names the version it was made from."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, models
from django.utils import timezone

from peerchallenge.accounts.models import Person

from .models import Revision


class Stale(Exception):
    """Somebody else saved first. `theirs` is the row as it is now; `mine` what this person wanted to save."""

    def __init__(self, theirs: models.Model, mine: dict[str, Any]):
        super().__init__(f"{theirs} has been saved by somebody else")
        self.theirs, self.mine = theirs, mine

    @property
    def last_saved(self) -> Revision | None:
        """Who saved it last and when, if it was saved through here."""
        return (
            Revision.objects.filter(target=self.theirs._meta.label_lower, target_id=self.theirs.pk)
            .select_related("by")
            .order_by("-version")
            .first()
        )


def save_version(
    row: Any,
    changes: dict[str, Any],
    *,
    seen: int,
    by: Person | None,
    beside: Mapping[str, tuple[Any, Any]] | None = None,
) -> None:
    """Save `changes` to a row that still has version `seen`, and keep what it said before.

    `row` is as it was loaded, not yet changed. Raises Stale, with both texts, when it has moved on. Check and save are
    one statement, so two savers cannot both be told that they were first. `beside` is what rows below it said before
    and say now, by name, where they are one text with it for people; the caller saves them after this.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A text and its revision must land together.")
    model = type(row)
    texts = {name: (getattr(row, name), value) for name, value in changes.items()} | dict(beside or {})
    rows = model._default_manager.filter(pk=row.pk, version=seen)
    if row.version != seen or not rows.update(version=seen + 1, **changes):
        raise Stale(model._default_manager.get(pk=row.pk), changes)
    for name, value in changes.items():
        setattr(row, name, value)
    row.version = seen + 1
    Revision.objects.create(
        target=row._meta.label_lower,
        target_id=row.pk,
        version=row.version,
        by=by,
        at=timezone.now(),
        before={name: _plain(before) for name, (before, _) in texts.items()},
        after={name: _plain(after) for name, (_, after) in texts.items()},
    )


def changed_since(row: Any, seen: int) -> set[str]:
    """The fields of a row that were saved after the version somebody has seen."""
    later = Revision.objects.filter(target=row._meta.label_lower, target_id=row.pk, version__gt=seen)
    return {name for after in later.values_list("after", flat=True) for name in after}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | bool | list) else str(value)
