"""The world of the architecture tests, one room for each part of a challenge."""

from . import documents, forms, indicators, pack, practice, team

ROOMS = (team, forms, documents, indicators, practice, pack)
