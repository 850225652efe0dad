"""The scales of an edition, with the words that people see."""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from .models import Choice, Edition

Scales = Mapping[str, Mapping[str, str]]
UNKNOWN: dict[str, str] = {}


def scales_of(edition: Edition) -> Scales:
    """Every scale of a published edition by its name: from code to label, in order. Read once, for it never changes."""
    return _read(edition.pk, edition.digest)


@lru_cache(maxsize=64)
def _read(edition_id: int, digest: str) -> Scales:
    scales: dict[str, dict[str, str]] = defaultdict(dict)
    for choice in Choice.objects.filter(edition=edition_id):
        scales[choice.scale][choice.code] = choice.label
    return dict(scales)


def label(scales: Scales, scale: str, code: object) -> str:
    """What people call one step of a scale; nothing if it is not chosen."""
    return scales.get(scale, UNKNOWN).get(str(code), "")


def short(words: str) -> str:
    """`High: we have checked it in more than one way` is `High` where there is little room."""
    return words.partition(":")[0]
