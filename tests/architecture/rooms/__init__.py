"""The world of the architecture tests, one room for each part of a challenge."""

from . import accuracy, documents, evening, forms, indicators, pack, practice, publication, report, team, visit

ROOMS = (team, forms, documents, indicators, practice, pack, visit, evening, report, accuracy, publication)
