"""A condition that is put into SQL once, however often it is asked."""

from typing import Any

from django.db.models import Exists


class AskedOften(Exists):
    """The same as Exists. Django writes the SQL of a question anew each time, which takes ten times as long as asking
    when it has fifteen conditions; this one remembers what it wrote, until it is put into another question.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._written: dict[str, tuple[str, Any]] = {}

    def copy(self) -> "AskedOften":
        clone = super().copy()
        clone._written = {}
        return clone

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> tuple[str, Any]:
        if connection.vendor not in self._written:
            self._written[connection.vendor] = super().as_sql(compiler, connection, *args, **kwargs)
        sql, values = self._written[connection.vendor]
        return sql, [*values]  # a copy: whoever asks may add to it
